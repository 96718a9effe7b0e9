// “Đạt và vượt 08 chỉ tiêu, chưa đạt 02 (Phụ lục 1)”: how many rows of a table bear the verdict that a sentence counts. R12.
import type { Grid, Row } from './grid.ts';
import type { Asked, Reading } from './row-counts.ts';
import { flat } from './shown-tables.ts';
import type { Told } from './story.ts';
import { contradicted } from './verdict-rows.ts';

/** What is a verdict whatever its column is called. */
const VERDICT =
  /^(?:đã |rất )?(?:đạt|không đạt|chưa đạt|vượt|đạt và vượt|hoàn thành|chưa hoàn thành|hoàn thành vượt|đang thực hiện|đang triển khai|chưa thực hiện|chưa triển khai|đúng hạn|quá hạn|trễ hạn|trước hạn|chưa đến hạn|xong|chưa xong|tốt|khá|trung bình|yếu)$/u;

/** A column of verdicts: few words, again and again. */
export function byStatus(grid: Grid, rows: readonly Row[], told: Told, clause: string): Asked | null {
  const words = ` ${flat(`${told.before} ${clause}`)} `;
  for (const column of grid.columns) {
    if (column.has_figures || column.index === rows[0]?.label_cell?.column) continue;
    const cells = rows.map((row) => flat(grid.at[row.index]?.[column.index]?.text ?? ''));
    const kinds = [...new Set(cells.filter((text) => text !== ''))];
    const is_verdict =
      kinds.every((kind) => VERDICT.test(kind)) ||
      /kết quả|đánh giá|tình trạng|trạng thái|xếp loại|tiến độ|kết luận|mức|phân loại|^loại$|xếp hạng/iu.test(column.own);
    if (kinds.length < 2 || kinds.length > 6 || !is_verdict || cells.filter((text) => text !== '').length < rows.length) continue;
    if (kinds.some((kind) => kind.length > 32 || /\d/.test(kind))) continue;
    const longest = kinds.toSorted((a, b) => b.length - a.length);
    const both = bothSaid(words, longest);
    if (both) {
      const holds = (row: Row): boolean => both.includes(flat(grid.at[row.index]?.[column.index]?.text ?? ''));
      return {
        readings: [
          { holds, is_sure: true },
          { holds: mended(grid, holds, both), is_sure: false },
        ],
        words: both.join(' và '),
      };
    }
    const kind = longest.find((text) => isSaid(words, text));
    if (!kind) continue;
    const holds = (row: Row): boolean => flat(grid.at[row.index]?.[column.index]?.text ?? '') === kind;
    // “đạt” may count what is “đạt và vượt” too.
    const wide = (row: Row): boolean => flat(grid.at[row.index]?.[column.index]?.text ?? '').startsWith(kind);
    return {
      readings: [
        { holds, is_sure: true },
        { holds: wide, is_sure: false },
        { holds: mended(grid, holds, [kind]), is_sure: false },
      ],
      words: kind,
    };
  }
  return null;
}

/** As the figures of each row judge it: a verdict that they contradict is said there (R13), and the count is right. */
function mended(grid: Grid, holds: Reading['holds'], kinds: readonly string[]): Reading['holds'] {
  const odd = contradicted(grid);
  const is_negative = kinds.some((kind) => /^(?:chưa|không)/u.test(kind));
  return (row) => (odd.has(row) ? /^(?:chưa|không)/iu.test(verdictOf(grid, row)) !== is_negative : holds(row));
}

const verdictOf = (grid: Grid, row: Row): string =>
  (grid.at[row.index] ?? []).findLast((cell) => cell && VERDICT.test(flat(cell.text)))?.text.trim() ?? '';

/** “đạt và vượt”, “đạt, vượt” over cells `Đạt` and `Vượt`: both are counted together. */
function bothSaid(words: string, kinds: readonly string[]): [string, string] | null {
  for (const a of kinds)
    for (const b of kinds) {
      if (a === b) continue;
      const m = [` ${a} và ${b} `, ` ${a} hoặc ${b} `, ` ${a} ${b} `].map((said) => words.indexOf(said)).find((at) => at >= 0);
      if (m !== undefined && !/(?:chưa|không|cơ bản|gần)$/u.test(words.slice(0, m))) return [a, b];
    }
  return null;
}

/** The words hold the verdict, not its contrary. */
function isSaid(words: string, kind: string): boolean {
  const at = words.indexOf(` ${kind} `);
  return (
    at >= 0 &&
    !/(?:chưa|không|cơ bản|gần|và|hoặc)$/u.test(words.slice(0, at)) &&
    !/^\s(?:và|hoặc)\s\S/u.test(words.slice(at + kind.length + 1))
  );
}
