import { createContext } from 'preact';
import type { FormState } from './form-state.js';

/** The form that fields belong to: what was typed and what is wrong with it. */
export const CurrentForm = createContext<FormState>({ values: {} });
