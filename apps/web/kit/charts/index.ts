export * from './bars.js';
export * from './sankey.js';
