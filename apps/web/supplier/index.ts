import { CodeController } from './code.controller.js';
import { SupplierController } from './supplier.controller.js';

export const supplierControllers = [SupplierController, CodeController];
