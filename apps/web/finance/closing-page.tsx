import { dayOf, type Lang, sumCents } from '../../../libs/core/index.js';
import type { BookYear, ClosingPreview, NamedClosingLine, YearClosing } from '../../../libs/budgets/index.js';
import {
  Amount,
  Day,
  EmptyState,
  Form,
  type FormState,
  Link,
  type MemberContext,
  Page,
  Panel,
  Paragraph,
  Progress,
  type ProgressState,
  Section,
  Stack,
  Steps,
  translator,
} from '../kit/index.js';
import { PreviewTable, ReportTable } from './closing-tables.js';
import { Rule, Waiting, WhatReturns } from './closing-words.js';
import { YearState, yearToClose } from './closings-page.js';
import { crumbs, entries, inFinance } from './words.js';

interface ClosingProps {
  ctx: MemberContext;
  year: BookYear;
  years: BookYear[];
  preview: ClosingPreview;
  form?: FormState;
}

/** How far a closing is, in words; null where nobody asked for one. */
export function closingProgressWords(lang: Lang, closing: YearClosing | null): ProgressState {
  const t = translator({ lang });
  if (!closing) return { done: 0, total: 0, text: t('Het jaar is nog niet afgesloten.', 'The year was not closed yet.'), finished: true };
  const { state, progressDone: done, progressTotal: total } = closing;
  const finished = state === 'done' || state === 'failed';
  const text = finished
    ? t('Het afsluiten is klaar.', 'The closing is through.')
    : total === 0
      ? t('Het afsluiten wacht op zijn beurt.', 'The closing waits for its turn.')
      : t(`${done} van ${total} wijkbudgetten`, `${done} of ${total} neighbourhood budgets`);
  return { done, total, text, finished };
}

/** One year: what closing it does, how far it is, or what it did and what came free since. */
export function ClosingPage(props: ClosingProps) {
  const { ctx, year, form } = props;
  const t = translator(ctx);
  const { fiscalYear, closing } = year;
  const busy = closing?.state === 'pending' || closing?.state === 'running';
  return (
    <Page
      ctx={ctx}
      form={form}
      title={
        closing?.finishedAt ? t(`Het jaar ${fiscalYear}`, `The year ${fiscalYear}`) : t(`${fiscalYear} afsluiten`, `Close ${fiscalYear}`)
      }
      crumbs={[...crumbs(ctx), { label: t('Jaarafsluiting', 'Closing a year'), href: inFinance(ctx, 'jaarafsluiting') }]}
      lead={<YearState ctx={ctx} year={year} />}
      stamp
    >
      {busy ? <Busy ctx={ctx} closing={closing} /> : closing?.finishedAt ? <Closed {...props} closing={closing} /> : <Open {...props} />}
    </Page>
  );
}

function Busy({ ctx, closing }: { ctx: MemberContext; closing: YearClosing }) {
  const t = translator(ctx);
  const own = inFinance(ctx, `jaarafsluiting/${closing.fiscalYear}`);
  const { done, total, text } = closingProgressWords(ctx.lang, closing);
  return (
    <Section title={t('Hoe ver het is', 'How far it is')}>
      <Progress done={done} total={total} text={text} events={`${own}/voortgang`} reload={own} />
    </Section>
  );
}

/** A year that is not closed yet: all that it would move, and the button when it is its turn. */
function Open(props: ClosingProps) {
  const { ctx, year, years, preview } = props;
  const t = translator(ctx);
  const first = yearToClose(years, dayOf(ctx.now));
  const over = year.closableFrom <= dayOf(ctx.now);
  const mine = first?.fiscalYear === year.fiscalYear;
  return (
    <>
      {year.closing?.state === 'failed' && <Failed ctx={ctx} closing={year.closing} />}
      <Section
        wide
        title={over ? t('Wat er over is', 'What is left') : t('Zoals het nu staat', 'As it is now')}
        intro={<Rule ctx={ctx} preview={preview} />}
      >
        <Stack>
          <PreviewTable ctx={ctx} preview={preview} />
          <WhatReturns ctx={ctx} lines={preview.lines} year={preview.fiscalYear} />
        </Stack>
      </Section>
      {mine ? (
        <CloseForm ctx={ctx} preview={preview} submit={t(`${year.fiscalYear} afsluiten`, `Close ${year.fiscalYear}`)} />
      ) : (
        <Section title={t('Wanneer kan het?', 'When can it be done?')}>
          <Paragraph>{over && first ? <FirstEarlier ctx={ctx} first={first} /> : <NotYet ctx={ctx} year={year} />}</Paragraph>
        </Section>
      )}
    </>
  );
}

function NotYet({ ctx, year }: { ctx: MemberContext; year: BookYear }) {
  const t = translator(ctx);
  return t(
    <>
      Het jaar loopt nog. U kunt het afsluiten vanaf <Day value={year.closableFrom} />. Tot dan kan de wijk dit geld gewoon toekennen.
    </>,
    <>
      The year is not over. It can be closed from <Day value={year.closableFrom} />. Until then the neighbourhood can grant this money.
    </>,
  );
}

function FirstEarlier({ ctx, first }: { ctx: MemberContext; first: BookYear }) {
  const t = translator(ctx);
  const link = (
    <Link href={inFinance(ctx, `jaarafsluiting/${first.fiscalYear}`)}>
      {t(`Sluit eerst ${first.fiscalYear} af`, `Close ${first.fiscalYear} first`)}
    </Link>
  );
  return t(
    <>{link}: wat daarvan over is, kan meegaan naar het jaar erna.</>,
    <>{link}: what is left of it may go along to the year after.</>,
  );
}

