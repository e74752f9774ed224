import { ConnectionsController } from './connections.controller.js';
import { LoginController } from './login.controller.js';

/** Logging in, choosing a role, and the connections of other systems. */
export const identityControllers = [LoginController, ConnectionsController];
