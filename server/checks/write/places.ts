import type { CheckedReport, Finding, Location } from '../finding.ts';
import type { Read } from '../read/read.ts';
import type { Report } from '../report.ts';

type Span = { offset: number; length: number; source: Uint32Array | undefined };

/** Pieces of the text that know their own place, in the order of the text. */
export function spansOf(report: Report): Span[] {
  return report.blocks.flatMap((block): Span[] =>
    block.kind === 'table'
      ? block.cells.map((cell) => ({ offset: cell.offset, length: cell.text.length, source: cell.source }))
      : [{ offset: block.offset, length: block.text.length, source: block.source }],
  );
}

/** The last span that begins at or before `offset`. */
export function spanAt<S extends { offset: number }>(spans: readonly S[], offset: number): S | undefined {
  let low = 0;
  let high = spans.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if ((spans[mid] as S).offset <= offset) low = mid;
    else high = mid - 1;
  }
  return spans[low];
}

/**
 * Findings with their places in the file itself, where the format has such places: in text files `offset` and `length` count UTF-16
 * units of the decoded file and `line` is that of the figure, not of its paragraph. In Word, PDF and Excel they stay those of the text as read.
 */
export function inFile(checked: CheckedReport, read: Read): CheckedReport {
  const starts = read.line_starts;
  if (!starts) return checked;
  const spans = spansOf(read.report);
  const move = (location: Location): Location => {
    const span = spanAt(spans, location.offset);
    const from = span?.source?.[location.offset - span.offset];
    if (span?.source === undefined || from === undefined) return location;
    const last = Math.min(span.length, location.offset - span.offset + location.length) - 1;
    const to = (span.source[Math.max(0, last)] ?? from) + 1;
    return { ...location, line: lineOf(starts, from), offset: from, length: Math.max(0, to - from) };
  };
  const moved = (finding: Finding): Finding => ({
    ...finding,
    location: move(finding.location),
    related: finding.related.map((related) => ({ ...related, location: move(related.location) })),
  });
  return {
    ...checked,
    findings: checked.findings.map(moved),
    unchecked: checked.unchecked.map((one) => ({ ...one, location: move(one.location) })),
  };
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if ((starts[mid] as number) <= offset) low = mid;
    else high = mid - 1;
  }
  return low + 1;
}

/** `trang 3, đoạn 12, bảng 2 dòng 4 cột 3`: what a reader needs to find it. */
export function placeText(location: Location, format: Report['format']): string {
  const { page, paragraph, line, sheet, table, row, column } = location;
  const told = [
    sheet && `trang tính “${sheet}”`,
    page && `trang ${page}`,
    table ? `bảng ${table}${row ? ` hàng ${row}` : ''}${column ? ` cột ${column}` : ''}` : paragraph && `đoạn ${paragraph}`,
    line && (format === 'xlsx' ? `hàng ${line} của trang tính` : `dòng ${line}`),
  ];
  return told.filter(Boolean).join(', ');
}

export const SEVERITY_VI = { error: 'Lỗi', warning: 'Cảnh báo', note: 'Lưu ý' } as const;
