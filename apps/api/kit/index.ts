export * from './access.js';
export * from './door.js';
export * from './fields.js';
export * from './money.js';
export * from './paging.js';
export * from './parse.pipe.js';
export * from './problems.js';
export * from './route.js';
