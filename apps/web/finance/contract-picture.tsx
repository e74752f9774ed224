import { formatCents } from '../../../libs/core/index.js';
import type { ContractYear } from '../../../libs/budgets/index.js';
import { type MemberContext, Stack, Table, Timeline, translator, Why } from '../kit/index.js';
import { bandNames } from './contract-words.js';
import { entries } from './words.js';

interface PictureProps {
  ctx: MemberContext;
  years: readonly ContractYear[];
  /** The source it became; amounts then lead to its entries. */
  sourceId?: string | undefined;
  /** The table stands open, as where money is about to move. */
  open?: boolean;
}

/** What runs out, what takes over, and what nobody pays for yet: a timeline, with the same numbers as a table. */
export function ContractPicture({ ctx, years, sourceId, open = false }: PictureProps) {
  const t = translator(ctx);
  const names = bandNames(t);
  const [first, last] = [years[0], years.at(-1)];
  if (!first || !last) return null;
  const label = t(
    `Van ${first.fiscalYear} tot en met ${last.fiscalYear}: wat nog naar de leverancier gaat, wat naar wijkbudgetten gaat, en wat nog niet gedekt is.`,
    `From ${first.fiscalYear} to ${last.fiscalYear}: what still goes to the supplier, what goes to neighbourhood budgets, and what is not covered yet.`,
  );
  const drawn = years.map((year) => ({
    year: year.fiscalYear,
    cents: { leaving: year.remainingCents, open: year.uncoveredCents, arriving: year.convertedCents },
  }));
  return (
    <Stack>
      <Timeline label={label} names={names} years={drawn} />
      <Why question={t('Toon als tabel', 'Show as table')} open={open}>
        <div>
          <Table
            caption={t(
              `Elk jaar is samen ${formatCents(first.remainingCents + first.convertedCents + first.uncoveredCents, 'nl')}.`,
              `Each year is ${formatCents(first.remainingCents + first.convertedCents + first.uncoveredCents, 'en')} together.`,
            )}
            rows={[...years]}
            columns={[
              { head: t('Jaar', 'Year'), cell: (row) => row.fiscalYear },
              { head: names.leaving, cents: (row) => row.remainingCents },
              { head: names.open, cents: (row) => row.uncoveredCents },
              {
                head: names.arriving,
                cents: (row) => row.convertedCents,
                href: (row) =>
                  sourceId && row.convertedCents > 0
                    ? entries(ctx, { figure: 'funded', fundingSourceId: sourceId, fiscalYear: row.fiscalYear })
                    : undefined,
              },
            ]}
          />
        </div>
      </Why>
    </Stack>
  );
}
