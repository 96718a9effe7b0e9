import type { Routes } from '../../../server/routes.ts';
import type { Case } from '../cases.ts';

export const CASES = {} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
