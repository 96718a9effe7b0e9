import { backwards } from './cell-days.ts';
import { cueOf, namedIn } from './cues.ts';
import type { Document } from './document.ts';
import { type Grid, gridsOf } from './grid.ts';
import { dayNumber } from './head.ts';
import { masksOf } from './mask.ts';
import { matchesIn } from './matches.ts';
import type { Cell } from './report.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';
import type { Limit } from './signing.ts';

const BEGINS = /bắt đầu|khởi công|từ ngày|ngày (?:giao|nhận|nộp)|tiếp nhận|nhận hồ sơ|khởi đầu/iu;
const ENDS = /kết thúc|hoàn thành|đến ngày|thời hạn|hạn (?:chót|cuối|xử lý|trả)|hẹn(?: trả)?|ngày trả/iu;
const MOST_ROWS = 500;

/** `Bắt đầu | Kết thúc`: no row ends before it begins, when most rows hold to that. */
export function* reversedRows(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document)) {
    const from = grid.columns.find((c) => BEGINS.test(c.own) && !ENDS.test(c.own));
    const to = grid.columns.find(
      (c) => ENDS.test(c.own) && !BEGINS.test(c.own) && !/thực tế|kết quả|tình trạng|đã/iu.test(c.own),
    );
    if (!from || !to || from.index > to.index) continue;
    yield* backwards(context, grid, from, to);
  }
}

const CODE = /^[\p{Lu}Đ]{1,5}[-.\s]?\d{1,4}$/u;

/** `NV05` in two rows of one table: a code names one thing. */
export function* codesTwice(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document))
    for (const column of grid.columns.slice(0, 3)) {
      const cells = cellsOf(grid, column.index);
      if (cells.length < 4 || cells.length * 4 < grid.rows.length * 3) continue;
      const distinct = new Set(cells.map(({ text }) => text.trim()));
      // One code in many rows is a class, not a name.
      if (distinct.size < cells.length - 1) continue;
      const seen = new Map<string, Cell>();
      for (const cell of cells) {
        const code = cell.text.trim();
        const first = seen.get(code);
        seen.set(code, first ?? cell);
        if (!first) continue;
        decided(context);
        yield {
          message: 'code_twice',
          severity: 'error',
          at: spotInCell(grid.table, cell),
          data: { code },
          related: [spotInCell(grid.table, first)],
        };
      }
    }
}

const cellsOf = (grid: Grid, column: number): Cell[] =>
  grid.rows.slice(0, MOST_ROWS).flatMap((row) => {
    const cell = grid.at[row.index]?.[column];
    return cell && cell.row === row.index && CODE.test(cell.text.trim()) ? [cell] : [];
  });

const PARTS =
  /(quy chế|quy định|quy trình|nội quy|đề án|luật|nghị định|thông tư|nghị quyết)[^.;]{0,160}?(?:gồm|có)\s(?:\d{1,2}\schương(?:,|\svà)\s)?(\d{1,3})\sđiều(?!\p{L})/giu;

/** “Quy chế (gồm 04 chương, 15 điều)” and “Điều 21 Quy chế”: what has fifteen articles has no twenty-first. */
export function* articlesBeyond(context: Context): Generator<Fault, void, undefined> {
  const { document } = context;
  const told = [...partsTold(document)];
  if (told.length === 0) return;
  for (const passage of document.passages)
    for (const m of matchesIn(
      passage.text,
      /điều\s(\d{1,3})(?:\scủa)?\s(quy chế|quy định|quy trình|nội quy|đề án|luật|nghị định|thông tư|nghị quyết)(?!\p{L})([^.;,]{0,60})/giu,
    )) {
      const same = told.filter(({ kind }) => kind === (m[2] ?? '').toLowerCase());
      const [own] = same;
      // Another document of the kind: it has a number of its own that was not told with the parts.
      if (
        !own ||
        same.length > 1 ||
        (/\d{1,5}\/[\d\p{Lu}]/u.test(m[3] ?? '') &&
          !own.text.includes(/\d{1,5}\/[\d\p{Lu}]+[^\s,;]*/u.exec(m[3] ?? '')?.[0] ?? '¬'))
      )
        continue;
      decided(context);
      if (Number(m[1]) <= own.articles) continue;
      yield {
        message: 'article',
        at: {
          location: { ...passage.block.place, offset: passage.offset + m.index, length: m[0].length - (m[3] ?? '').length },
          quote: m[0].slice(0, m[0].length - (m[3] ?? '').length),
        },
        data: { article: m[1] ?? '', name: (m[2] ?? '').toLowerCase(), articles: own.articles },
      };
    }
}

