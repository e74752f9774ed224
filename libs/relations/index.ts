import { Organisation, OrganisationNeighbourhood } from './organisation.entity.js';

export * from './organisation.entity.js';
export * from './organisations.service.js';

export const relationsEntities = [Organisation, OrganisationNeighbourhood];
