export * from './assets.js';
export * from './charts/index.js';
export * from './choices.js';
export * from './context.js';
export * from './cookies.js';
export * from './dates.js';
export * from './errors.js';
export * from './events.js';
export {
  describedBy,
  Field,
  fieldId,
  Help,
  useField,
  DateField,
  MoneyField,
  TextArea,
  TextField,
  TimeField,
  type FieldProps,
} from './fields.js';
export * from './form.js';
export * from './form-state.js';
export * from './layout.js';
export * from './nav.js';
export * from './numbers.js';
export * from './page.js';
export * from './pages.js';
export * from './respond.js';
export * from './table.js';
export * from './telling.js';
export * from './work.js';
