import { BodyController } from './body.controller.js';

export const bodyControllers = [BodyController];
