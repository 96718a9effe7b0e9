// What the report before would say today where that is another figure, as a part of the next one: each figure by form, row and column, with what changed it.
import { reachOf } from '#access';
import { type Day, dayVi } from '#lib/day';
import { formatVi } from '#lib/decimal';
import { printRational, rationalOf } from '#lib/rational';
import type { Db } from '#lib/sql';
import { lessOf } from './consolidate-sums.ts';
import { signed } from './consolidate-tables.ts';
import type { Content, Section, TableCell } from './content.ts';
import { type Cause, type Difference, differences } from './differences.ts';
import { issuedOf } from './issue.ts';
import { namesIn, standingOf } from './standing.ts';
import type { By, Held } from './stored.ts';

/** A table nobody reads to its end says nothing; the page of the report before has all of them. */
const MOST_ROWS = 300;

const CAUSE_WORDS: Record<Cause, string> = {
  entered_late: 'nhập muộn',
  date_changed: 'sửa ngày',
  outcome_changed: 'đổi kết quả giải quyết',
  value_changed: 'sửa số liệu',
  unit_changed: 'chuyển đơn vị',
  removed: 'huỷ bản ghi',
  definition_changed: 'đổi cách tính',
  tree_changed: 'sắp xếp đơn vị',
  other: 'cập nhật khác',
};

/**
 * The part of the next report that says so: an issued report is never changed. Null when nothing it printed would be another figure, or it was never issued.
 */
export async function adjustment(db: Db, earlier: Held, by: By, today: Day): Promise<Section | null> {
  const issued = await issuedOf(db, earlier);
  const rows = issued ? await differences(db, earlier, issued, reachOf(by.scope), today) : [];
  if (!issued || rows.length === 0) return null;
  const number = `${String(issued.number).padStart(2, '0')}/${issued.year}`;
  return adjustedSection(issued.content, rows, `Báo cáo số ${number} ngày ${dayVi(issued.issued_on)}`);
}

/** @param name what the report before is called */
export function adjustedSection(content: Content, all: readonly Difference[], name: string): Section | null {
  const lines = linesOf(content, all);
  if (lines.length === 0) return null;
  const same = all.length - lines.length;
  const said = [
    `Sau khi ban hành ${name}, ${formatVi(lines.length)} số liệu đã báo cáo thay đổi do hồ sơ, sổ theo dõi được cập nhật; báo cáo đã ban hành giữ nguyên.`,
    ...(same > 0 ? [`${formatVi(same)} số liệu khác vẫn in như cũ, chỉ thay đổi bản ghi bên trong nên không liệt kê.`] : []),
    ...(lines.length > MOST_ROWS ? [`Bảng nêu ${MOST_ROWS} số liệu đầu; đầy đủ tại trang chênh lệch của báo cáo đó.`] : []),
  ];
  return {
    key: 'adjusted',
    level: 1,
    heading: 'ĐIỀU CHỈNH SỐ LIỆU KỲ TRƯỚC',
    blocks: [
      {
        kind: 'narrative',
        key: 'adjusted.n1',
        origin: 'drafted',
        from: null,
        paragraphs: said.map((text) => [{ text }]),
      },
      {
        kind: 'table',
        key: 'adjusted.t1',
        caption: 'Bảng điều chỉnh số liệu kỳ trước',
        widths: [5, 23, 20, 10, 9, 9, 24],
        header: [HEADS.map((text) => ({ text, align: 'center' as const, bold: true }))],
        rows: lines.slice(0, MOST_ROWS).map((cells, at) => [{ text: String(at + 1), align: 'center' as const }, ...cells]),
      },
    ],
  };
}

const HEADS = ['TT', 'Số liệu', 'Nơi nêu', 'Đã báo cáo', 'Nay là', 'Chênh lệch', 'Nguyên nhân'];

function linesOf(content: Content, all: readonly Difference[]): TableCell[][] {
  const standing = standingOf(content);
  const names = namesIn(content);
  const own = ownUnit(content);
  const rank = ({ anchor }: Difference) => standing.get(anchor)?.rank ?? Number.MAX_SAFE_INTEGER;
  return all
    .filter((one) => shown(content, one, one.was) !== shown(content, one, one.now))
    .toSorted((a, b) => rank(a) - rank(b))
    .map((one) => {
      const { anchor, label, was, now } = one;
      const { filter = {}, unit } = content.figures[anchor] ?? {};
      const at = standing.get(anchor);
      const of = filter.sector
        ? `, lĩnh vực ${names.sectors.get(filter.sector) ?? filter.sector}`
        : unit && unit !== own
          ? `, ${names.units.get(unit) ?? unit}`
          : '';
      const place = at ? [at.place, at.row && `dòng ${at.row}`, at.column].filter(Boolean).join(', ') : '';
      const right = (text: string): TableCell => ({ text, align: 'right' });
      return [
        { text: `${label}${of}` },
        { text: place },
        right(shown(content, one, was)),
        right(shown(content, one, now)),
        right(lessOf(now, was) === null ? '-' : signed(lessOf(now, was))),
        { text: causesOf(one, content) },
      ];
    });
}

/** The unit most figures are of: the report's own. */
function ownUnit({ figures }: Content): string {
  const counts = new Map<string, number>();
  for (const { unit, filter } of Object.values(figures))
    if (filter.scope !== 'own') counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** As it prints, to the decimals of the figure. */
function shown(content: Content, { anchor }: Difference, value: string | null): string {
  if (value === null) return '-';
  return formatVi(printRational(rationalOf(value), content.figures[anchor]?.decimals ?? value.split('.')[1]?.length ?? 0));
}

/** What the records behind a figure are called when they are counted. */
const COUNTED: Record<NonNullable<Difference['of']>, string> = {
  dossiers: 'hồ sơ',
  entries: 'mục sổ theo dõi',
  declarations: 'số khai',
  copies: 'lượt chứng thực',
};

/** `Thêm 2 hồ sơ: 1 do nhập muộn, 1 do sửa ngày; bớt 1 hồ sơ do đổi kết quả giải quyết`. */
function causesOf({ of, entered, left, changed, entered_n, left_n, changed_n, anchor }: Difference, content: Content): string {
  const records = COUNTED[of ?? 'entries'];
  const counted = (verb: string, n: number, named: Difference['entered']) => {
    if (n === 0) return [];
    // Of a long list the first are looked at one by one.
    const unnamed: [string, number][] = n > named.length ? [['nguyên nhân khác', n - named.length]] : [];
    const causes = [...Map.groupBy(named, ({ cause }) => cause)].map(([cause, own]): [string, number] => [
      CAUSE_WORDS[cause],
      own.length,
    ]);
    const all = [...causes, ...unnamed];
    const [only] = all;
    const why =
      all.length === 1 && only ? ` do ${only[0]}` : `: ${all.map(([cause, own]) => `${formatVi(own)} do ${cause}`).join(', ')}`;
    return [`${verb} ${formatVi(n)} ${records}${why}`];
  };
  const said = [
    ...counted('thêm', entered_n, entered),
    ...counted('bớt', left_n, left),
    ...counted('cập nhật', changed_n, changed),
  ].join('; ');
  if (said !== '') return said[0]?.toUpperCase() + said.slice(1);
  const { measure = '', denominator } = content.figures[anchor] ?? {};
  if (measure.startsWith('plans.')) return 'Kế hoạch được cập nhật';
  if (measure.startsWith('scorecards.')) return 'Phiếu chấm điểm được cập nhật';
  return denominator !== null || of !== null ? 'Tính lại do tử số, mẫu số thay đổi' : 'Số khai hoặc số thành phần được cập nhật';
}
