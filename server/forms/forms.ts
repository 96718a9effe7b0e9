// Statistical forms: measures arranged as the official form has them, for any unit and period.
import fs from 'node:fs';
import path from 'node:path';
import { checkRange, type NamedKind, type NamedRegime, namedPeriod, periodOf } from '#calendar';
import { addDays, type Day } from '#lib/day';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';
import type { Scope } from '#lib/route';
import { type Db, exec, loadSql } from '#lib/sql';
import { definitionsOn, figures, type MeasureValues } from '#measures';
import { type Unit, unitById, unitForPeriod } from '#org';
import { type FilledDetail, type Sights, sightsOf } from './detail.ts';
import { filledDetail } from './detail-fill.ts';
import { type DetailLayout, DetailPack } from './detail-layout.ts';
import {
  type CellFilter,
  checkRows,
  type FilledForm,
  type FormScope,
  type FormUnit,
  type Line,
  layRows,
  periodText,
} from './filled.ts';
import { type GridAsk, gridFilled } from './grid.ts';
import { type Finding, findingsOf } from './grid-rules.ts';
import { FormPack, figureColumns, type Layout, measuresOf } from './layout.ts';
import type { FilledList } from './list.ts';
import { type ListLayout, ListPack } from './list-layout.ts';
import { HEADLINE_MEASURES, type Headline } from './prose.ts';
import { loadRules } from './rules-kept.ts';
import { detailOn, type FormRow, formOn } from './versions.ts';

export { configure, publicUrl } from './address.ts';
export {
  DetailCell,
  DetailLink,
  DetailNote,
  DetailRow,
  type FilledDetail,
  printed as printedCell,
  type Sights,
  sightsOf,
  Tally,
} from './detail.ts';
export { DetailColumn } from './detail-layout.ts';
export { type DetailLinkTo, detailAnnex, detailDocument, detailLinks, detailTable } from './detail-paper.ts';
export { cardFor } from './detail-scores.ts';
export { detailXlsx } from './detail-sheet.ts';
export { rounded } from './detail-targets.ts';
export {
  type CellFilter,
  type FilledForm,
  type FilledRow,
  type FormScope,
  type LinkTo,
  laidAgain,
  printCount,
  recordLinks,
} from './filled.ts';
export { figureColumns } from './layout.ts';
export { type FilledList, FilledListCheck, FilledListRow, ListFailure } from './list.ts';
export { basisWords, listDocument, listLinks } from './list-paper.ts';
export { listXlsx } from './list-sheet.ts';
export { type ListOfUnits, listOfUnits, unitsOfList } from './list-units.ts';
export { formAnnex, formDocument, LINK_NOTE, letter } from './paper.ts';
export { fromTo, type Headline, proseCount, proseRate, resultParagraphs } from './prose.ts';
export { formXlsx } from './sheet.ts';
export { detailOn, formOn, listForms, listOn } from './versions.ts';

const sql = loadSql(import.meta.url, ['forget_versions', 'put_version']);

/**
 * A list form of a unit over `from` to `to`: every row with its value, what stands behind it, and the checks between rows.
 * @throws forms.unknown, forms.not_on_day, org.unit_unknown, org.unit_not_on_day, calendar.impossible_date, calendar.reversed_dates
 */
export async function fillList(db: Db, ask: GridAsk, access: Scope): Promise<FilledList> {
  const { unit: code, from, to } = ask;
  const { parent } = await unitAndParent(db, code, from, to);
  const filled = await gridFilled(db, ask, access);
  const { unit, form, rows, checks } = filled;
  return {
    form: form.code,
    official_code: form.layout.official_code,
    version: form.version,
    title_vi: form.name_vi,
    title_en: form.name_en,
    source: form.source,
    unit: shown(unit),
    parent: parent && shown(parent),
    period: { from, to, text_vi: periodText(from, to), name_vi: periodName(from, to) },
    rows,
    checks,
    failures: failuresOf(await findingsOf(db, filled, access), checks),
  };
}

/** Rules that fail; one with the code of a check of the form that fails is that check. */
function failuresOf(findings: readonly Finding[], checks: FilledList['checks']): FilledList['failures'] {
  const told = new Set(checks.filter((check) => check.is_met === false).map((check) => check.code));
  return findings
    .filter((one) => one.state === 'failed' && !(told.has(one.rule) && one.explanation === null))
    .map(({ rule, label_vi, label_en, importance, left, right, op, explanation }) => ({
      rule,
      label_vi,
      label_en,
      importance,
      left,
      right,
      is_pair: op.endsWith('_pair'),
      explained: explanation?.words ?? null,
      explained_by: explanation?.by_name ?? null,
    }));
}

/**
 * Rules of high importance that the list form of a unit and period fails and nobody has explained.
 * @throws what {@link fillList} throws
 */
