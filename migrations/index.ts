import { Tenancy1760000000001 } from './0001-tenancy.js';

/** Every migration, in order. One line each, so that two branches seldom touch the same one. */
export const migrations = [
  Tenancy1760000000001,
];
