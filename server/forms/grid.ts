// A form as a grid to fill: every cell with its state, what was declared, what its history says and which rules it fails.
import { z } from 'zod';
import { freePeriod, yearFrom } from '#calendar';
import type { Day } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Rational, rationalOf } from '#lib/rational';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type DeclaredOver, type Definitions, declaredOver, definitionsOn, heldDeclared, type Value } from '#measures';
import { type Unit, unitForPeriod } from '#org';
import { evidenceCounts } from '#registers';
import { Filing, filingsOf, type Place, type Remark, remarksOf } from './grid-facts.ts';
import { declaredNow, type Input, inputsOf } from './grid-inputs.ts';
import { type Earlier, earlierPeriods, kindOf, namedOf } from './grid-period.ts';
import { Finding, findingsOf } from './grid-rules.ts';
import { type FilledList, type FilledListRow, fillRows, FilledListRow as ListRowOut } from './list.ts';
import { toldRows } from './list-told.ts';
import { type Usual, usualRange } from './rules-judge.ts';
import { type ListWithLayout, listOn } from './versions.ts';

/** Periods that a value's usual range is taken from. */
export const HISTORY_PERIODS = 12;

export const STATES = ['heading', 'computed', 'declared', 'carried', 'below', 'missing'] as const;

const UsualOut = z.object({ low: z.string(), high: z.string(), periods: z.number() });

export const GridInput = z.object({
  measure: z.string(),
  kind: z.enum(['number', 'words', 'yes_no']),
  decimals: z.number(),
  least: z.string().nullable(),
  most: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  /** Of what the unit itself declared for these days; 0: nothing yet. */
  version: z.number(),
  value: z.string().nullable(),
  note: z.string().nullable(),
  reason: z.string().nullable(),
  declared_by_name: z.string().nullable(),
  declared_at: z.date().nullable(),
  evidence: z.number(),
  /** Who holds the value still; null: it may be declared. */
  held_by: z.string().nullable(),
});

export const GridRow = ListRowOut.extend({
  /** Where the value comes from; `below`: sum of what the units below declared; `carried`: of an earlier day. */
  state: z.enum(STATES),
  /** Null: not declared but computed. */
  input: GridInput.nullable(),
  comments: z.number(),
  is_followed: z.boolean(),
  usual: UsualOut.nullable(),
  is_unusual: z.boolean(),
});
export type GridRow = z.infer<typeof GridRow>;

export const GridOut = z.object({
  form: z.string(),
  official_code: z.string(),
  version: z.number(),
  title_vi: z.string(),
  title_en: z.string(),
  source: z.string(),
  unit: z.object({ code: z.string(), name: z.string(), short_name: z.string(), kind: z.string() }),
  period: z.object({ from: z.string(), to: z.string(), kind: z.string(), name_vi: z.string().nullable() }),
  rows: z.array(GridRow),
  findings: z.array(Finding),
  counts: z.object({ inputs: z.int(), declared: z.int(), missing: z.int(), failed: z.int(), explained: z.int() }),
  filings: z.array(Filing),
  is_complete: z.boolean(),
});

export type GridAsk = { form: string; unit: string; from: Day; to: Day; today?: Day | undefined; year_from?: Day | undefined };

export type Filled = {
  ask: GridAsk;
  form: ListWithLayout;
  unit: Unit;
  place: Place;
  definitions: Definitions;
  rows: FilledListRow[];
  /** What the form itself says must hold between its rows. */
  checks: FilledList['checks'];
  inputs: Map<string, Input>;
  /** Cells that the plan of the unit says. */
  told: Map<string, Value>;
};

/** The form's version, unit and declared cells, without a figure. @throws forms.unknown, forms.not_on_day, org.unit_unknown, org.unit_not_on_day */
export async function gridGround(db: Db, ask: GridAsk, scope: Scope): Promise<Omit<Filled, 'rows' | 'checks' | 'ask'>> {
  // Refuses days in the wrong order before a unit is looked for on them.
  freePeriod(ask.from, ask.to);
  const { unit } = await unitForPeriod(db, ask.unit, ask.from, ask.to);
  if (scope.unit_ids !== null && !scope.unit_ids.includes(unit.id)) throw unknownUnit(ask.unit);
  const form = await listOn(db, ask.form, ask.to);
  const definitions = await definitionsOn(db, ask.to, unit.tenant);
  const place = { form: form.code, unit: { id: unit.id, tenant: unit.tenant }, from: ask.from, to: ask.to };
  const told = await toldRows(db, form.layout, { ...ask, unit: unit.code }, scope);
  const inputs = inputsOf(form.layout, definitions, ask);
  // What the plan of the unit says is not declared beside it.
  for (const key of told.keys()) inputs.delete(key);
  return { form, unit, place, definitions, inputs, told };
}

