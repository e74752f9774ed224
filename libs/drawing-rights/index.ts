import { CodeAttempt, Draw } from './draw.entity.js';
import { DrawingRight } from './drawing-right.entity.js';

export * from './code.js';
export * from './conditional.js';
export * from './draw.entity.js';
export * from './drawing-right.entity.js';
export * from './drawing-rights.checks.js';
export * from './drawing-rights.jobs.js';
export * from './draws.service.js';
export * from './ending-check.js';
export * from './endings.service.js';
export * from './grants.service.js';
export * from './invocation.service.js';
export * from './split.js';
export * from './views.service.js';

export const drawingRightsEntities = [DrawingRight, Draw, CodeAttempt];
