import type { Routes } from '../../../server/routes.ts';
import { body, type Case, DAY, type Input, NO_UNIT } from '../case.ts';

const ofUnit = (more: Input = {}, seen?: Extract<Case, { kind: 'record' }>['seen']): Case => ({
  kind: 'record',
  input: ({ unit }) => ({ unit: unit.code, day: DAY, ...more }),
  missing: { unit: NO_UNIT },
  refusal: '404 org.unit_unknown',
  seen: seen ?? ((answer, { unit }) => body<{ unit: { code: string } }>(answer).unit.code === unit.code),
});

export const CASES = {
  'overview.late': ofUnit(),
  'overview.points': ofUnit(),
  'overview.moved': ofUnit(),
  'overview.months': ofUnit(),
  'overview.units': ofUnit(),
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
