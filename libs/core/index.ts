export * from './cents.js';
export * from './clock.js';
export * from './config.js';
export * from './data-source.js';
export * from './database.js';
export * from './ids.js';
export * from './log.js';
export * from './problem.js';
