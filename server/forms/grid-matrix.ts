// The declared cells of a form over the periods of a year, or over the units below one; and which of those units have completed it.
import { z } from 'zod';
import { type NamedKind, type NamedRegime, namedPeriod } from '#calendar';
import { addDays, type Day } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type DeclaredOver, heldDeclared, type Value, valuesByUnit } from '#measures';
import { children, unitForPeriod } from '#org';
import { gridGround, historyOf } from './grid.ts';
import { Counts, filingsOfUnits } from './grid-facts.ts';
import { type Input, inputsOf } from './grid-inputs.ts';
import type { Earlier } from './grid-period.ts';

const MatrixRow = z.object({
  key: z.string(),
  code: z.string().nullable(),
  label_vi: z.string(),
  label_en: z.string(),
  unit_vi: z.string(),
  basis: z.enum(['period', 'cumulative']),
  kind: z.enum(['number', 'words', 'yes_no']),
  decimals: z.number(),
});

export const PeriodsOut = z.object({
  unit: z.object({ code: z.string(), name: z.string() }),
  columns: z.array(z.object({ from: z.string(), to: z.string(), label: z.string(), is_over: z.boolean() })),
  rows: z.array(MatrixRow),
  /** Only cells where something is declared; `row` and `column` from 0. */
  cells: z.array(
    z.object({
      row: z.number(),
      column: z.number(),
      value: z.string().nullable(),
      note: z.string().nullable(),
      /** 0: of an earlier day of the period, not of its last one. */
      version: z.number(),
      held_by: z.string().nullable(),
      declared_by_name: z.string(),
      declared_at: z.date(),
    }),
  ),
});

export type PeriodsAsk = {
  form: string;
  unit: string;
  year: number;
  kind: Exclude<NamedKind, 'nine_months'>;
  regime: NamedRegime;
  today: Day;
};

const PER_YEAR = { month: 12, quarter: 4, half_year: 2, year: 1 } as const;

/** Declared cells of one unit by the periods of a year. @throws what `grid` throws */
export async function byPeriod(db: Db, ask: PeriodsAsk, scope: Scope): Promise<z.infer<typeof PeriodsOut>> {
  const columns = Array.from({ length: PER_YEAR[ask.kind] }, (_, at): Earlier => {
    const { s, e, label_vi } = namedPeriod(ask.regime, ask.kind, ask.year, at + 1);
    return { s, e, from: s, to: addDays(e, -1), label: label_vi };
  });
  const last = columns.at(-1) as Earlier;
  // The form of the newest period that has begun, so that a year that runs is asked by what holds now.
  const newest = columns.findLast(({ s }) => s <= ask.today) ?? last;
  const { unit, form, definitions, inputs } = await gridGround(
    db,
    { form: ask.form, unit: ask.unit, from: newest.from, to: newest.to },
    scope,
  );
  const all = [...inputs.values()];
  const history = await historyOf(db, unit.id, all, columns, scope);
  const heldBy = await heldDeclared(db, { unit_id: unit.id, days: columns.map(({ to }) => to) }, scope);
  const of_column = columns.map(({ from, to }) => inputsOf(form.layout, definitions, { from, to }));
  return {
    unit: { code: unit.code, name: unit.name },
    columns: columns.map(({ from, to, label }) => ({ from, to, label, is_over: to <= ask.today })),
    rows: all.map((input) => rowOf(input, form.layout.rows)),
    cells: all.flatMap((input, row) =>
      columns.flatMap((_, column) => {
        const said = history.get(input.key)?.get(column);
        const here = of_column[column]?.get(input.key);
        if (!here || (!said && heldBy(input.measure.name, here) === null)) return [];
        return [{ row, column, ...shown(said, here, heldBy(input.measure.name, here)) }];
      }),
    ),
  };
}

function shown(said: DeclaredOver | undefined, here: Input, held_by: string | null) {
  return {
    value: said?.value ?? null,
    note: said?.note ?? null,
    version: said && said.e === here.e && said.s === here.s ? said.version : 0,
    held_by,
    declared_by_name: said?.declared_by_name ?? '',
    declared_at: said?.declared_at ?? new Date(0),
  };
}

