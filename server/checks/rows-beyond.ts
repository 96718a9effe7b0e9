import { exactOf } from './figure.ts';
import { isForm, plainWords } from './form-lines.ts';
import { type Entry, type Grid, gridsOf, type Row } from './grid.ts';
import { compare } from './rational.ts';
import { type Context, decided, type Fault, spotInCell } from './rule.ts';

// Rows of a statistical form one after the other: “Tổng số … đã tiếp nhận”, “Số … đã giải quyết xong”. What was done is never more than there was to do.

const WHOLE =
  /^(?:tổng số|số)\s[^.;]*(?:tiếp nhận|phát hiện|được giao|đề ra|phải (?:xử lý|giải quyết|thực hiện)|cần (?:phải )?xử lý)/iu;
const DONE =
  /^(?:tổng số|số)\s[^.;]*(?:đã (?:được )?(?:xử lý|giải quyết|khắc phục|hoàn thành)|xử lý xong|giải quyết xong|có mặt)/iu;
const OTHER = /kỳ trước|tồn|chuyển|lũy kế|luỹ kế|đầu năm|quá hạn|đúng hạn/iu;
/** What is done with the things that a row counts. */
const EMPTY = new Set(
  'số tổng đã được của và các tại trong qua xong theo phải cần tiếp nhận giải quyết xử lý phát hiện hoàn thành giao'.split(' '),
);

const thingsOf = (label: string): Set<string> => new Set(plainWords(label).filter((word) => !EMPTY.has(word)));

/** Rows right under one another, of one unit and in the same words, the lower more than the upper. R03. */
export function* rowsBeyond(context: Context): Generator<Fault> {
  for (const grid of gridsOf(context.document)) {
    if (!isForm(grid)) continue;
    for (const [i, row] of grid.rows.entries()) {
      const next = grid.rows[i + 1];
      if (!next || !WHOLE.test(row.label) || !DONE.test(next.label) || OTHER.test(`${row.label} ${next.label}`)) continue;
      const [whole, done] = [entryOf(row), entryOf(next)];
      if (!whole || !done || unitText(grid, row) !== unitText(grid, next) || !isAlike(row.label, next.label)) continue;
      decided(context);
      if (compare(exactOf(done.figure), exactOf(whole.figure)) <= 0) continue;
      yield {
        message: 'exceeds',
        at: spotInCell(grid.table, done.cell),
        figures: [done.figure, whole.figure],
        data: { part: done.figure.raw, total: whole.figure.raw },
        related: [spotInCell(grid.table, whole.cell)],
        shares: [done.cell.offset, whole.cell.offset],
      };
    }
  }
}

const entryOf = ({ figures }: Row): Entry | undefined => {
  const [entry, more] = figures.filter((one) => one !== undefined);
  return entry && !more && entry.figure.kind === 'count' && entry.figure.decimals === 0 ? entry : undefined;
};

/** What stands between the label and the figure. */
const unitText = (grid: Grid, row: Row): string => {
  const texts = (grid.at[row.index] ?? []).map((cell) => cell?.text.trim() ?? '');
  return (texts[texts.indexOf(row.label) + 1] ?? '').toLowerCase();
};

function isAlike(whole: string, done: string): boolean {
  const [x, y] = [thingsOf(whole), thingsOf(done)];
  const common = [...x].filter((word) => y.has(word)).length;
  return common > 0 && common * 2 >= Math.min(x.size, y.size);
}
