import type { ImportKind } from '../../../libs/budgets/index.js';
import type { Words } from '../../../libs/core/index.js';

/** How each kind of file is called: in a form, on a page, and as a template to begin with. */
export const importKinds: Readonly<
  Record<ImportKind, { value: string; name: Words; about: Words; template: string; list: 'bronnen' | 'budgetten' }>
> = {
  sources: {
    value: 'bronnen',
    name: { nl: 'Bronnen', en: 'Sources' },
    about: { nl: 'Eén regel per bron en jaar.', en: 'One line per source and year.' },
    template: 'voorbeeld-bronnen.csv',
    list: 'bronnen',
  },
  budgets: {
    value: 'wijkbudgetten',
    name: { nl: 'Wijkbudgetten', en: 'Neighbourhood budgets' },
    about: {
      nl: 'Eén regel per wijkbudget en bron. Verschilt het bedrag per jaar? Dan één regel per jaar.',
      en: 'One line per budget and source. Does the amount differ per year? Then one line per year.',
    },
    template: 'voorbeeld-wijkbudgetten.csv',
    list: 'budgetten',
  },
};

/** The kind that a form or an address names. */
export const kindOf = (value: string | undefined): ImportKind | undefined =>
  (Object.keys(importKinds) as ImportKind[]).find((kind) => importKinds[kind].value === value);

/** What goes into each column of a file, with an example. */
export const columnWords: Readonly<Record<ImportKind, readonly { column: string; what: Words; example: string }[]>> = {
  sources: [
    { column: 'naam', what: { nl: 'Hoe de bron heet.', en: 'What the source is called.' }, example: 'Contract welzijnswerk' },
    { column: 'soort', what: { nl: 'regulier, omgezet, extra of extern', en: 'regulier, omgezet, extra or extern' }, example: 'omgezet' },
    { column: 'taakveld', what: { nl: 'Het taakveld van Iv3.', en: 'The task field of Iv3.' }, example: '6.1' },
    { column: 'jaar', what: { nl: 'Voor welk jaar het geld is.', en: 'Which year the money is for.' }, example: '2027' },
    {
      column: 'bedrag',
      what: { nl: 'In euro’s, met een komma voor de centen.', en: 'In euros; a comma before the cents.' },
      example: '100.000,00',
    },
  ],
  budgets: [
    { column: 'wijkbudget', what: { nl: 'Hoe het wijkbudget heet.', en: 'What the budget is called.' }, example: 'Kruiskamp' },
    {
      column: 'wijk',
      what: { nl: 'Naam of CBS-code. Meer wijken samen? Zet er | tussen.', en: 'Name or CBS code. Several together? Put | between them.' },
      example: 'Kruiskamp | Koppel',
    },
    { column: 'van', what: { nl: 'Het eerste jaar.', en: 'The first year.' }, example: '2027' },
    { column: 'tot', what: { nl: 'Het laatste jaar; dat telt mee.', en: 'The last year, which is included.' }, example: '2030' },
    {
      column: 'bron',
      what: { nl: 'De naam van een bron die er al is.', en: 'The name of a source that is there already.' },
      example: 'Contract welzijnswerk',
    },
    {
      column: 'jaar',
      what: { nl: 'Mag leeg: dan geldt het bedrag voor elk jaar.', en: 'May be empty: the amount then holds for every year.' },
      example: '2027',
    },
    { column: 'bedrag per jaar', what: { nl: 'Wat deze bron per jaar geeft.', en: 'What this source gives a year.' }, example: '7.692,31' },
    {
      column: 'ondersteuning %',
      what: { nl: 'Mag leeg: dan geldt het deel uit de verordening.', en: 'May be empty: then the share of the ordinance holds.' },
      example: '10',
    },
    {
      column: 'wijkorgaan',
      what: { nl: 'Mag leeg. Wie over de uitgaven beslist.', en: 'May be empty. Who decides on spending.' },
      example: 'Bewonersplatform',
    },
  ],
};
