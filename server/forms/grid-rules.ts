// Rules of a form held against a filled one, and why some that fail do not hinder it.
import { z } from 'zod';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { valuesOf } from '#measures';
import type { Filled } from './grid.ts';
import { explanationsOf } from './grid-facts.ts';
import { isRounded } from './grid-inputs.ts';
import { kindOf } from './grid-period.ts';
import { cellsOfRule, IMPORTANCES, measuresOfRule, OPERATORS, type RuleBody } from './rules.ts';
import { intervalOf } from './rules-interval.ts';
import { faultId, judge, type KnownCells } from './rules-judge.ts';
import { type KeptRule, rulesOn } from './rules-kept.ts';

export const Finding = z.object({
  rule: z.string(),
  version: z.number(),
  label_vi: z.string(),
  label_en: z.string(),
  instruction_vi: z.string(),
  instruction_en: z.string().nullable(),
  importance: z.enum(IMPORTANCES),
  op: z.enum(OPERATORS),
  /** As they are written. */
  left_expression: z.string(),
  right_expression: z.string(),
  state: z.enum(['met', 'failed', 'skipped']),
  left: z.string().nullable(),
  right: z.string().nullable(),
  /** Rows the rule looks at, and those of them without a value. */
  cells: z.array(z.string()),
  missing: z.array(z.string()),
  /** These figures of this rule; what explains them explains no others. */
  fault: z.string(),
  explanation: z.object({ words: z.string(), at: z.date(), by_name: z.string() }).nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** Whether a rule is asked of such a unit and period. */
function isAsked({ unit_kinds, period_kinds }: RuleBody, unit_kind: string, period_kind: string): boolean {
  return (
    (unit_kinds.length === 0 || unit_kinds.includes(unit_kind)) &&
    (period_kinds.length === 0 || (period_kinds as readonly string[]).includes(period_kind))
  );
}

/** What every rule that is asked of this form, unit and period says, failures first, by importance. */
export async function findingsOf(db: Db, filled: Filled, scope: Scope): Promise<Finding[]> {
  const { form, unit, ask, place } = filled;
  const all = await rulesOn(db, { form: form.code, day: ask.to, tenant: unit.tenant });
  const asked = all.filter((rule) => isAsked(rule.body, unit.kind, kindOf(ask.from, ask.to)));
  if (asked.length === 0) return [];
  const known = await knownOf(
    db,
    filled,
    asked.map((rule) => rule.body),
    scope,
  );
  const explained = new Map((await explanationsOf(db, place, scope)).map((one) => [one.fault, one]));
  const found = asked.map((rule) => findingOf(rule, known, explained));
  return found.sort((a, b) => orderOf(a) - orderOf(b));
}

const STATE_ORDER = { failed: 0, skipped: 10, met: 20 } as const;

function orderOf(finding: Finding): number {
  return STATE_ORDER[finding.state] + IMPORTANCES.indexOf(finding.importance);
}

function findingOf(
  { code, version, body }: Pick<KeptRule, 'code' | 'version' | 'body'>,
  known: KnownCells,
  explained: ReadonlyMap<string, { words: string; at: Date; by_name: string }>,
): Finding {
  const verdict = judge(body, known);
  const fault = faultId({ code, version }, verdict);
  const why = explained.get(fault);
  return {
    rule: code,
    version,
    label_vi: body.label_vi,
    label_en: body.label_en,
    instruction_vi: body.instruction_vi,
    instruction_en: body.instruction_en ?? null,
    importance: body.importance,
    op: body.op,
    left_expression: body.left.expression,
    right_expression: body.right.expression,
    ...verdict,
    cells: cellsOfRule(body),
    fault,
    explanation: why ? { words: why.words, at: why.at, by_name: why.by_name } : null,
  };
}

/** Values of the form's cells and of measures that rules name besides, as intervals. */
export async function knownOf(
  db: Db,
  { rows, definitions, ask, unit }: Pick<Filled, 'rows' | 'definitions' | 'ask' | 'unit'>,
  rules: readonly RuleBody[],
  scope: Scope,
): Promise<KnownCells> {
  const names = [...new Set(rules.flatMap(measuresOfRule))].filter((name) => definitions.has(name));
  const at = { unit: unit.code, from: ask.from, to: ask.to, today: ask.today };
  const values = names.length === 0 ? {} : await valuesOf(db, { ...at, measures: names, digest: false }, scope);
  const by_key = new Map(rows.map((row) => [row.key, row]));
  return {
    cell: (key, is_printed) => {
      const row = by_key.get(key);
      if (!row) return null;
      // Words in a cell are something, so that pairs can be asked of them; as a number they are 0.
      if (row.value === null) return row.words === null ? null : intervalOf('0', false);
      return intervalOf(row.value, is_printed && isRounded(row, definitions));
    },
    measure: (name, is_printed) => {
      const found = values[name];
      if (found?.value == null) return null;
      return intervalOf(found.value, is_printed && (found.unit === 'percent' || found.decimals > 0));
    },
  };
}

/** What a rule would say of a filled form, without keeping it. */
export async function tried(db: Db, filled: Filled, code: string, body: RuleBody, scope: Scope): Promise<Finding> {
  return findingOf({ code, version: 0, body }, await knownOf(db, filled, [body], scope), new Map());
}
