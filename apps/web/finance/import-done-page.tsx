import { sumCents } from '../../../libs/core/index.js';
import type { CouncilDecision, ImportFile, MadeByImport } from '../../../libs/budgets/index.js';
import {
  Actions,
  Amount,
  ButtonLink,
  type Column,
  Link,
  type MemberContext,
  Page,
  Paragraph,
  Section,
  Stack,
  Table,
  translator,
} from '../kit/index.js';
import { importKinds } from './import-words.js';
import { crumbs, entries, inFinance } from './words.js';

interface DoneProps {
  ctx: MemberContext;
  file: ImportFile;
  decision: CouncilDecision;
  made: MadeByImport[];
}

/** A file with thousands of lines is not shown whole. */
const SHOWN = 200;

/** What an import made, each with a link to it. */
export function ImportDonePage({ ctx, file, decision, made }: DoneProps) {
  const t = translator(ctx);
  const sources = file.kind === 'sources';
  const total = sumCents(made.map((one) => one.totalCents));
  const columns: Column<MadeByImport>[] = [
    {
      head: t(importKinds[file.kind].name),
      cell: (one) => (sources ? one.name : <Link href={inFinance(ctx, `budgetten/${one.id}`)}>{one.name}</Link>),
    },
    {
      head: t('Bij het inlezen, alle jaren samen', 'When imported, all years together'),
      cents: (one) => one.totalCents,
      href: (one) => (sources ? entries(ctx, { figure: 'funded', fundingSourceId: one.id }) : inFinance(ctx, `budgetten/${one.id}`)),
    },
  ];
  return (
    <Page
      ctx={ctx}
      title={t('Het bestand is ingelezen', 'The file is imported')}
      lead={
        <>
          {sources
            ? t(`${made.length} ${made.length === 1 ? 'bron' : 'bronnen'}`, `${made.length} ${made.length === 1 ? 'source' : 'sources'}`)
            : t(
                `${made.length} ${made.length === 1 ? 'wijkbudget' : 'wijkbudgetten'}`,
                `${made.length} ${made.length === 1 ? 'budget' : 'budgets'}`,
              )}
          {t(', samen ', ', together ')}
          <Amount cents={total} />
          {t(
            `. Uit ${file.fileName}, op raadsbesluit ${decision.number}.`,
            `. From ${file.fileName}, on council decision ${decision.number}.`,
          )}
        </>
      }
      crumbs={[...crumbs(ctx, importKinds[file.kind].list), { label: t('Inlezen', 'Import'), href: inFinance(ctx, 'inlezen') }]}
    >
      <Section title={t('Dit is gemaakt', 'This was made')}>
        <Stack>
          <Table caption={t('In de volgorde van het bestand', 'In the order of the file')} rows={made.slice(0, SHOWN)} columns={columns} />
          {made.length > SHOWN && <Paragraph>{t(`En nog ${made.length - SHOWN}.`, `And ${made.length - SHOWN} more.`)}</Paragraph>}
          <Actions>
            <ButtonLink primary href={inFinance(ctx, sources ? 'inlezen?soort=wijkbudgetten' : 'budgetten')}>
              {sources ? t('Nu de wijkbudgetten inlezen', 'Now import the budgets') : t('Naar de wijkbudgetten', 'To the budgets')}
            </ButtonLink>
            {sources && <Link href={inFinance(ctx, 'bronnen')}>{t('Naar de bronnen', 'To the sources')}</Link>}
          </Actions>
        </Stack>
      </Section>
    </Page>
  );
}
