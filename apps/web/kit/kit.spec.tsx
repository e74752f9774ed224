import { describe, expect, it } from '@jest/globals';
import { renderToString } from 'preact-render-to-string';
import { badInputs, forbidden, parseEuros, Problem } from '../../../libs/core/index.js';
import {
  assets,
  ChecksField,
  ChoiceField,
  DayRange,
  Form,
  formatDay,
  type FormState,
  formValues,
  LanguageProvider,
  menuFor,
  Moment,
  MoneyField,
  Page,
  type PageContext,
  safePath,
  submit,
  Table,
  text,
  TextField,
  Ticket,
} from './index.js';

const membership = {
  id: '1',
  municipalityId: 'm',
  municipalitySlug: 'amersfoort',
  municipalityName: 'Amersfoort',
  role: 'finance_officer' as const,
  organisationId: null,
};
const ctx: PageContext = {
  lang: 'nl',
  municipality: { id: 'm', slug: 'amersfoort', name: 'Amersfoort', theme: 'pruim', fictional: true },
  viewer: {
    personId: 'p',
    name: 'Noor',
    email: '',
    language: 'nl',
    isOperator: false,
    memberships: [membership],
    active: membership,
    membership,
  },
  csrfToken: 'token',
  path: '/amersfoort/financien/budgetten/1',
  query: { jaar: '2026' },
  now: new Date('2026-11-20T13:05:00Z'),
  publicUrl: 'https://buurtkas.example',
};

describe('a page', () => {
  const page = renderToString(<Page ctx={ctx} title={'Budget <b>'} stamp lead="x" />);

  it('names itself, its municipality, its language and its moment, and says that its numbers are fictional', () => {
    expect(page).toContain('<html lang="nl" class="utrecht-root theme-pruim">');
    expect(page).toContain('<title>Budget &lt;b> - Buurtkas Amersfoort</title>');
    expect(page).toContain('Fictieve cijfers');
    expect(page).toContain('2026-11-20T14:05+01:00');
  });

  it('keeps the path and the query in the language switch', () => {
    expect(page).toContain('href="/amersfoort/financien/budgetten/1?jaar=2026&amp;taal=en"');
  });

  it('marks where the visitor is by the longest address above it', () => {
    expect(
      menuFor(ctx)
        .filter((item) => item.current)
        .map((item) => item.label),
    ).toEqual(['Budgetten']);
    expect(
      menuFor({ ...ctx, path: '/amersfoort/financien' })
        .filter((item) => item.current)
        .map((item) => item.label),
    ).toEqual(['Begin']);
    expect(menuFor({ ...ctx, viewer: undefined }).map((item) => item.href)).toContain('/amersfoort/boekingen');
    expect(menuFor({ ...ctx, municipality: undefined })).toEqual([]);
  });

  it('has no inline style or script', () => {
    expect(page).not.toMatch(/style=|<style|<script(?![^>]*src=)| on\w+="/);
  });
});

describe('a form', () => {
  const fields = (
    <>
      <MoneyField name="bedrag" label="Hoeveel?" description="In euro’s" />
      <TextField name="waarvoor" label="Waarvoor?" value="wat bekend is" />
      <ChoiceField
        name="wie"
        label="Wie?"
        options={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ]}
        value="a"
      />
      <ChecksField
        name="doel"
        label="Doelen?"
        options={[
          { value: 'x', label: 'X' },
          { value: 'y', label: 'Y' },
        ]}
        checked={['x']}
      />
    </>
  );
  const shown = (form?: FormState) =>
    renderToString(
      <Page ctx={ctx} title="Opnemen" form={form}>
        <Form ctx={ctx} once submit="Opnemen">
          {fields}
        </Form>
      </Page>,
    );

  it('fills in what is known and carries its token and its key', () => {
    const html = shown();
    expect(html).toContain('name="_csrf" value="token"');
    expect(html).toMatch(/name="sleutel" value="[0-9a-f-]{36}"/);
    expect(html).toContain('value="wat bekend is"');
    expect(html).toMatch(/value="a" checked/);
    expect(html).toMatch(/value="x" checked/);
  });

  it('keeps what was typed and says what is wrong, at the top and beside the field', () => {
    const words = { nl: 'Het bedrag is te hoog.', en: 'Too high.' };
    const html = shown({
      values: { bedrag: '2.400', waarvoor: '', wie: 'b', doel: ['y'], sleutel: 'k' },
      problem: badInputs([{ field: 'bedrag', words }]),
    });
    expect(html).toContain('<title>Fout: Opnemen');
    expect(html).toContain('<a class="utrecht-link utrecht-link--html-a" href="#bedrag">Het bedrag is te hoog.</a>');
    expect(html).toMatch(/id="bedrag"[^>]*aria-describedby="bedrag-uitleg bedrag-fout"[^>]*aria-invalid="true"/);
    expect(html).toContain('value="2.400"');
    expect(html).not.toContain('wat bekend is');
    expect(html).toMatch(/value="b" checked/);
    expect(html).not.toMatch(/value="x" checked/);
    expect(html).toMatch(/value="y" checked/);
    expect(html).toContain('name="sleutel" value="k"');
  });

  it('gives back problems that belong on the form under its own names, and throws on the others', async () => {
    const { failed } = await submit({ bedrag: 'nul' }, async (form) => parseEuros(text(form, 'bedrag'), 'amountCents'), {
      amountCents: 'bedrag',
    });
    expect(failed?.problem.fields[0]?.field).toBe('bedrag');
    expect(failed?.values).toEqual({ bedrag: 'nul' });
    await expect(submit({}, async () => Promise.reject(forbidden({ nl: 'x', en: 'x' })))).rejects.toBeInstanceOf(Problem);
    await expect(submit({}, async () => Promise.reject(new Error('defect')))).rejects.toThrow('defect');
    expect(await submit({}, async () => 7)).toEqual({ value: 7 });
  });

  it('reads a body as texts, whatever was sent', () => {
    expect(formValues({ a: ' x ', b: ['1', '2'], c: { d: 1 }, e: [{}], f: 'nul\0' })).toEqual({ a: ' x ', b: ['1', '2'], f: 'nul' });
    for (const nothing of [undefined, null, 'text', 3]) expect(formValues(nothing)).toEqual({});
  });
});