/** What was closed, and what came free in the year since. */
function Closed({ ctx, preview, closing }: ClosingProps & { closing: YearClosing }) {
  const t = translator(ctx);
  const since = preview.lines.filter((line) => line.carryCents + line.returnCents > 0);
  const own = inFinance(ctx, `jaarafsluiting/${closing.fiscalYear}`);
  return (
    <>
      {closing.state === 'failed' && <Failed ctx={ctx} closing={closing} />}
      {since.length > 0 && <Since ctx={ctx} preview={{ ...preview, lines: since }} closing={closing} />}
      <Section wide title={t('Wat er is gebeurd', 'What happened')} intro={<Rule ctx={ctx} preview={preview} />}>
        <Stack>
          <ReportTable ctx={ctx} preview={preview} />
          {since.length === 0 && (
            <Paragraph soft>
              {t('Sinds de afsluiting kwam er niets vrij om te verdelen.', 'Since the closing nothing came free to divide.')}
            </Paragraph>
          )}
          <Waiting ctx={ctx} lines={preview.lines} year={closing.fiscalYear} />
          <Paragraph>
            <Link href={`${own}/overzicht.csv`} download>
              {t('Deze afsluiting als CSV', 'This closing as CSV')}
            </Link>
          </Paragraph>
        </Stack>
      </Section>
    </>
  );
}

function Since({ ctx, preview, closing }: { ctx: MemberContext; preview: ClosingPreview; closing: YearClosing }) {
  const t = translator(ctx);
  const { fiscalYear } = closing;
  const freed = sumCents(preview.lines.map((line) => line.carryCents + line.returnCents));
  const amount = <Amount cents={freed} href={entries(ctx, { figure: 'available', fiscalYear })} />;
  return (
    <>
      <Section
        wide
        title={t('Sinds de afsluiting vrijgekomen', 'Came free since the closing')}
        intro={t(<>Sinds de afsluiting vrijgekomen: {amount}</>, <>Came free since the closing: {amount}</>)}
      >
        <Stack>
          <PreviewTable ctx={ctx} preview={preview} />
          <WhatReturns ctx={ctx} lines={preview.lines} year={fiscalYear} />
        </Stack>
      </Section>
      <CloseForm ctx={ctx} preview={preview} submit={t(`${fiscalYear} opnieuw afsluiten`, `Close ${fiscalYear} again`)} again />
    </>
  );
}

function Failed({ ctx, closing }: { ctx: MemberContext; closing: YearClosing }) {
  const t = translator(ctx);
  return (
    <Section title={t('Het afsluiten is niet helemaal gelukt', 'The closing did not succeed entirely')}>
      <EmptyState>
        {t(
          `Van ${closing.progressTotal} wijkbudgetten zijn er ${closing.progressDone} afgesloten. Wat is afgesloten, klopt. Sluit opnieuw af voor de rest.`,
          `Of ${closing.progressTotal} budgets ${closing.progressDone} were closed. What was closed is right. Close again for the rest.`,
        )}
      </EmptyState>
    </Section>
  );
}

function CloseForm({
  ctx,
  preview,
  submit,
  again = false,
}: {
  ctx: MemberContext;
  preview: ClosingPreview;
  submit: string;
  again?: boolean;
}) {
  const t = translator(ctx);
  const { fiscalYear, lines } = preview;
  const amount = (pick: (line: NamedClosingLine) => number, figure: 'available' | 'committed') => (
    <Amount cents={sumCents(lines.map(pick))} href={entries(ctx, { figure, fiscalYear })} />
  );
  const carry = amount((line) => line.carryCents, 'available');
  const back = amount((line) => line.returnCents, 'available');
  const held = amount((line) => line.heldCents, 'committed');
  return (
    <Section title={t('Afsluiten', 'Close')}>
      <Form ctx={ctx} action={inFinance(ctx, `jaarafsluiting/${fiscalYear}`)} submit={submit} cancel={inFinance(ctx, 'jaarafsluiting')}>
        <Panel>
          <Steps
            steps={[
              {
                when: t('Meteen', 'At once'),
                what: t(
                  <>
                    {carry} gaat mee naar {fiscalYear + 1} en blijft van de wijken. {back} gaat terug naar de bron waar het vandaan kwam.
                  </>,
                  <>
                    {carry} goes along to {fiscalYear + 1} and stays with the neighbourhoods. {back} goes back to the source it came from.
                  </>,
                ),
              },
              ...(again
                ? []
                : [
                    {
                      when: t('Wat blijft', 'What stays'),
                      what: t(
                        <>{held} is toegezegd en blijft staan. Er kan gewoon uit worden opgenomen en betaald.</>,
                        <>{held} is committed and stays. It can be drawn on and paid as before.</>,
                      ),
                    },
                  ]),
              {
                when: t('Later', 'Later'),
                what: t(
                  `Komt er in ${fiscalYear} nog iets vrij, dan sluit u opnieuw af. Alleen dat verschuift dan.`,
                  `If more comes free in ${fiscalYear}, you close it again. Only that moves then.`,
                ),
              },
            ]}
          />
        </Panel>
      </Form>
    </Section>
  );
}
