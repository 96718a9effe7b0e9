// Fills forms of things.
import type { Day } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import type { Unit } from '#org';
import type { DetailSource, Details, FilledDetail, Sights } from './detail.ts';
import { coverageRows } from './detail-coverage.ts';
import { lateRows } from './detail-late.ts';
import type { DetailColumn, RowSource } from './detail-layout.ts';
import { scoreRows } from './detail-scores.ts';
import { targetRows } from './detail-targets.ts';
import { periodText } from './filled.ts';
import type { DetailWithLayout } from './versions.ts';

const SOURCES: Readonly<Record<RowSource, DetailSource>> = {
  targets: targetRows,
  scores: scoreRows,
  late_dossiers: lateRows,
  coverage: coverageRows,
};

export type DetailFrame = {
  form: DetailWithLayout;
  unit: Unit;
  parent: Unit | null;
  from: Day;
  to: Day;
  today: Day;
  period_name: string | null;
};

/** @param access units whose dossiers the asker may see @param sights whose plans and scorecards */
export async function filledDetail(db: Db, frame: DetailFrame, access: Scope, sights: Sights): Promise<FilledDetail> {
  const { form, unit, parent, from, to, today } = frame;
  const { layout } = form;
  const told: Details = await SOURCES[layout.rows_of](db, { unit, from, to, today, layout }, access, sights);
  const shown = ({ code, name, short_name, kind }: Unit) => ({ code, name, short_name, kind });
  return {
    form: form.code,
    official_code: layout.official_code,
    version: form.version,
    title_vi: form.name_vi,
    title_en: form.name_en,
    source: form.source,
    count_unit_vi: layout.count_unit_vi,
    count_unit_en: layout.count_unit_en,
    orientation: layout.orientation,
    unit: shown(unit),
    parent: parent && shown(parent),
    period: { from, to, text_vi: periodText(from, to), name_vi: frame.period_name },
    rows_of: layout.rows_of,
    columns: layout.columns.map((column) => dated(column, Number(to.slice(0, 4)))),
    ...told,
  };
}

/** Heads that name a year are told which: `Năm {year-1}`. */
function dated(column: DetailColumn, year: number): DetailColumn {
  const words = (text: string) =>
    text.replace(/\{year(?:-(\d))?\}/g, (_, back: string | undefined) => String(year - Number(back ?? 0)));
  return { ...column, path_vi: column.path_vi.map(words), path_en: column.path_en.map(words) };
}
