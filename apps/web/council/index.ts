import { CouncilController } from './council.controller.js';

export const councilControllers = [CouncilController];