export async function openFailures(db: Db, ask: GridAsk, access: Scope): Promise<Finding[]> {
  const findings = await findingsOf(db, await gridFilled(db, ask, access), access);
  return findings.filter((one) => one.state === 'failed' && one.importance === 'high' && one.explanation === null);
}

/**
 * A form of things of a unit over `from` to `to`: a row for each target, area of a scorecard, late dossier or level.
 * @param access units whose dossiers the asker may see
 * @param sights whose plans and scorecards; those of `access` when nothing else is said
 * @throws forms.unknown, forms.not_on_day, org.unit_unknown, org.unit_not_on_day, calendar.impossible_date, calendar.reversed_dates
 */
export async function fillDetail(
  db: Db,
  ask: { form: string; unit: string; from: Day; to: Day; today?: Day | undefined },
  access: Scope,
  sights: Sights = sightsOf(access),
): Promise<FilledDetail> {
  const { from, to, today = to } = ask;
  const { unit, parent } = await unitAndParent(db, ask.unit, from, to);
  const form = await detailOn(db, ask.form, to);
  return filledDetail(db, { form, unit, parent, from, to, today, period_name: periodName(from, to) }, access, sights);
}

/** `from` and `to` both included; `today` judges what is overdue in a period that has not ended. */
export type FigureAsk = { unit: string; from: Day; to: Day; scope?: FormScope | undefined; today?: Day | undefined };
export type FillAsk = FigureAsk & { form: string; by: 'sector' | 'unit' };

/**
 * The form of a unit over `from` to `to`, with every cell's measure and filter, and its checks.
 * By sector: sectors with any dossier in the period. By unit: each unit of the tree with its own dossiers, grouped as the form groups
 * them; communes, districts and departments without dossiers print zeros.
 *
 * @throws forms.unknown, forms.not_on_day, org.unit_unknown, org.unit_not_on_day, calendar.impossible_date, calendar.reversed_dates
 */
export async function fill(db: Db, ask: FillAsk, access: Scope): Promise<FilledForm> {
  const { unit: code, from, to, scope = 'all', by, today } = ask;
  const { unit, parent } = await unitAndParent(db, code, from, to);
  const form = await formOn(db, ask.form, to);
  const { layout } = form;
  const group = by === 'sector' ? { group_by: ['sector'] as const } : { group_by: ['unit'] as const, unit_rows: 'each' as const };
  const measures = [...new Set([...measuresOf(layout), 'on_time_rate'])];
  const found = await figures(db, { unit: code, from, to, scope, today, measures, ...group }, access);
  const whole: CellFilter = { unit: unit.code, from, to, scope };
  const lines = (found.groups ?? []).flatMap(({ key, measures: values }): Line[] => {
    const row = { values: valuesOf(layout, values), on_time_rate: rateOf(values) };
    if (key.sector)
      return [
        { ...row, key: key.sector.code, label: key.sector.name, group: null, filter: { ...whole, sector: key.sector.code } },
      ];
    if (!key.unit || (isEmpty(row.values) && !ALWAYS_LISTED.has(key.unit.kind))) return [];
    const { code: own, name, kind } = key.unit;
    return [{ ...row, key: own, label: name, group: groupOf(layout, kind), filter: { unit: own, from, to, scope: 'own' } }];
  });
  const rows = layRows(layout, lines, {
    values: valuesOf(layout, found.measures),
    on_time_rate: rateOf(found.measures),
    filter: whole,
  });
  return {
    form: form.code,
    official_code: layout.official_code,
    version: form.version,
    title_vi: form.name_vi,
    title_en: form.name_en,
    count_unit_vi: layout.count_unit_vi,
    count_unit_en: layout.count_unit_en,
    source: form.source,
    unit: shown(unit),
    parent: parent && shown(parent),
    period: { from, to, text_vi: periodText(from, to), name_vi: periodName(from, to) },
    by,
    scope,
    columns: layout.columns,
    besides: layout.besides,
    rows,
    checks: checkRows(layout, rows),
    notes: found.notes,
  };
}

/** Figures that the sentences of a report are made of. @param extra more measures by name */
export async function headline(db: Db, ask: FigureAsk, access: Scope, extra: readonly string[] = []): Promise<Headline> {
  const { measures } = await figures(db, { ...ask, measures: [...HEADLINE_MEASURES, ...extra] }, access);
  return Object.fromEntries(Object.entries(measures).map(([name, { value }]) => [name, value]));
}

// Zeros of these say that nothing came; a division or a branch office without dossiers of its own is merely not a desk.
const ALWAYS_LISTED: ReadonlySet<string> = new Set(['commune', 'district', 'department']);

async function unitAndParent(db: Db, code: string, from: Day, to: Day): Promise<{ unit: Unit; parent: Unit | null }> {
  checkRange(from, to);
  const { unit, day } = await unitForPeriod(db, code, from, to);
  return { unit, parent: unit.parent_id === null ? null : await unitById(db, unit.parent_id, day) };
}

function shown({ code, name, short_name, kind }: Unit): FormUnit {
  return { code, name, short_name, kind };
}

