import type { BudgetExplanation, Share } from '../../../libs/budgets/index.js';
import { sumCents } from '../../../libs/core/index.js';
import { money } from '../kit/index.js';
import type { ApportionmentDto, ShareDto } from './apportionment.dto.js';

function shareView({ numerator, denominator, floorCents, extraCents, cents }: Share): ShareDto {
  return {
    numerator: String(numerator),
    denominator: String(denominator),
    roundedDown: money(floorCents),
    extraCents,
    amount: money(cents),
  };
}

/** How a budget's amount came about. */
export function apportionmentView({ apportionment, inputs, all, own, asBooked }: BudgetExplanation): ApportionmentDto {
  const { split, firstYear, lastYear, supportShareBasisPoints } = inputs;
  return {
    id: apportionment.id,
    councilDecisionId: apportionment.decisionId,
    split: split.by,
    rest: split.by === 'mix' ? split.rest.by : null,
    yearlyTotal: money(sumCents(inputs.sources.map((source) => source.yearlyCents))),
    firstYear,
    lastYear,
    supportShareBasisPoints,
    budgets: all.map((one) => ({
      name: one.name,
      neighbourhoodIds: one.neighbourhoodIds,
      isThisBudget: one === own,
      fixedAmount: money(one.fixedCents),
      weight: one.weight,
      share: one.share && shareView(one.share),
      yearlyAmount: money(one.yearlyCents),
      sources: inputs.sources.map(({ sourceId, yearlyCents }, index) => ({
        fundingSourceId: sourceId,
        yearlyAmount: money(yearlyCents),
        share: shareView(one.fromSources[index]!),
      })),
    })),
    asBooked,
    createdAt: apportionment.createdAt,
  };
}