export async function gridFilled(db: Db, ask: GridAsk, scope: Scope): Promise<Filled> {
  const ground = await gridGround(db, ask, scope);
  const { rows, checks } = await fillRows(
    db,
    ground.form.layout,
    { ...ask, unit: ground.unit.code, definitions: ground.definitions, told: ground.told },
    scope,
  );
  return { ...ground, ask, rows, checks };
}

/**
 * The form of a unit and a period as a grid to fill, with the rules it fails.
 * @throws forms.unknown, forms.not_on_day, org.unit_unknown, org.unit_not_on_day, calendar.impossible_date, calendar.reversed_dates
 */
export async function grid(db: Db, ask: GridAsk, scope: Scope): Promise<z.infer<typeof GridOut>> {
  const filled = await gridFilled(db, ask, scope);
  const { form, unit, place, inputs } = filled;
  const said = await declaredNow(db, unit.id, inputs.values(), scope);
  const usual = await usualOf(db, filled, scope);
  const remarks = Map.groupBy(await remarksOf(db, place, scope), (remark) => remark.cell);
  const heldBy = await heldDeclared(db, { unit_id: unit.id, days: [ask.to] }, scope);
  const proofs = await proofsOf(db, said, scope);
  const rows = filled.rows.map((row): GridRow => {
    const input = inputs.get(row.key);
    const now = said.get(row.key);
    const shown = input && isOpen(row, now) ? inputOf(input, now, proofs, heldBy) : null;
    return {
      ...row,
      state: stateOf(row, shown),
      input: shown,
      ...markOf(remarks.get(row.key)),
      ...rangeOf(row, usual.get(row.key)),
    };
  });
  const findings = await findingsOf(db, filled, scope);
  const filings = await filingsOf(db, place, scope);
  const { code, name, short_name, kind } = unit;
  return {
    form: form.code,
    official_code: form.layout.official_code,
    version: form.version,
    title_vi: form.name_vi,
    title_en: form.name_en,
    source: form.source,
    unit: { code, name, short_name, kind },
    period: { from: ask.from, to: ask.to, kind: kindOf(ask.from, ask.to), name_vi: namedOf(ask.from, ask.to)?.label_vi ?? null },
    rows,
    findings,
    counts: countsOf(rows, findings),
    filings,
    is_complete: filings.at(-1)?.kind === 'completed',
  };
}

/** A cell that takes what a register gives is declared only while none does. */
function isOpen(row: FilledListRow, now: DeclaredOver | undefined): boolean {
  return row.source === 'declared' || row.value === null || now !== undefined;
}

function stateOf(row: FilledListRow, input: GridRow['input']): GridRow['state'] {
  if (row.is_heading) return 'heading';
  const is_blank = row.value === null && row.words === null;
  if (!input) return is_blank ? 'missing' : 'computed';
  // A note beside a cell that wants a number says something of it, and is no number.
  if (is_blank) return 'missing';
  if (input.version > 0) return 'declared';
  return row.as_of === null ? 'below' : 'carried';
}

const KINDS: Record<string, 'words' | 'yes_no'> = { words: 'words', yes_no: 'yes_no' };

function inputOf(
  { measure, from, to, s, e }: Input,
  now: DeclaredOver | undefined,
  proofs: ReadonlyMap<number, number>,
  heldBy: Awaited<ReturnType<typeof heldDeclared>>,
): NonNullable<GridRow['input']> {
  return {
    measure: measure.name,
    kind: KINDS[measure.unit] ?? 'number',
    decimals: measure.decimals,
    least: measure.least ?? null,
    most: measure.most ?? null,
    from,
    to,
    version: now?.version ?? 0,
    value: now?.value ?? null,
    note: now?.note ?? null,
    reason: now?.reason ?? null,
    declared_by_name: now?.declared_by_name ?? null,
    declared_at: now?.declared_at ?? null,
    evidence: now ? (proofs.get(now.id) ?? 0) : 0,
    held_by: heldBy(measure.name, { s, e }),
  };
}

