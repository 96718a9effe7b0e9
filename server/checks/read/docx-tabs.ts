import type { Cell, Draft, Paragraph } from '../report.ts';
import { asTable } from './table.ts';

/** Fewer are a letterhead or a line of signatures. */
const FEWEST_ROWS = 3;

const tabs = (text: string): number => text.split('\t').length - 1;

/** Paragraphs one after the other that hold the same number of tabs, two or more, are a table that was typed with the tab key. */
export function tabledParagraphs(
  drafts: readonly Draft[],
  anchors: ReadonlyMap<Draft, number>,
): { drafts: Draft[]; anchors: Map<Draft, number> } {
  const result: Draft[] = [];
  const kept = new Map(anchors);
  for (let i = 0; i < drafts.length; ) {
    const first = drafts[i] as Draft;
    const width = first.kind === 'paragraph' ? tabs(first.text) : 0;
    let next = i + 1;
    if (width >= 2)
      while (
        next < drafts.length &&
        drafts[next]?.kind === 'paragraph' &&
        tabs((drafts[next] as Draft<Paragraph>).text) === width
      )
        next += 1;
    if (next - i < FEWEST_ROWS) {
      result.push(first);
      i += 1;
      continue;
    }
    const rows = drafts.slice(i, next) as Draft<Paragraph>[];
    const last = drafts[next] as Draft<Paragraph> | undefined;
    // A tab at the beginning of a line is not read: the total under an empty number has one less.
    const has_total =
      last?.kind === 'paragraph' &&
      tabs(last.text) === width - 1 &&
      /^(?:stt|tt|số tt)\t/iu.test((first as Draft<Paragraph>).text) &&
      /^(?:tổng(?: số| cộng)?|cộng)\t/iu.test(last.text);
    const cells = rows.flatMap((row, at) => cellsOf(row, at, 0));
    if (has_total) {
      cells.push(...cellsOf(last, rows.length, 1));
      next += 1;
    }
    const table = asTable({ cells, place: first.place, header_rows: null, has_spans: false });
    kept.set(table, anchors.get(first) ?? 0);
    result.push(table);
    i = next;
  }
  return { drafts: result, anchors: kept };
}

function cellsOf(paragraph: Draft<Paragraph>, row: number, first_column: number): Omit<Cell, 'offset'>[] {
  let from = 0;
  return paragraph.text.split('\t').map((part, column) => {
    const lead = part.length - part.trimStart().length;
    const text = part.trim();
    const start = from + lead;
    from += part.length + 1;
    const source = paragraph.source?.slice(start, start + text.length);
    return {
      row,
      column: first_column + column,
      row_span: 1,
      column_span: 1,
      is_header: false,
      place: paragraph.place,
      text,
      ...(source ? { source } : {}),
    };
  });
}