describe('a table', () => {
  it('adds up each group and the whole to the cent, leaves zeros quiet and repeats the roles', () => {
    const rows = [
      { name: 'Arkel', paid: 769_231, day: '2026-11-20' },
      { name: 'Langerak', paid: 769_230, day: '2026-11-20' },
    ];
    const html = renderToString(
      <Table
        caption="Alles"
        columns={[
          { head: 'Dorp', cell: (row) => row.name },
          { head: 'Dag', cell: (row) => row.day },
          { head: 'Betaald', cents: (row) => row.paid, href: (row) => `/${row.name}`, totalHref: '/alles' },
        ]}
        groups={[
          { head: '2026', rows, total: 'Samen 2026' },
          { head: '2027', rows: [{ name: 'Streefkerk', paid: 0, day: '' }] },
        ]}
        total="Samen"
      />,
    );
    expect(html).toContain('<a class="bk-number" href="/Arkel">€\u00a07.692,31</a>');
    expect(html).toContain('<a class="bk-number" href="/alles">€\u00a015.384,61</a>');
    expect(html).toMatch(/class="is-zero" data-label="Betaald"/);
    expect(html.match(/role="row"/g)).toHaveLength(1 + 2 + 3 + 1 + 1);
  });
});

describe('days', () => {
  it('are written as the reader of the language expects', () => {
    expect(formatDay('2026-12-02')).toBe('2\u00a0december 2026');
    expect(formatDay('2026-12-02', 'en', { year: false })).toBe('2\u00a0December');
    expect(renderToString(<DayRange from="2026-01-01" to="2026-12-31" />)).toContain('>1\u00a0januari</time> tot en met <time');
    const english = renderToString(
      <LanguageProvider value="en">
        <Moment value={new Date('2026-07-01T22:30:00Z')} />
      </LanguageProvider>,
    );
    expect(english).toContain('2\u00a0July 2026, 00:30');
  });
});

describe('a ticket', () => {
  it('spells its code for who listens and shows it in two halves', () => {
    const html = renderToString(
      <Ticket url="https://buurtkas.example/a/bevestig/K7M4QX" code="K7M4QX" hint="Scan" facts={[['Van', '']]} />,
    );
    expect(html).toContain('K, 7, M, 4, Q, X');
    expect(html).toContain('K7M 4QX');
    expect(html).not.toContain('<dt>');
  });
});

describe('where one goes on to', () => {
  it('is a path of this site', () => {
    expect(safePath('/amersfoort?jaar=2026', '/')).toBe('/amersfoort?jaar=2026');
    for (const path of ['//elders.nl', '/\\elders.nl', 'https://elders.nl', '/a\nb', '', undefined, 3])
      expect(safePath(path, '/')).toBe('/');
  });
});

describe('the stylesheet', () => {
  const css = assets().get('buurtkas.css')?.body.toString() ?? '';

  it('defines every token and colour that it uses, or gives it a fallback', () => {
    const defined = new Set([...css.matchAll(/(--[\w-]+)\s*:/g)].map((match) => match[1]));
    const missing = [...css.matchAll(/var\((--(?:bk|basis|voorbeeld)-[\w-]+)\)/g)]
      .map((match) => match[1])
      .filter((name) => !defined.has(name));
    expect([...new Set(missing)]).toEqual([]);
  });

  it('has the same tokens in every theme', () => {
    const themes = [...css.matchAll(/(?:^|\n)(?::root,\n)?\.theme-(\w+) \{([^}]+)\}/g)];
    expect(themes.map((match) => match[1]).sort()).toEqual(['dijk', 'pruim', 'rivier']);
    const tokens = themes.map((match) => [...(match[2] as string).matchAll(/(--[\w-]+):/g)].map((name) => name[1]).sort());
    for (const own of tokens) expect(own).toEqual(tokens[0]);
  });
});