const KINDS: Record<string, 'words' | 'yes_no'> = { words: 'words', yes_no: 'yes_no' };

function rowOf(
  { key, measure, basis }: Input,
  rows: readonly { key: string; code: string | null; label_vi: string; label_en: string; unit_vi: string }[],
): z.infer<typeof MatrixRow> {
  const row = rows.find((one) => one.key === key) as (typeof rows)[number];
  const { code, label_vi, label_en, unit_vi } = row;
  return { key, code, label_vi, label_en, unit_vi, basis, kind: KINDS[measure.unit] ?? 'number', decimals: measure.decimals };
}

export const UnitsOut = z.object({
  unit: z.object({ code: z.string(), name: z.string() }),
  rows: z.array(MatrixRow),
  units: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      kind: z.string(),
      /** Null: nobody said anything yet. */
      filing: z
        .object({ kind: z.enum(['completed', 'reopened']), at: z.date(), by_name: z.string(), counts: Counts.nullable() })
        .nullable(),
      /** In the order of the rows; null: no value. */
      values: z.array(z.string().nullable()),
      words: z.array(z.string().nullable()),
    }),
  ),
  completed: z.number(),
});

/** Declared cells of the units just below one, each with all it holds, for a period; and who has completed the form. @throws what `grid` throws */
export async function byUnit(
  db: Db,
  ask: { form: string; unit: string; from: Day; to: Day; today: Day },
  scope: Scope,
): Promise<z.infer<typeof UnitsOut>> {
  const { unit, form, inputs } = await gridGround(db, ask, scope);
  const { day } = await unitForPeriod(db, ask.unit, ask.from, ask.to);
  const all = [...inputs.values()];
  const below = (await children(db, unit.id, day)).filter((one) => scope.unit_ids === null || scope.unit_ids.includes(one.id));
  const values =
    below.length === 0 ? new Map<string, Map<string, Value>>() : await valuesOfRows(db, ask, all, form.layout.rows, scope);
  const filings = await filingsOfUnits(db, { ...ask, unit_ids: below.map(({ id }) => id) }, scope);
  const units = below.map(({ id, code, name, kind }) => {
    const filing = filings.get(id);
    const of_unit = all.map((input) => values.get(code)?.get(input.key));
    return {
      code,
      name,
      kind,
      filing: filing ? { kind: filing.kind, at: filing.at, by_name: filing.by_name, counts: filing.counts } : null,
      values: of_unit.map((value) => value?.value ?? null),
      words: of_unit.map((value) => (value?.value == null ? (value?.note ?? null) : null)),
    };
  });
  return {
    unit: { code: unit.code, name: unit.name },
    rows: all.map((input) => rowOf(input, form.layout.rows)),
    units,
    completed: units.filter((one) => one.filing?.kind === 'completed').length,
  };
}

/** Values of the rows' own measures at each unit below, by unit and key: a question for each first day. */
async function valuesOfRows(
  db: Db,
  ask: { unit: string; from: Day; to: Day; today: Day },
  inputs: readonly Input[],
  rows: readonly { key: string; measure?: string | undefined }[],
  scope: Scope,
): Promise<Map<string, Map<string, Value>>> {
  const measure_of = new Map(rows.map((row) => [row.key, row.measure]));
  const found = new Map<string, Map<string, Value>>();
  for (const [from, group] of Map.groupBy(inputs, (input) => input.from)) {
    const measures = [...new Set(group.flatMap((input) => measure_of.get(input.key) ?? []))];
    const table = await valuesByUnit(
      db,
      { unit: ask.unit, from, to: ask.to, today: ask.today, units: 'children', measures },
      scope,
    );
    for (const [code, values] of table) {
      const of_unit = found.get(code) ?? new Map<string, Value>();
      for (const input of group) {
        const value = values[measure_of.get(input.key) ?? ''];
        if (value) of_unit.set(input.key, value);
      }
      found.set(code, of_unit);
    }
  }
  return found;
}