/** Behind its number. */
const ARTICLES_CUE = cueOf(' điều');

function* partsTold(document: Document): Generator<{ kind: string; articles: number; text: string }> {
  for (const { text } of namedIn(document, ARTICLES_CUE))
    for (const m of matchesIn(text, PARTS)) yield { kind: (m[1] ?? '').toLowerCase(), articles: Number(m[2]), text };
}

const HELD =
  /ngày (?:kiểm tra|làm việc|tổ chức|thực hiện|tiếp|họp|đi|hoàn thành|triển khai|khảo sát|xử lý)|thời gian (?:kiểm tra|làm việc|tổ chức|thực hiện|kiểm tra trực tiếp)/iu;

/** `UBND xã An Phú | 31/10/2023` among days of visits in a report of 25/10/2023: one row of a column of what was done lies after the signing. */
export function* visitsLater(context: Context, limit: Limit | null): Generator<Fault> {
  if (!limit?.is_sure || context.document.head.kind !== 'BÁO CÁO') return;
  for (const grid of gridsOf(context.document)) {
    const column = grid.columns.find((c) => HELD.test(c.own.trim()));
    if (!column || /kế hoạch|lịch|dự kiến|thời hạn|hạn /iu.test(column.name) || grid.rows.length > MOST_ROWS) continue;
    const dated = grid.rows.flatMap((row) => {
      const cell = grid.at[row.index]?.[column.index];
      const date = cell && masksOf(cell.text).find((mask) => mask.kind === 'date')?.date;
      const day = date ? dayNumber(date) : null;
      return cell && day !== null ? [{ cell, day }] : [];
    });
    const late = dated.filter(({ day }) => day > limit.day);
    if (late.length === 0 || dated.length < LEAST_PROOFS || late.length * 4 > dated.length) continue;
    for (const { cell } of late) {
      decided(context);
      yield { message: 'after_signing', at: spotInCell(grid.table, cell), data: { date: cell.text.trim(), signed: limit.text } };
    }
  }
}

const ISSUED = /^ngày(?: (?:ban hành|ký|văn bản|phát hành|tháng|tháng năm))?$|ngày (?:ban hành|ký|phát hành)/iu;
const LEAST_PROOFS = 3;

/** `Báo cáo … số 987/BC-UBND | 29/12/2025` in a report of 24/12/2025: a document with a number and a day was issued. Most rows hold to that. */
export function* proofsLater(context: Context, limit: Limit | null): Generator<Fault> {
  if (!limit?.is_sure || context.document.head.kind === 'KẾ HOẠCH') return;
  for (const grid of gridsOf(context.document)) {
    const column = grid.columns.find((c) => ISSUED.test(c.own.trim()));
    if (!column || /kế hoạch|lịch|dự kiến|thời hạn/iu.test(column.name) || grid.rows.length > MOST_ROWS) continue;
    const dated = grid.rows.flatMap((row) => {
      const cell = grid.at[row.index]?.[column.index];
      const date = cell && masksOf(cell.text).find((mask) => mask.kind === 'date')?.date;
      const day = date ? dayNumber(date) : null;
      const is_numbered = (grid.at[row.index] ?? []).some(
        (one) => one?.row === row.index && one.text.includes('/') && masksOf(one.text).some((mask) => mask.kind === 'document'),
      );
      return cell && day !== null ? [{ cell, day, is_numbered }] : [];
    });
    const late = dated.filter(({ day, is_numbered }) => is_numbered && day > limit.day);
    if (late.length === 0 || dated.length < LEAST_PROOFS || late.length * 3 > dated.length) continue;
    for (const { cell } of late) {
      decided(context);
      yield {
        message: 'after_signing',
        at: spotInCell(grid.table, cell),
        data: { date: cell.text.trim(), signed: limit.text },
      };
    }
  }
}
