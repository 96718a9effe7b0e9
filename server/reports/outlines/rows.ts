// Rows of a list form said in sentences, and the form itself as an annex.
import { basisWords, type CellFilter, type FilledList, type FilledListRow, type LinkTo, listDocument } from '#forms';
import type { Day } from '#lib/day';
import { formatVi } from '#lib/decimal';
import type { Annex, Block, Run } from '#lib/document';
import { lowerFirst } from '#lib/text';

type Link = (row: FilledListRow) => string | undefined;

export const linkOfRow =
  (linkTo: LinkTo): Link =>
  (row) =>
    row.measure && row.filter ? linkTo(row.measure, row.filter as CellFilter) : undefined;

/** The rows below the first-level row with that code. What no register knows is not said. */
export function rowSentences(list: FilledList, group: string, linkTo: LinkTo): Block[] {
  const rows: FilledListRow[] = [];
  let within = false;
  for (const row of list.rows) {
    if (row.level === 1) within = row.code === group;
    else if (within) rows.push(row);
  }
  return sentences(rows, linkOfRow(linkTo));
}

const said = (runs: readonly Run[]): Block => ({ kind: 'paragraph', style: 'body', runs });

/** One paragraph for each heading with its figures; rows before the first heading share one. */
function sentences(rows: readonly FilledListRow[], link: Link): Block[] {
  const parts: { title: string | null; rows: FilledListRow[] }[] = [{ title: null, rows: [] }];
  for (const row of rows) {
    if (row.is_heading) parts.push({ title: row.label_vi, rows: [] });
    else parts.at(-1)?.rows.push(row);
  }
  return parts.flatMap(({ title, rows: own }): Block[] => {
    const known = own.filter((row) => row.value !== null || row.words !== null);
    if (known.length === 0) return [];
    const runs: Run[] = title ? [{ text: `${title}: `, bold: true }] : [];
    known.forEach((row, i) => {
      runs.push({ text: `${i === 0 ? '' : '; '}${i === 0 && !title ? row.label_vi : lowerFirst(row.label_vi)}` });
      if (row.basis === 'cumulative') runs.push({ text: ` (${basisWords(row)})` });
      runs.push({ text: ': ' }, figure(row, link));
      if (row.words === null && row.unit_vi !== '%') runs.push({ text: ` ${row.unit_vi.toLowerCase()}` });
    });
    return [said([...runs, { text: '.' }])];
  });
}

function figure(row: FilledListRow, link: Link): Run {
  const text = row.words ?? `${formatVi(row.value ?? '')}${row.unit_vi === '%' ? '%' : ''}`;
  const to = row.value === null ? undefined : link(row);
  return { text, ...(to ? { link: to } : {}) };
}

// An abbreviation keeps its capitals: `VBQPPL ban hành`.

export function listAnnex(list: FilledList, linkTo: LinkTo, label: string, made: { at: Date; on: Day }): Annex | null {
  const paper = listDocument(list, linkOfRow(linkTo), made);
  const table = paper.body.find((block) => block.kind === 'table');
  if (table?.kind !== 'table') return null;
  const notes = paper.body.flatMap((block) => (block.kind === 'paragraph' ? [block.runs] : []));
  return {
    label,
    title: list.title_vi.toUpperCase(),
    lines: [list.period.text_vi],
    left: [],
    right: [],
    table: table.table,
    notes: notes.slice(0, -1),
  };
}
