export * from './bars.js';
export * from './sankey.js';
export * from './timeline.js';
