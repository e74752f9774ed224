import { addToDay, badInput, collect, idFromInput, newId, parseEuros, parseMinutes, type Problem } from '../../../libs/core/index.js';
import type { BudgetView, FundingSource } from '../../../libs/budgets/index.js';
import type { GrantRequest, RightKind } from '../../../libs/drawing-rights/index.js';
import type { Organisation } from '../../../libs/relations/index.js';
import type { Neighbourhood, PublicValue } from '../../../libs/tenancy/index.js';
import { type FormState, text } from '../kit/index.js';

/** What a body can choose from. */
export interface GrantChoices {
  budgets: BudgetView[];
  places: Neighbourhood[];
  sources: FundingSource[];
  values: PublicValue[];
  holders: Organisation[];
  today: string;
}

/** The fields of a grant as the form calls them. */
export const grantFields: Record<string, string> = {
  budgetId: 'budget',
  holderId: 'wie',
  title: 'naam',
  kind: 'soort',
  amount: 'hoeveel',
  tariffCentsPerHour: 'tarief',
  neighbourhoodId: 'wijk',
  publicValueId: 'doel',
  validFrom: 'vanaf',
  validTo: 'tot',
  considerations: 'overwegingen',
  dissent: 'anders',
};

const WHY = new Set(['doel', 'wijk', 'vanaf', 'tot', 'overwegingen', 'anders', 'ondersteuning']);

/** The step a problem belongs to: the first one that has a wrong field. */
export function stepOf(problem: Problem): 'what' | 'why' {
  return problem.fields.length > 0 && problem.fields.every(({ field }) => WHY.has(field)) ? 'why' : 'what';
}

const KINDS: readonly RightKind[] = ['money', 'community_work', 'civil_servant', 'freelancer', 'space'];

/**
 * Reads a grant out of the form: its first step only, or all of it.
 * @throws Problem 422 on the fields of the form
 */
export function grantFrom(form: FormState, { budgets, today }: GrantChoices, steps: 'what' | 'all'): GrantRequest {
  const what = collect({
    budget: () => {
      const chosen = budgets.length === 1 ? budgets[0] : budgets.find((budget) => budget.id === text(form, 'budget'));
      if (!chosen) throw badInput('budget', { nl: 'Kies uit welk wijkbudget het komt.', en: 'Choose which budget it comes from.' });
      return chosen;
    },
    holderId: () => idFromInput(text(form, 'wie'), 'wie'),
    kind: () => {
      const kind = KINDS.find((known) => known === text(form, 'soort'));
      if (!kind) throw badInput('soort', { nl: 'Kies geld of een soort hulp.', en: 'Choose money or a kind of support.' });
      return kind;
    },
    amount: () =>
      text(form, 'soort') === 'money' ? parseEuros(text(form, 'hoeveel'), 'hoeveel') : parseMinutes(text(form, 'hoeveel'), 'hoeveel'),
    tariffCentsPerHour: () =>
      text(form, 'soort') === 'money' || text(form, 'soort') === '' ? null : parseEuros(text(form, 'tarief'), 'tarief'),
    title: () => {
      const title = text(form, 'naam');
      if (!title || title.length > 120) throw badInput('naam', { nl: 'Geef het trekkingsrecht een naam.', en: 'Name the drawing right.' });
      return title;
    },
  });
  const { budget, ...grant } = what;
  const validFrom = text(form, 'vanaf') || defaultBegin(budget, today);
  return {
    ...grant,
    id: newId(),
    budgetId: budget.id,
    forSupport: text(form, 'ondersteuning') === 'ja',
    validFrom,
    validTo: text(form, 'tot') || defaultEnd(today, validFrom),
    considerations: text(form, 'overwegingen'),
    dissent: text(form, 'anders'),
    ...(steps === 'all' ? why(form, budget) : { neighbourhoodId: '', publicValueId: '' }),
  };
}

function why(form: FormState, budget: BudgetView): { neighbourhoodId: string; publicValueId: string } {
  return collect({
    neighbourhoodId: () =>
      budget.neighbourhoodIds.length === 1 ? (budget.neighbourhoodIds[0] as string) : idFromInput(text(form, 'wijk'), 'wijk'),
    publicValueId: () => idFromInput(text(form, 'doel'), 'doel'),
  });
}

/** A right begins at once unless its body chooses otherwise; on a budget that has not begun, with that. */
export function defaultBegin(budget: Pick<BudgetView, 'firstYear'>, today: string): string {
  const begin = `${budget.firstYear}-01-01`;
  return today > begin ? today : begin;
}

/** It runs to the end of the year in which it begins unless its body chooses otherwise; from December on, to the end of the next. */
export function defaultEnd(today: string, validFrom = today): string {
  return `${validFrom > today ? validFrom.slice(0, 4) : addToDay(today, { months: 1 }).slice(0, 4)}-12-31`;
}

/** The answers that travel along to the next step. */
export function carried(form: FormState, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, text(form, name)]));
}

export const WHAT_NAMES = ['budget', 'wie', 'soort', 'hoeveel', 'tarief', 'naam'] as const;
export const WHY_NAMES = ['doel', 'wijk', 'vanaf', 'tot', 'overwegingen', 'anders', 'ondersteuning'] as const;
