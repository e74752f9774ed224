import { type Commitment, dayInWords, endingOf } from '../budgets/index.js';
import { badInput, type Tx } from '../core/index.js';

/**
 * What a budget still owes: its rights that are not over, and the draws that wait to be confirmed. A door passes this to the ending of a budget,
 * which knows no rights itself. At most 500, the last to be over first.
 */
export function commitmentsOf(tx: Tx, budgetId: string): Promise<Commitment[]> {
  return tx.rows<Commitment>(
    `select 'right' as kind, r.title, o.name as "holderName", r.valid_to as until
       from drawing_rights r join organisations o on o.municipality_id = r.municipality_id and o.id = r.holder_id
      where r.municipality_id = $1 and r.budget_id = $2 and r.state not in ('ended', 'expired')
     union all
     select 'draw', d.purpose, o.name, d.expires_on
       from draws d
       join drawing_rights r on r.municipality_id = d.municipality_id and r.id = d.drawing_right_id
       join organisations o on o.municipality_id = d.municipality_id and o.id = d.holder_id
      where d.municipality_id = $1 and r.budget_id = $2 and d.state = 'reserved'
      order by until desc, title limit 500`,
    [tx.municipalityId, budgetId],
  );
}

/** Refuses a grant that would outlive its budget, once the end of that was announced. @throws Problem 422 naming `validTo` */
export async function checkBudgetEnd(tx: Tx, budgetId: string, validTo: string): Promise<void> {
  const ending = await endingOf(tx, budgetId);
  if (!ending || validTo <= ending.endsOn) return;
  throw badInput('validTo', {
    nl: `Dit wijkbudget eindigt op ${dayInWords(ending.endsOn, 'nl')}. Kies die dag of eerder als laatste dag.`,
    en: `This budget ends on ${dayInWords(ending.endsOn, 'en')}. Choose that day or an earlier one as the last day.`,
  });
}
