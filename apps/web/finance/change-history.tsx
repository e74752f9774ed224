import { dayOf } from '../../../libs/core/index.js';
import type { ChangePart, ChangeView, EndingView } from '../../../libs/budgets/index.js';
import { ButtonLink, Day, EmptyState, type Group, Link, Paragraph, Section, Stack, Status, Table, translator } from '../kit/index.js';
import type { BudgetProps } from './budget-data.js';
import { formatPercent } from './new-budget-form.js';
import { entries, inFinance } from './words.js';

/** What the council changed after it adopted the budget, with the decision, the reasons and every amount; and the way to change it again. */
export function ChangeHistory(props: BudgetProps) {
  const { ctx, budget, changes, ending } = props;
  const t = translator(ctx);
  return (
    <Section wide id="wijzigingen" title={t('Wijzigingen', 'Changes')}>
      <Stack gap="loose">
        {ending && <EndingInWords {...props} ending={ending} />}
        {changes.length > 0 ? (
          <Table
            caption={t(
              'Wat de raad later besloot, het nieuwste eerst. Elk bedrag opent de boekingen van dat jaar en die bron.',
              'What the council decided later, the newest first. Each amount opens the entries of that year and source.',
            )}
            groups={changes.map((change) => groupOf(props, change))}
            columns={[
              { head: t('Jaar en bron', 'Year and source'), cell: (part: ChangePart) => `${part.fiscalYear}, ${sourceName(props, part)}` },
              {
                head: t('Verandert met', 'Changes by'),
                cents: (part) => part.cents,
                href: ({ fiscalYear, fundingSourceId }) => entries(ctx, { budgetId: budget.id, fiscalYear, fundingSourceId }),
              },
            ]}
          />
        ) : (
          <EmptyState>
            {t(
              'De raad veranderde nog niets aan dit wijkbudget. Dat kan alleen met een nieuw besluit.',
              'The council has changed nothing in this budget yet. That takes a new decision.',
            )}
          </EmptyState>
        )}
        {!ending?.endedAt && (
          <div>
            <ButtonLink href={inFinance(ctx, `budgetten/${budget.id}/wijzigen`)} context={budget.name}>
              {t('Wijzigen', 'Change')}
            </ButtonLink>
          </div>
        )}
      </Stack>
    </Section>
  );
}

const sourceName = ({ sources }: BudgetProps, { fundingSourceId }: ChangePart) =>
  sources.find(({ id }) => id === fundingSourceId)?.name ?? '';

function groupOf(props: BudgetProps, change: ChangeView): Group<ChangePart> {
  const { ctx, budget } = props;
  const t = translator(ctx);
  const leaves = change.kind === 'ending' || (change.kind === 'reallocation' && change.budgetId === budget.id);
  const rows = change.details.parts.map((part) => ({
    ...part,
    cents: leaves ? -part.cents : part.cents,
  }));
  return {
    head: (
      <>
        <strong>
          <Day value={dayOf(change.madeAt)} />
        </strong>
        <Status kind={change.kind === 'ending' ? 'stop' : 'done'}>{whatHappened(props, change)}</Status>
        <span>
          <Link href={`${inFinance(ctx, 'besluiten')}#besluit-${change.decisionId}`}>
            {t('Raadsbesluit', 'Council decision')} {change.decisionNumber}
          </Link>
          . “{change.reasons}”
        </span>
      </>
    ),
    rows,
    ...(rows.length > 1 ? { total: t('Samen', 'Together') } : {}),
    totalHref: () => entries(ctx, { budgetId: budget.id }),
  };
}

function whatHappened({ ctx, budget }: BudgetProps, change: ChangeView): string {
  const t = translator(ctx);
  if (change.kind === 'increase') return t('Verhoogd', 'Increased');
  if (change.kind === 'ending') return t('Einde aangekondigd', 'End announced');
  if (change.kind === 'indexation') {
    const percent = formatPercent(change.basisPoints ?? 0, ctx);
    return t(`Geïndexeerd met ${percent} procent`, `Indexed by ${percent} per cent`);
  }
  return change.budgetId === budget.id
    ? t(`Verplaatst naar ${change.otherBudgetName}`, `Moved to ${change.otherBudgetName}`)
    : t(`Gekregen van ${change.budgetName}`, `Received from ${change.budgetName}`);
}

function EndingInWords({ ctx, ending }: BudgetProps & { ending: EndingView }) {
  const t = translator(ctx);
  const [day, told] = [<Day value={ending.endsOn} />, <Day value={ending.announcedOn} />];
  return (
    <Paragraph>
      {ending.endedAt
        ? t(
            <>Dit wijkbudget eindigde op {day}. Wat over was, ging terug naar de bronnen. Wat was toegekend, wordt nog uitbetaald.</>,
            <>This budget ended on {day}. What was left went back to the sources. What was granted is still paid.</>,
          )
        : t(
            <>
              Dit wijkbudget eindigt op {day}. De raad kondigde dat aan op {told}. Tot en met die dag kan de wijk toekennen.
            </>,
            <>
              This budget ends on {day}. The council announced that on {told}. Until that day the neighbourhood can grant.
            </>,
          )}
    </Paragraph>
  );
}
