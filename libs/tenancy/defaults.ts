import type { Words } from '../core/index.js';
import type { OrdinanceFigures } from './ordinances.service.js';

/** The five public values a municipality begins with. */
export const defaultPublicValues: readonly Words[] = [
  { nl: 'Verduurzaming', en: 'Sustainability' },
  { nl: 'Ruimtelijke inrichting & leefomgeving', en: 'Public space & surroundings' },
  { nl: 'Zorgzaamheid & zorg', en: 'Caring & care' },
  { nl: 'Delen & herverdelen', en: 'Sharing & redistributing' },
  { nl: 'Inclusiviteit & samenleven', en: 'Inclusion & living together' },
];

/** The figures a municipality begins with; it adds its version, date and title, and may choose each differently. */
export const defaultOrdinance: Omit<OrdinanceFigures, 'version' | 'validFrom' | 'title'> = {
  minimumTermYears: 2,
  supportShareBasisPoints: 1_000,
  mandateCents: 250_000,
  matchBasisPoints: 5_000,
  carryOverBasisPoints: 10_000,
  carryOverYears: null,
  noticeMonths: 12,
  confirmationDays: 14,
  paymentWeeks: 6,
  firstContactHours: 24,
  proposalWorkingDays: 5,
  tiers: [
    { fromCents: 0, asks: 'nothing' },
    { fromCents: 500_000, asks: 'story' },
    { fromCents: 5_000_000, asks: 'story-and-statement' },
  ],
};
