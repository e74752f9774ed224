import { InitiativeController } from './initiative.controller.js';

export const initiativeControllers = [InitiativeController];
