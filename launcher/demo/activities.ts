import { activitiesForPlaceAndCare } from './activities-place-and-care.js';
import { activitiesTogether } from './activities-together.js';
import type { Activity } from './types.js';

/** All activities of the demo, by name. */
export const activities: Readonly<Record<string, Activity>> = { ...activitiesForPlaceAndCare, ...activitiesTogether };

/** The activity with this name. @throws Error when there is none */
export function activityNamed(name: string): Activity {
  const activity = activities[name];
  if (!activity) throw new Error(`the demo has no activity called ${name}`);
  return activity;
}