function valuesOf(layout: Layout, measures: MeasureValues): Record<string, number | null> {
  const value = (measure: string) => {
    const found = measures[measure]?.value ?? null;
    return typeof found === 'string' ? Number(found) : found;
  };
  return Object.fromEntries([...figureColumns(layout), ...layout.besides].map((each) => [each.key, value(each.measure)]));
}

function rateOf(measures: MeasureValues): string | null {
  const value = measures.on_time_rate?.value ?? null;
  return value === null ? null : String(value);
}

function isEmpty(values: Record<string, number | null>): boolean {
  return Object.values(values).every((value) => value === 0);
}

function groupOf(layout: Layout, kind: string): string {
  const found = layout.groups.find((group) => group.kinds.includes(kind));
  // Kinds the version does not know stand in its last group, so that no row is lost.
  return (found ?? (layout.groups.at(-1) as Layout['groups'][number])).key;
}

const KINDS = ['year', 'nine_months', 'half_year', 'quarter', 'month'] as const satisfies readonly NamedKind[];
const REGIMES = ['ND09', 'CAL'] as const satisfies readonly NamedRegime[];

/** `Quý III/2022` when the days are exactly a statutory or a calendar period, else null. */
export function periodName(from: Day, to: Day): string | null {
  for (const regime of REGIMES) {
    for (const kind of KINDS) {
      const period = periodOf(regime, kind, from);
      if (period && period.year !== null && period.s === from && period.e === addDays(to, 1)) {
        return namedPeriod(regime, kind, period.year, period.n ?? 1).label_vi;
      }
    }
  }
  return null;
}

type Stored = Pick<FormRow, 'code' | 'name_vi' | 'name_en' | 'source' | 'status'> & {
  versions: { version: number; valid_from: Day; valid_to: Day | null; layout: Layout | ListLayout | DetailLayout }[];
};

/**
 * Stores the forms of every file in `dir`, the list forms of `dir`/lists and the forms of things of `dir`/details.
 * @throws packs.broken with every fault's file and line; nothing is stored then
 */
export async function loadPack(db: Db, dir = path.join(PACKS, 'forms')): Promise<void> {
  const problems: PackProblem[] = [];
  const packs: Stored[] = [];
  for (const file of yamlIn(dir)) {
    const { value, problems: faults } = readPackFile(file, FormPack);
    problems.push(...faults);
    if (!value) continue;
    packs.push(value);
    for (const [i, version] of value.versions.entries()) {
      const parts = [...version.layout.columns.entries()].map(([at, one]) => ({ keys: ['columns', at], one }));
      const besides = [...version.layout.besides.entries()].map(([at, one]) => ({ keys: ['besides', at], one }));
      problems.push(...(await unknownMeasures(db, file, i, version.valid_from, [...parts, ...besides])));
    }
  }
  for (const file of yamlIn(path.join(dir, 'lists'))) {
    const { value, problems: faults } = readPackFile(file, ListPack);
    problems.push(...faults);
    if (!value) continue;
    packs.push(value);
    for (const [i, version] of value.versions.entries()) {
      const rows = [...version.layout.rows.entries()].map(([at, one]) => ({ keys: ['rows', at], one }));
      problems.push(...(await unknownMeasures(db, file, i, version.valid_from, rows)));
    }
  }
  for (const file of yamlIn(path.join(dir, 'details'))) {
    const { value, problems: faults } = readPackFile(file, DetailPack);
    problems.push(...faults);
    if (value) packs.push(value);
  }
  refuseIfBroken(problems);
  for (const pack of packs) await store(db, pack);
  await loadRules(db, path.join(dir, 'rules'));
}

function yamlIn(dir: string): string[] {
  if (!fs.existsSync(dir)) return [];
  const names = fs.readdirSync(dir).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => path.join(dir, name));
}

type Naming = { keys: (string | number)[]; one: object };

async function unknownMeasures(db: Db, file: string, version: number, day: Day, all: readonly Naming[]): Promise<PackProblem[]> {
  const known = await definitionsOn(db, day);
  return all.flatMap(({ keys, one }) => {
    if (!('measure' in one) || typeof one.measure !== 'string' || known.has(one.measure)) return [];
    const way = ['versions', version, ...keys, 'measure'];
    const place = { file: path.relative(path.join(PACKS, '..'), file), line: packLine(file, way), path: way.join('.') };
    return [{ ...place, message: `no measure is called ${one.measure}` }];
  });
}

async function store(db: Db, pack: Stored): Promise<void> {
  const { code, name_vi, name_en, source, status } = pack;
  await exec(db, sql.forget_versions, { code, versions: pack.versions.map((version) => version.version) });
  for (const { version, valid_from, valid_to, layout } of pack.versions) {
    const days = { valid_from, valid_to };
    await exec(db, sql.put_version, { code, version, ...days, name_vi, name_en, layout: JSON.stringify(layout), source, status });
  }
}
