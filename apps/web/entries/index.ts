import { EntriesController } from './entries.controller.js';

export * from './entries-href.js';
export const entriesControllers = [EntriesController];
