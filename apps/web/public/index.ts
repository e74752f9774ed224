import { MunicipalityController } from './municipality.controller.js';
import { PlatformController } from './platform.controller.js';

/** The last ones of the door: `/:gemeente` would take any first word that no other page has. */
export const publicControllers = [PlatformController, MunicipalityController];
