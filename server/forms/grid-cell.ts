// One cell of a filled form with all there is to know: its definition, history, who changed it, limits, what was said, what proves it.
import { z } from 'zod';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { rationalOf } from '#lib/rational';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { DeclarationOut, declarations, type Value, valuesOf } from '#measures';
import { Evidence, evidenceOf } from '#registers';
import { type GridAsk, gridGround, HISTORY_PERIODS, historyOf } from './grid.ts';
import { Remark, remarksOf } from './grid-facts.ts';
import { declaredNow, rowFrom } from './grid-inputs.ts';
import { type Earlier, earlierPeriods } from './grid-period.ts';
import type { ListLayout, ListRow } from './list-layout.ts';
import { toldRows } from './list-told.ts';
import { usualRange } from './rules-judge.ts';

export const CellOut = z.object({
  key: z.string(),
  code: z.string().nullable(),
  label_vi: z.string(),
  label_en: z.string(),
  measure: z
    .object({
      name: z.string(),
      label_vi: z.string(),
      label_en: z.string(),
      definition_vi: z.string(),
      definition_en: z.string(),
      source: z.string(),
      kind: z.string(),
    })
    .nullable(),
  /** The measure the cell is declared as, when it is. */
  declared_as: z.object({ name: z.string(), label_vi: z.string(), time: z.string(), roll_up: z.string() }).nullable(),
  limits: z.object({ least: z.string().nullable(), most: z.string().nullable(), decimals: z.number() }).nullable(),
  usual: z.object({ low: z.string(), high: z.string(), periods: z.number() }).nullable(),
  /** Oldest first, at most twelve. */
  history: z.array(
    z.object({ from: z.string(), to: z.string(), label: z.string(), value: z.string().nullable(), note: z.string().nullable() }),
  ),
  /** Who said what for these days, newest first. */
  versions: z.array(DeclarationOut),
  evidence: z.array(Evidence),
  /** Of the declaration the evidence belongs to; null: nothing is declared yet. */
  declaration_id: z.number().nullable(),
  remarks: z.array(Remark),
  is_followed: z.boolean(),
});

/** @throws forms.no_such_cell, and what `grid` throws */
export async function cellOf(db: Db, ask: GridAsk & { key: string }, scope: Scope): Promise<z.infer<typeof CellOut>> {
  const { unit, form, place, definitions, inputs, told } = await gridGround(db, ask, scope);
  const row = form.layout.rows.find((one) => one.key === ask.key);
  if (!row || row.is_heading) throw new DomainError('forms.no_such_cell', 404, { cell: ask.key });
  const input = inputs.get(row.key);
  const periods = earlierPeriods(ask.from, ask.to, HISTORY_PERIODS);
  const definition = row.measure ? definitions.get(row.measure) : null;
  const is_told = told.has(row.key);
  const asked = { unit: unit.code, today: ask.today };
  const history = input
    ? await declaredHistory(db, unit.id, input, periods, scope)
    : is_told
      ? await toldHistory(db, form.layout, row.key, { ...asked, periods }, scope)
      : await computedHistory(db, row, { ...asked, periods }, scope);
  const values = history.flatMap((one) => (one.value === null ? [] : [rationalOf(one.value)]));
  const decimals = input?.measure.decimals ?? Math.max(0, ...history.map((one) => one.value?.split('.')[1]?.length ?? 0));
  const said = input ? (await declaredNow(db, unit.id, [input], scope)).get(row.key) : undefined;
  const remarks = await remarksOf(db, place, scope, row.key);
  return {
    key: row.key,
    code: row.code,
    label_vi: row.label_vi,
    label_en: row.label_en,
    measure: definition && {
      name: definition.name,
      label_vi: definition.label_vi,
      label_en: definition.label_en,
      definition_vi: is_told ? TOLD.vi : definition.definition_vi,
      definition_en: is_told ? TOLD.en : definition.definition_en,
      source: definition.source,
      kind: definition.kind,
    },
    declared_as: input
      ? { name: input.measure.name, label_vi: input.measure.label_vi, time: input.measure.time, roll_up: input.measure.roll_up }
      : null,
    limits: input ? { least: input.measure.least ?? null, most: input.measure.most ?? null, decimals } : null,
    usual: usualRange(values, decimals),
    history,
    versions: input ? await versionsOf(db, unit.code, input.measure.name, ask.to, scope) : [],
    evidence: said ? ((await evidenceOf(db, 'declaration', [said.id], scope)).get(String(said.id)) ?? []) : [],
    declaration_id: said?.id ?? null,
    remarks,
    is_followed: remarks.findLast((one) => one.kind !== 'comment')?.kind === 'flagged',
  };
}

/** What the plan of the unit says is not declared beside it. */
const TOLD = {
  vi: 'Đếm từ nhiệm vụ của kế hoạch trong hệ thống, theo tình trạng ở ngày cuối kỳ.',
  en: 'Counted from the tasks of the plan kept here, as they stand on the last day of the period.',
};

type Points = z.infer<typeof CellOut>['history'];

async function declaredHistory(
  db: Db,
  unit_id: number,
  input: Parameters<typeof historyOf>[2][number],
  periods: readonly Earlier[],
  scope: Scope,
): Promise<Points> {
  const found = (await historyOf(db, unit_id, [input], periods, scope)).get(input.key);
  return periods.map(({ from, to, label }, at) => {
    const row = found?.get(at);
    return { from, to, label, value: row?.value ?? null, note: row?.note ?? null };
  });
}

async function toldHistory(
  db: Db,
  layout: ListLayout,
  key: string,
  { periods, ...ask }: { unit: string; today?: Day | undefined; periods: readonly Earlier[] },
  scope: Scope,
): Promise<Points> {
  const points: Points = [];
  for (const { from, to, label } of periods) {
    const value = (await toldRows(db, layout, { ...ask, from, to }, scope)).get(key)?.value ?? null;
    points.push({ from, to, label, value, note: null });
  }
  return points;
}

/** What is computed has no past of its own: it is computed for each period as it is known now. */
async function computedHistory(
  db: Db,
  row: ListRow,
  ask: { unit: string; today?: Day | undefined; periods: readonly Earlier[] },
  scope: Scope,
): Promise<Points> {
  const { measure } = row;
  if (!measure) return [];
  const points: Points = [];
  for (const { from, to, label } of ask.periods) {
    const span = { unit: ask.unit, from: rowFrom(row, { from, to }), to, scope: row.scope, today: ask.today };
    points.push({ from, to, label, ...(await valueIn(db, { ...span, measure }, scope)) });
  }
  return points;
}

async function valueIn(
  db: Db,
  { measure, ...span }: { unit: string; from: Day; to: Day; scope: ListRow['scope']; today?: Day | undefined; measure: string },
  scope: Scope,
): Promise<{ value: string | null; note: string | null }> {
  try {
    const found = (await valuesOf(db, { ...span, measures: [measure], digest: false }, scope))[measure] as Value;
    return { value: found.value, note: found.note ?? null };
  } catch (error) {
    // The unit or the measure was not there yet: the period has no value.
    if (error instanceof DomainError && (error.code.startsWith('org.') || error.code.startsWith('measures.')))
      return { value: null, note: null };
    throw error;
  }
}

async function versionsOf(db: Db, unit: string, measure: string, to: Day, scope: Scope) {
  const { rows } = await declarations(db, { unit, day: to, measure, to, page: 1, page_size: 100 }, scope);
  return rows.filter((row) => row.unit_code === unit);
}