async function proofsOf(db: Db, said: ReadonlyMap<string, DeclaredOver>, scope: Scope): Promise<Map<number, number>> {
  const ids = [...said.values()].map((row) => row.id);
  if (ids.length === 0) return new Map();
  const counts = await evidenceCounts(db, 'declaration', ids, scope);
  return new Map(ids.map((id) => [id, counts.get(String(id)) ?? 0]));
}

function markOf(remarks: readonly Remark[] | undefined): { comments: number; is_followed: boolean } {
  if (!remarks) return { comments: 0, is_followed: false };
  const flag = remarks.findLast((remark) => remark.kind !== 'comment');
  return { comments: remarks.filter((remark) => remark.words !== null).length, is_followed: flag?.kind === 'flagged' };
}

function rangeOf(row: FilledListRow, usual: Usual | undefined): Pick<GridRow, 'usual' | 'is_unusual'> {
  if (!usual) return { usual: null, is_unusual: false };
  const value = row.value === null ? null : rationalOf(row.value);
  return { usual, is_unusual: value !== null && (isBelow(value, usual.low) || isBelow(rationalOf(usual.high), value)) };
}

function isBelow(a: Rational | string, b: Rational | string): boolean {
  const [x, y] = [a, b].map((one) => (typeof one === 'string' ? rationalOf(one) : one)) as [Rational, Rational];
  return x.n * y.d < y.n * x.d;
}

/** Where each declared cell usually lies, from the periods of its kind before this one; cells with too few are left out. */
async function usualOf(db: Db, { ask, unit, inputs }: Filled, scope: Scope): Promise<Map<string, Usual>> {
  const periods = earlierPeriods(ask.from, ask.to, HISTORY_PERIODS);
  const history = await historyOf(db, unit.id, [...inputs.values()], periods, scope);
  return new Map(
    [...inputs.values()].flatMap(({ key, measure }): [string, Usual][] => {
      const values = [...(history.get(key)?.values() ?? [])].flatMap((row) =>
        row.value === null ? [] : [rationalOf(row.value)],
      );
      const range = usualRange(values, measure.decimals);
      return range ? [[key, range]] : [];
    }),
  );
}

/** What a unit declared in each period: by key of the cell, then by the period's place from 0. */
export async function historyOf(
  db: Db,
  unit_id: number,
  inputs: readonly Input[],
  periods: readonly Earlier[],
  scope: Scope,
): Promise<Map<string, Map<number, DeclaredOver>>> {
  const found = new Map<string, Map<number, DeclaredOver>>();
  // What is declared of a period, in a row that counts since the year began, was declared with that first day.
  const isFromNewYear = ({ measure, basis }: Input) => measure.time === 'in_period' && basis === 'cumulative';
  for (const [from_new_year, group] of Map.groupBy(inputs, isFromNewYear)) {
    const measures = group.map((input) => input.measure);
    const spans = periods.map(({ s, e, to }) => ({ s: from_new_year ? yearFrom(s, to) : s, e }));
    const rows = await declaredOver(db, { unit_ids: [unit_id], measures, periods: spans }, scope);
    const by_measure = Map.groupBy(rows, (row) => row.measure);
    for (const input of group)
      found.set(input.key, new Map((by_measure.get(input.measure.name) ?? []).map((row) => [row.at - 1, row])));
  }
  return found;
}

function countsOf(rows: readonly GridRow[], findings: readonly z.infer<typeof Finding>[]) {
  const inputs = rows.filter((row) => row.input !== null);
  const failed = findings.filter((one) => one.state === 'failed');
  return {
    inputs: inputs.length,
    declared: inputs.filter((row) => row.state === 'declared').length,
    missing: rows.filter((row) => row.state === 'missing').length,
    failed: failed.length,
    explained: failed.filter((one) => one.explanation !== null).length,
  };
}

function unknownUnit(code: string) {
  return new DomainError('org.unit_unknown', 404, { code });
}
