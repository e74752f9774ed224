import { type BudgetView, type Equation, type EquationLine, equationLines, listBudgets, sumEquation } from '../../../libs/budgets/index.js';
import type { Tx } from '../../../libs/core/index.js';
import { currentNeighbourhoods, type Neighbourhood } from '../../../libs/tenancy/index.js';
import { entriesHref } from '../entries/entries-href.js';
import { Amount, Index, type MunicipalityContext, pathIn, translator } from '../kit/index.js';

/** A budget as one of its neighbourhoods sees it in a fiscal year. */
export interface PlaceBudget extends BudgetView {
  equation: Equation;
  /** Whether anything counts in this year yet; before that it is planned. */
  counts: boolean;
  /** Those it is for as well; the money is of all of them together. */
  sharedWith: Neighbourhood[];
}

/** A neighbourhood with the budgets it takes part in, in one fiscal year. */
export interface Place {
  neighbourhood: Neighbourhood;
  budgets: PlaceBudget[];
}

/** Everything that a list of neighbourhoods is made of. */
export interface PlaceSources {
  neighbourhoods: Neighbourhood[];
  budgets: BudgetView[];
  lines: EquationLine[];
}

/** Reads the neighbourhoods of today, all budgets and their equations. */
export async function placeSources(tx: Tx): Promise<PlaceSources> {
  return { neighbourhoods: await currentNeighbourhoods(tx), budgets: await listBudgets(tx), lines: await equationLines(tx) };
}

/** The budgets of a neighbourhood that have money in a fiscal year, by name. */
export function budgetsFor({ neighbourhoods, budgets, lines }: PlaceSources, neighbourhoodId: string, year: number): PlaceBudget[] {
  return budgets
    .filter((budget) => budget.neighbourhoodIds.includes(neighbourhoodId))
    .flatMap((budget) => {
      const own = lines.filter((line) => line.budgetId === budget.id && line.fiscalYear === year);
      if (own.length === 0) return [];
      const equation = sumEquation(own);
      const sharedWith = neighbourhoods.filter(({ id }) => id !== neighbourhoodId && budget.neighbourhoodIds.includes(id));
      return [{ ...budget, equation, counts: equation.adoptedCents !== 0 || equation.carriedCents !== 0, sharedWith }];
    });
}

/** Every neighbourhood by name, with the budgets that count in a fiscal year. */
export function placesIn(sources: PlaceSources, year: number): Place[] {
  return sources.neighbourhoods.map((neighbourhood) => ({
    neighbourhood,
    budgets: budgetsFor(sources, neighbourhood.id, year).filter((budget) => budget.counts),
  }));
}

/** `Oss-Zuid`, `Oss-Zuid en Ruwaard`, `a, b en c`. */
export function namesInWords(names: readonly string[], lang: 'nl' | 'en'): string {
  const and = lang === 'nl' ? ' en ' : ' and ';
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')}${and}${names.at(-1)}`;
}

/** Every neighbourhood by name with what is left to spend: to find one's own. Never by size or by lack. */
export function PlaceIndex({ ctx, places, year }: { ctx: MunicipalityContext; places: Place[]; year: number }) {
  const t = translator(ctx);
  const link = ({ slug }: Neighbourhood) => pathIn(ctx, `wijken/${slug}${ctx.query.jaar === String(year) ? `?jaar=${year}` : ''}`);
  return (
    <Index
      entries={places.map(({ neighbourhood, budgets }) => ({
        name: neighbourhood.name,
        href: link(neighbourhood),
        end:
          budgets.length === 0 ? (
            <span class="bk-soft bk-small">{t('nog geen wijkbudget', 'no budget yet')}</span>
          ) : (
            budgets.map((budget) => (
              <>
                <Amount
                  cents={budget.equation.availableCents}
                  href={entriesHref(pathIn(ctx, 'boekingen'), { figure: 'available', fiscalYear: year, budgetId: budget.id })}
                />{' '}
                {budget.sharedWith.length > 0 && (
                  <span class="bk-soft bk-small">
                    {t('samen met', 'together with')}{' '}
                    {namesInWords(
                      budget.sharedWith.map(({ name }) => name),
                      ctx.lang,
                    )}
                  </span>
                )}
              </>
            ))
          ),
      }))}
    />
  );
}
