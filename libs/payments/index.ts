import { Correction } from './correction.entity.js';
import { IdempotencyKey, Payable, PaymentBatch } from './payable.entity.js';

export * from './batches.service.js';
export * from './correctable.js';
export * from './correction.entity.js';
export * from './corrections.service.js';
export * from './deliveries.service.js';
export { answerTo, checkKey, forgetKeys, keepAnswer, requestHash, type Answer } from './idempotency.service.js';
export * from './payable.entity.js';
export * from './payments.checks.js';

export const paymentsEntities = [Payable, PaymentBatch, IdempotencyKey, Correction];
