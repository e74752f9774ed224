import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, type Logger, type Words } from '../../../libs/core/index.js';
import { translator, type PageContext } from './context.js';
import { Actions, ButtonLink, Link, Paragraph, Stack } from './layout.js';
import { homePath } from './nav.js';
import { Page } from './page.js';
import { LoginNeeded, Pages } from './pages.js';
import { html } from './respond.js';

const TITLES: Record<number, Words> = {
  400: { nl: 'Dit kunnen wij niet lezen', en: 'We cannot read this' },
  401: { nl: 'U bent niet ingelogd', en: 'You are not logged in' },
  403: { nl: 'Dit is niet voor u', en: 'This is not for you' },
  404: { nl: 'Deze pagina is er niet', en: 'This page is not here' },
  405: { nl: 'Dat kan hier niet', en: 'That is not possible here' },
  409: { nl: 'Dit kan nu niet meer', en: 'This is no longer possible' },
  413: { nl: 'Dit is te groot', en: 'This is too large' },
  415: { nl: 'Dit kunnen wij niet lezen', en: 'We cannot read this' },
  422: { nl: 'Dit klopt nog niet', en: 'This is not right yet' },
  429: { nl: 'Even wachten', en: 'Wait a moment' },
  500: { nl: 'Het ging mis bij ons', en: 'Something went wrong on our side' },
};

const SENTENCES: Record<number, Words> = {
  400: {
    nl: 'Er kwam iets anders binnen dan deze pagina verwacht. Ga terug en probeer het opnieuw.',
    en: 'This page expected something else. Go back and try again.',
  },
  403: { nl: 'U mag dit niet bekijken of doen.', en: 'You may not see or do this.' },
  404: {
    nl: 'Misschien is het adres verkeerd overgetypt, of bestaat dit niet meer.',
    en: 'The address may be mistyped, or this no longer exists.',
  },
  413: { nl: 'Stuur een kleiner bestand, van hoogstens 10 MB.', en: 'Send a smaller file, of at most 10 MB.' },
  500: {
    nl: 'Er is niets veranderd. Probeer het over een paar minuten opnieuw. Blijft het misgaan? Geef dan het nummer hieronder door.',
    en: 'Nothing was changed. Try again in a few minutes. If it keeps going wrong, pass on the number below.',
  },
};

const STALE = {
  title: { nl: 'Stuur dit nog een keer', en: 'Send this once more' },
  words: {
    nl: 'Deze pagina stond te lang open, of u logde ondertussen in of uit. Er is niets veranderd. Ga terug, ververs de pagina en probeer het opnieuw.',
    en: 'This page was open for too long, or you logged in or out meanwhile. Nothing was changed. Go back, reload the page and try again.',
  },
};

interface Failure {
  status: number;
  title: Words;
  words: Words;
}

/** What a person may know of an error. Everything that is not meant for them is a 500 without internals. */
function failureOf(error: unknown, request: FastifyRequest): Failure {
  const { status, words, title } = known(error, request);
  const other = status < 500 ? 400 : 500;
  return { status, title: title ?? wordsFor(TITLES, status, other), words: words ?? wordsFor(SENTENCES, status, other) };
}

const wordsFor = (texts: Record<number, Words>, status: number, other: 400 | 500) => texts[status] ?? (texts[other] as Words);

function known(error: unknown, request: FastifyRequest): { status: number; words?: Words; title?: Words } {
  if (error instanceof Problem) return { status: error.status, words: error.words };
  const { message = '', statusCode } = (error ?? {}) as { message?: string; statusCode?: number };
  const status = error instanceof HttpException ? error.getStatus() : (statusCode ?? 500);
  if (status === 403 && /\bcsrf\b/.test(message)) return { status, words: STALE.words, title: STALE.title };
  // Reading a form with files fails with a plain error; nothing of ours has run by then.
  if (status >= 500 && request.body === undefined && request.headers['content-type']?.startsWith('multipart/')) return { status: 400 };
  return { status: status >= 400 && status < 500 ? status : 500 };
}

/** An error as a page in the shell: what it means, that nothing was lost, and a way on. */
export function ErrorPage({ ctx, failure, requestId }: { ctx: PageContext; failure: Failure; requestId: string }) {
  const t = translator(ctx);
  const role = ctx.viewer?.membership?.role;
  const home = ctx.municipality ? `/${ctx.municipality.slug}${role && homePath(role) ? `/${homePath(role)}` : ''}` : '/';
  return (
    <Page ctx={ctx} title={t(failure.title)} stamp={false}>
      <Stack measure>
        <Paragraph>{t(failure.words)}</Paragraph>
        {failure.status >= 500 && (
          <Paragraph small soft>
            {t('Nummer', 'Number')}: {requestId}
          </Paragraph>
        )}
        <Actions>
          <ButtonLink href={home} primary>
            {t('Naar het begin', 'To the start')}
          </ButtonLink>
          <Link href="/hulp">{t('Hulp', 'Help')}</Link>
        </Actions>
      </Stack>
    </Page>
  );
}

/** Turns everything that is thrown into a page; a visitor who must log in first goes to do so. */
@Catch()
export class ErrorPages implements ExceptionFilter {
  constructor(
    private readonly pages: Pages,
    private readonly log: Logger,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    await this.answer(error, host.switchToHttp().getRequest<FastifyRequest>(), host.switchToHttp().getResponse<FastifyReply>());
  }

  /** Answers a request that failed, inside or outside a controller. */
  async answer(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (reply.sent) return;
    if (error instanceof LoginNeeded) return void reply.redirect(`/inloggen?terug=${encodeURIComponent(error.path)}`, 303);
    const failure = failureOf(error, request);
    if (failure.status >= 500) this.log.error({ err: error, requestId: request.id }, 'a page failed');
    const ctx = await this.pages.forError(request, reply);
    html(reply, <ErrorPage ctx={ctx} failure={failure} requestId={request.id} />, failure.status);
  }
}
