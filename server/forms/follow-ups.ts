// Cells that somebody flagged to be followed up: who, when, why, and whether it is done; of one form or of all, for a unit and what is below it.
import { z } from 'zod';
import { addDays, type Day, dayVi, vietnamDay, vietnamTime } from '#lib/day';
import { DomainError } from '#lib/errors';
import { HEAD_FILL, newBook, newSheet, words } from '#lib/printed-sheet';
import type { Scope } from '#lib/route';
import { type Db, loadSql, many } from '#lib/sql';
import { type Unit, unitNear, unitsByIds, unitsFor } from '#org';
import { publicUrl } from './address.ts';
import { periodText } from './filled.ts';
import { namedOf } from './grid-period.ts';
import { listOn } from './versions.ts';

const sql = loadSql(import.meta.url, ['follow_ups']);

export const FOLLOW_STATES = ['open', 'done', 'all'] as const;

export const FollowUp = z.object({
  form: z.string(),
  unit_code: z.string(),
  unit_name: z.string(),
  from: z.string(),
  to: z.string(),
  period_vi: z.string(),
  cell: z.string(),
  code: z.string().nullable(),
  label_vi: z.string(),
  label_en: z.string(),
  /** Who flagged it last, when, and in which words. */
  words: z.string().nullable(),
  at: z.date(),
  by_name: z.string(),
  /** What was said of the cell, and the last of it. */
  comments: z.number(),
  last_words: z.string().nullable(),
  last_at: z.date().nullable(),
  last_by_name: z.string().nullable(),
  /** Null: open. */
  done_at: z.date().nullable(),
  done_by_name: z.string().nullable(),
  done_words: z.string().nullable(),
});
export type FollowUp = z.infer<typeof FollowUp>;

const Row = FollowUp.omit({
  unit_code: true,
  unit_name: true,
  from: true,
  to: true,
  period_vi: true,
  code: true,
  label_vi: true,
  label_en: true,
}).extend({
  unit_id: z.int(),
  s: z.string(),
  e: z.string(),
  total: z.int(),
});

export type FollowUpsAsk = {
  unit: string;
  /** Code of a form; all of them unless told. */
  form?: string | undefined;
  /** Both or neither; every period unless told. */
  from?: Day | undefined;
  to?: Day | undefined;
  state: (typeof FOLLOW_STATES)[number];
  page: number;
  page_size: number;
};

/** Flagged cells of a unit and of what is below it, the newest flag first. @throws org.unit_unknown */
export async function followUps(
  db: Db,
  ask: FollowUpsAsk,
  scope: Scope,
  today: Day,
): Promise<{ rows: FollowUp[]; total: number }> {
  const unit = await unitNear(db, ask.unit, ask.to ?? today);
  if (scope.unit_ids !== null && !scope.unit_ids.includes(unit.id))
    throw new DomainError('org.unit_unknown', 404, { code: ask.unit });
  const { form = null, from, to, state, page, page_size } = ask;
  const params = {
    scope: scope.unit_ids,
    unit_ids: await unitsFor(db, { unit_id: unit.id, day: livingDay(unit, to ?? today), scope: 'all' }),
    form,
    s: from && to ? from : null,
    e: from && to ? addDays(to, 1) : null,
    state,
    limit: page_size,
    offset: (page - 1) * page_size,
  };
  const rows = await many(db, sql.follow_ups, params, Row);
  const units = new Map((await unitsByIds(db, [...new Set(rows.map((row) => row.unit_id))], today)).map((one) => [one.id, one]));
  const labels = await labelsOf(db, rows);
  const shown = rows.map(({ unit_id, s, e, total: _, ...row }): FollowUp => {
    const { code, name } = units.get(unit_id) ?? { code: String(unit_id), name: String(unit_id) };
    const until = addDays(e, -1);
    const period_vi = namedOf(s, until)?.label_vi ?? periodText(s, until);
    return { ...row, ...labels(row.form, e, row.cell), unit_code: code, unit_name: name, from: s, to: until, period_vi };
  });
  return { rows: shown, total: rows[0]?.total ?? 0 };
}

