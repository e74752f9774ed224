import { Division } from './division.entity.js';
import { Municipality } from './municipality.entity.js';
import { Neighbourhood } from './neighbourhood.entity.js';
import { Ordinance } from './ordinance.entity.js';
import { PublicValue } from './public-value.entity.js';

export { Division, Municipality, Neighbourhood, Ordinance, PublicValue };
export type { Asks, Tier } from './ordinance.entity.js';
export * from './defaults.js';
export * from './municipalities.service.js';
export * from './neighbourhoods.service.js';
export * from './ordinances.service.js';
export * from './public-values.service.js';
export * from './slug.js';

export const tenancyEntities = [Municipality, Division, Neighbourhood, PublicValue, Ordinance];
