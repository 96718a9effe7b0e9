import type { CheckedReport, Finding } from './finding.ts';
import type { Report, Table } from './report.ts';

/** Rules that compare columns by what they are called; a printed rate beside its own two figures needs no name. */
const BY_NAME = new Set(['R03', 'R05', 'R06', 'R07', 'R08', 'R10', 'R11', 'R12']);
const LEAST_ROWS = 4;
/** Accounts are read from the names of columns alone: of a small table two rows of which most fail are enough. */
const OF_NAMES = new Set(['R05', 'R06', 'R07']);

type Row = { table: number; row: number };

const rowOf = ({ location }: Finding): Row | null =>
  location.table === undefined || location.row === undefined ? null : { table: location.table, row: location.row };

/**
 * A relation that fails in most rows of a table is not broken there: its columns mean something else than was read, or were all reckoned the same
 * wrong way. It is said once, as a warning, and the rows are listed as not checked.
 */
export function withoutBursts(
  report: Report,
  findings: readonly Finding[],
): { findings: Finding[]; unchecked: CheckedReport['unchecked'] } {
  const tables = new Map(
    report.blocks.filter((block): block is Table => block.kind === 'table').map((table) => [table.index, table]),
  );
  const groups = Map.groupBy(findings, (finding) => {
    const row = BY_NAME.has(finding.rule) && finding.severity !== 'note' ? rowOf(finding) : null;
    return row ? `${finding.rule} ${row.table}` : '';
  });
  const drop = new Set<Finding>();
  const unchecked: CheckedReport['unchecked'] = [];
  for (const [key, group] of groups) {
    const [first, ...rest] = group;
    const table = first && key !== '' ? tables.get(first.location.table as number) : undefined;
    if (!first || !table) continue;
    const rows = new Set(group.map(({ location }) => location.row)).size;
    const body = table.row_count - table.header_rows;
    const is_most = OF_NAMES.has(first.rule) && rows >= 2 && rows * 2 >= body;
    if (!is_most && (rows < LEAST_ROWS || rows * 5 < body * 2)) continue;
    first.severity = 'warning';
    first.message = `${first.message} Quan hệ này không đúng ở ${rows} dòng của bảng: xem lại tên các cột hoặc cách tính của cả bảng.`;
    for (const other of rest) {
      drop.add(other);
      first.related.push({ location: other.location, quote: other.quote });
      unchecked.push({
        rule: other.rule,
        reason: 'Quan hệ giữa các cột không đúng ở phần lớn các dòng nên chưa chắc đã đọc đúng tên cột.',
        location: other.location,
        quote: other.quote,
      });
    }
  }
  return { findings: findings.filter((finding) => !drop.has(finding)), unchecked };
}
