import { formatCents, sumCents, yearOf } from '../../../libs/core/index.js';
import type { CouncilDecision, ImportPreview, SourceYear } from '../../../libs/budgets/index.js';
import {
  Actions,
  Amount,
  ButtonLink,
  Form,
  type FormState,
  Item,
  Link,
  List,
  type MemberContext,
  Page,
  Panel,
  Paragraph,
  Section,
  Stack,
  type Step,
  Steps,
  translator,
} from '../kit/index.js';
import { BudgetsToMake, LinesOfFile, ProblemsTable, SourcesToMake, TotalsTable } from './import-tables.js';
import { importKinds } from './import-words.js';
import { crumbs, inFinance } from './words.js';

export interface PreviewProps {
  ctx: MemberContext;
  preview: ImportPreview;
  decision: CouncilDecision;
  sourceYears: SourceYear[];
  today: string;
  form?: FormState | undefined;
}

/** What a file would make; or, while something is wrong with it, every line that is. */
export function ImportPreviewPage(props: PreviewProps) {
  const { ctx, preview } = props;
  const t = translator(ctx);
  const { file, table, problemCount } = preview;
  const separator = table.separator === '\t' ? 'tab' : table.separator;
  const wrong = problemCount > 0;
  return (
    <Page
      ctx={ctx}
      form={wrong ? undefined : props.form}
      title={wrong ? t('Dit bestand klopt nog niet', 'This file is not right yet') : t('Klopt dit?', 'Is this right?')}
      lead={t(
        `${file.fileName}: ${table.lines.length} regels met ${importKinds[file.kind].name.nl.toLowerCase()}. Er is nog niets gemaakt.`,
        `${file.fileName}: ${table.lines.length} lines of ${importKinds[file.kind].name.en.toLowerCase()}. Nothing was made yet.`,
      )}
      crumbs={[...crumbs(ctx, importKinds[file.kind].list), { label: t('Inlezen', 'Import'), href: inFinance(ctx, 'inlezen') }]}
    >
      {wrong ? <WhatIsWrong {...props} /> : <WhatWillBeMade {...props} />}
      <Paragraph small soft>
        {t(
          `Gelezen als ${table.encoding}, met ${separator} tussen de kolommen.`,
          `Read as ${table.encoding}, with ${separator} between the columns.`,
        )}
      </Paragraph>
    </Page>
  );
}

function WhatIsWrong(props: PreviewProps) {
  const { ctx, preview } = props;
  const t = translator(ctx);
  const { file, problems, problemCount } = preview;
  const lines = new Set(problems.map((problem) => problem.line)).size;
  const again = `inlezen?soort=${importKinds[file.kind].value}&besluit=${file.decisionId}`;
  return (
    <>
      <Section
        wide
        title={t('Wat er niet klopt', 'What is not right')}
        intro={
          problemCount > problems.length
            ? t(
                `De eerste ${problems.length}, en nog ${problemCount - problems.length}`,
                `The first ${problems.length}, and ${problemCount - problems.length} more`,
              )
            : t(
                `${problemCount} ${problemCount === 1 ? 'fout' : 'fouten'} op ${lines} ${lines === 1 ? 'regel' : 'regels'}`,
                `${problemCount} ${problemCount === 1 ? 'error' : 'errors'} on ${lines} ${lines === 1 ? 'line' : 'lines'}`,
              )
        }
      >
        <Stack>
          <ProblemsTable ctx={ctx} preview={preview} />
          <Paragraph>
            {t(
              'Verbeter het bestand en kies het opnieuw. Zolang er iets niet klopt, maken wij niets.',
              'Correct the file and choose it again. While something is not right, we make nothing.',
            )}
          </Paragraph>
          <Actions>
            <ButtonLink primary href={inFinance(ctx, again)}>
              {t('Kies het bestand opnieuw', 'Choose the file again')}
            </ButtonLink>
            <Link href={inFinance(ctx)}>{t('Stoppen', 'Cancel')}</Link>
          </Actions>
        </Stack>
      </Section>
      <Section wide title={t('Zo lazen wij uw bestand', 'This is how we read your file')}>
        <LinesOfFile ctx={ctx} preview={preview} />
      </Section>
    </>
  );
}