/** The day itself, or the nearest one on which the unit lives. */
function livingDay({ born, died }: Unit, day: Day): Day {
  if (died !== null && died <= day) return addDays(died, -1);
  return born > day ? born : day;
}

type Label = Pick<FollowUp, 'code' | 'label_vi' | 'label_en'>;

/** What cells are called in the version of the form that holds on the last day of each period. */
async function labelsOf(db: Db, rows: readonly { form: string; e: string }[]) {
  const known = new Map<string, Map<string, Label>>();
  for (const { form, e } of rows) {
    const key = `${form} ${e}`;
    if (known.has(key)) continue;
    const { layout } = await listOn(db, form, addDays(e, -1));
    known.set(
      key,
      new Map(layout.rows.map((row) => [row.key, { code: row.code, label_vi: row.label_vi, label_en: row.label_en }])),
    );
  }
  return (form: string, e: string, cell: string): Label =>
    known.get(`${form} ${e}`)?.get(cell) ?? { code: null, label_vi: cell, label_en: cell };
}

/** Where the cell stands. */
export function followUpPath({ form, unit_code, from, to, cell }: Pick<FollowUp, 'form' | 'unit_code' | 'from' | 'to' | 'cell'>) {
  return `/forms/${encodeURIComponent(form)}/fill?${new URLSearchParams({ unit: unit_code, from, to, period: 'free', cell })}`;
}

const HEADS = [
  ['STT', 6],
  ['Biểu', 12],
  ['Đơn vị', 26],
  ['Kỳ', 20],
  ['Ô', 10],
  ['Chỉ tiêu', 44],
  ['Người đánh dấu', 22],
  ['Lúc', 17],
  ['Nội dung', 36],
  ['Ý kiến mới nhất', 36],
  ['Tình trạng', 14],
  ['Người xử lý xong', 22],
  ['Xong lúc', 17],
  ['Kết quả', 36],
] as const;

const moment = (at: Date | null) => (at ? `${dayVi(vietnamDay(at))} ${vietnamTime(at)}` : '');

/** The list as a sheet; each cell's words lead to it. */
export async function followUpsXlsx(rows: readonly FollowUp[], made: { at: Date; unit: string }): Promise<Uint8Array> {
  const book = await newBook('Một Cửa', made.at);
  const sheet = newSheet(book, 'Theo dõi', { orientation: 'landscape' });
  sheet.columns = HEADS.map(([, width]) => ({ width }));
  words(sheet.getCell(1, 1), `Các ô cần theo dõi: ${made.unit}`, { size: 14, bold: true });
  sheet.mergeCells(1, 1, 1, HEADS.length);
  HEADS.forEach(([head], at) => {
    const cell = sheet.getCell(3, at + 1);
    words(cell, head, { bold: true, align: 'center' });
    cell.fill = HEAD_FILL;
  });
  rows.forEach((row, at) => {
    const said = row.last_words === null ? '' : `${row.last_by_name ?? ''}: ${row.last_words}`;
    const texts = [
      String(at + 1),
      row.form,
      row.unit_name,
      row.period_vi,
      row.code ?? row.cell,
      row.label_vi,
      row.by_name,
      moment(row.at),
      row.words ?? '',
      said,
      row.done_at ? 'Đã xong' : 'Đang theo dõi',
      row.done_by_name ?? '',
      moment(row.done_at),
      row.done_words ?? '',
    ];
    texts.forEach((text, column) => {
      words(sheet.getCell(4 + at, column + 1), text);
    });
    const link = sheet.getCell(4 + at, 6);
    link.value = { text: row.label_vi, hyperlink: `${publicUrl()}${followUpPath(row)}` };
  });
  sheet.autoFilter = { from: { row: 3, column: 1 }, to: { row: 3 + Math.max(rows.length, 1), column: HEADS.length } };
  sheet.views = [{ state: 'frozen', ySplit: 3 }];
  return new Uint8Array(await book.xlsx.writeBuffer());
}
