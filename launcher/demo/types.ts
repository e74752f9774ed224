import type { SourceKind } from '../../libs/budgets/index.js';
import type { RightKind } from '../../libs/drawing-rights/index.js';
import type { Role } from '../../libs/identity/index.js';

/** What a supplier does; activities name a trade, and each municipality has somebody for it. */
export type Trade =
  | 'gardening'
  | 'welfare'
  | 'municipality'
  | 'rental'
  | 'printing'
  | 'food'
  | 'hardware'
  | 'hall'
  | 'bookkeeping'
  | 'energy'
  | 'language'
  | 'youth'
  | 'freelancer'
  | 'toys';

/** What residents do with a drawing right; the same activity can take place in many neighbourhoods. */
export interface Activity {
  title: string;
  /** Position of its public value, from 1. */
  value: 1 | 2 | 3 | 4 | 5;
  kind: RightKind;
  /** For support in minutes. */
  tariffCentsPerHour?: number;
  /** Out of the support share. */
  forSupport?: boolean;
  /** The last day of the year it is valid, `MM-DD`; by default the last of December. */
  until?: string;
  /** Who delivers, and one line of what for, as an initiative writes it. */
  purposes: readonly (readonly [Trade, string])[];
  considerations: string;
  dissent?: string;
}

/** A drawing right that is granted every year. */
export interface DemoRight {
  budget: string;
  holder: string;
  /** Where it counts; by default the first neighbourhood of its budget. */
  place?: string;
  activity: string;
  /** Percent of the year's budget without the support share, or of the support share; or the amount itself, in cents or minutes. */
  size: { percent: number } | { amount: number };
  /** The day it is granted, `MM-DD`. */
  on: string;
  /** How much of it the planned draws take, from 0 to 1; by default nearly all. */
  use?: number;
  /** In the first year the initiative stops on this day, for this reason, and does not come back. */
  stops?: { on: string; reason: string };
}

/** A draw of the last days, on a right of the current year; it waits for confirmation, or was confirmed and is still to be paid. */
export interface RecentDraw {
  holder: string;
  activity: string;
  trade: Trade;
  /** In cents or minutes. */
  amount: number;
  purpose: string;
  daysAgo: number;
  confirmedDaysAgo?: number;
}

/** A decision of the council that adopts budgets: the first in the December before last year, the later one a year after it. */
export interface DemoAdoption {
  when: 'first' | 'later';
  /** The name of one budget for all its places; without it each place gets a budget of its own, in equal parts. */
  name?: string;
  places: readonly string[];
  body: string;
  /** Cents a year, by the key of the source. */
  sources: Readonly<Record<string, number>>;
}

export interface DemoSource {
  name: string;
  kind: SourceKind;
  taskField: string;
  /** What is left in it for new budgets from this year on, in cents a year. */
  freeCents: number;
}

/** An organisation and the one line about it that everyone reads. */
export interface DemoOrganisation {
  name: string;
  about: string;
  places?: readonly string[];
}

/** A municipality of the demo: who and what there is, and what its council decided. */
export interface DemoTown {
  slug: string;
  name: string;
  cbsCode: string;
  theme: string;
  places: readonly { name: string; residents?: number }[];
  bodies: readonly DemoOrganisation[];
  initiatives: readonly DemoOrganisation[];
  suppliers: Readonly<Partial<Record<Trade, DemoOrganisation>>>;
  sources: Readonly<Record<string, DemoSource>>;
  /** What the council's decisions are called, and the last part of their numbers. */
  decisions: { first: { title: string; number: number }; later?: { title: string; number: number } };
  adoptions: readonly DemoAdoption[];
  /** Contracts of the tender cycle, recorded with the later decision. */
  contracts?: readonly DemoContract[];
  rights: readonly DemoRight[];
  recentDraws: readonly RecentDraw[];
}

/** A contract or yearly grant that runs out; with a `share` for each year of a transition it is converted, from the next year on. */
export interface DemoContract {
  what: string;
  supplier: string;
  kind: 'contract' | 'grant';
  taskField: string;
  yearlyCents: number;
  /** How many years after the decision it ends, on the last of December. */
  endsAfter: number;
  /** Hundredths of a percent per year. */
  shares?: readonly number[];
}

/** Somebody who can be tried; called by role, because nobody here is a real person. */
export interface DemoPerson {
  email: string;
  name: string;
  /** `organisation` is a name in that municipality. */
  roles: readonly { town: string; role: Role; organisation?: string }[];
}