function WhatWillBeMade(props: PreviewProps) {
  const { ctx, preview } = props;
  const t = translator(ctx);
  const { file, sources, budgets, notes } = preview;
  const isSources = file.kind === 'sources';
  const count = isSources ? sources.length : budgets.length;
  const button = isSources
    ? t(count === 1 ? 'Bron toevoegen' : `${count} bronnen toevoegen`, count === 1 ? 'Add the source' : `Add ${count} sources`)
    : t(
        count === 1 ? 'Wijkbudget vaststellen' : `${count} wijkbudgetten vaststellen`,
        count === 1 ? 'Adopt the budget' : `Adopt ${count} budgets`,
      );
  return (
    <>
      {notes.length > 0 && (
        <Section title={t('Kijk hier even naar', 'Have a look at this')}>
          <List>
            {notes.slice(0, 20).map((note) => (
              <Item title={t(`Regel ${note.line}`, `Line ${note.line}`)} note={t(note.words)} heading={false} />
            ))}
          </List>
          {notes.length > 20 && <Paragraph>{t(`En nog ${notes.length - 20}.`, `And ${notes.length - 20} more.`)}</Paragraph>}
        </Section>
      )}
      <Section wide title={t('Dit wordt gemaakt', 'This will be made')}>
        {isSources ? <SourcesToMake {...props} /> : <BudgetsToMake {...props} />}
      </Section>
      <Section wide title={isSources ? t('Per jaar', 'Per year') : t('Uit welke bronnen', 'From which sources')}>
        <TotalsTable {...props} />
      </Section>
      <Section title={isSources ? t('Toevoegen', 'Add') : t('Vaststellen', 'Adopt')}>
        <Form ctx={ctx} once submit={button} cancel={inFinance(ctx, 'inlezen')}>
          <Panel>
            <Steps steps={isSources ? sourceSteps(props) : budgetSteps(props)} />
          </Panel>
        </Form>
      </Section>
    </>
  );
}

function sourceSteps({ ctx, preview, decision }: PreviewProps): Step[] {
  const t = translator(ctx);
  const total = sumCents(preview.totals.map(({ cents }) => cents));
  return [
    {
      when: t('Meteen', 'At once'),
      what: t(
        <>
          <Amount cents={total} /> komt vrij om over wijken te verdelen. Het rust op raadsbesluit {decision.number}. Alles wordt gemaakt, of
          niets.
        </>,
        <>
          <Amount cents={total} /> becomes free to divide over neighbourhoods. It rests on council decision {decision.number}. Everything is
          made, or nothing.
        </>,
      ),
    },
  ];
}

/** The money of the file by what happens to it: counted now, under reservation, or planned. */
function budgetSteps({ ctx, preview, decision, today }: PreviewProps): Step[] {
  const t = translator(ctx);
  const now = yearOf(today);
  const parts = preview.budgets.flatMap((budget) => budget.instalments);
  const sum = (of: (year: number) => boolean) => sumCents(parts.filter((part) => of(part.fiscalYear)).map((part) => part.cents));
  const periods = [
    {
      cents: sum((year) => year <= now),
      when: t('Meteen', 'At once'),
      what: t('is vastgesteld. De wijken kunnen het gebruiken.', 'is adopted. The neighbourhoods can use it.'),
    },
    {
      cents: sum((year) => year === now + 1),
      when: t(`Vanaf 1 januari ${now + 1}`, `From 1 January ${now + 1}`),
      what: t(
        'telt mee. Tot dan staat het onder begrotingsvoorbehoud (Awb 4:34).',
        'counts. Until then it is under budget reservation (Awb 4:34).',
      ),
    },
    {
      cents: sum((year) => year > now + 1),
      when: t('Elke 1 januari daarna', 'Each 1 January after that'),
      what: t('telt mee, elk jaar een deel. Niemand vraagt opnieuw aan.', 'counts, a part each year. Nobody applies again.'),
    },
  ];
  const steps = periods
    .filter(({ cents }) => cents > 0)
    .map(({ cents, when, what }): Step => ({
      when,
      what: (
        <>
          {formatCents(cents, ctx.lang)} {what}
        </>
      ),
    }));
  const rests = t(
    `Het geld rust op raadsbesluit ${decision.number}. Alle wijkbudgetten worden gemaakt, of geen.`,
    `The money rests on council decision ${decision.number}. All budgets are made, or none.`,
  );
  return [...steps, { when: t('Waarop het rust', 'What it rests on'), what: rests }];
}
