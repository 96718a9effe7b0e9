// What a consolidated report says of the reports below, as sections and annexes of its content. Pure.
import { addDays, dayVi } from '#lib/day';
import { formatVi } from '#lib/decimal';
import { unitDifferences } from './consolidate-compare.ts';
import type { Gathered } from './consolidate-figures.ts';
import { isZero, lessOf } from './consolidate-sums.ts';
import {
  type Basis,
  byUnitAnnex,
  center,
  comparedAnnex,
  differencesTable,
  type Figures,
  labelOf,
  nameOf,
  signed,
  standingWords,
  type TablePlan,
  words,
} from './consolidate-tables.ts';
import { isOfOtherDays } from './consolidate-units.ts';
import type { AnnexContent, Content, ContentBlock, Section, TableCell } from './content.ts';
import type { Mode } from './modes.ts';

/** Sections and annexes that are written here have such keys, so that they are known again. */
export const isOurs = (key: string) => key === 'th' || key.startsWith('th-') || key.startsWith('th.');

export const MODE_WORDS: Record<Mode, string> = {
  as_reported:
    'theo đơn vị tại thời điểm phát sinh: mỗi đơn vị giữ nguyên như trong ngày của hồ sơ, đơn vị trước và sau sắp xếp là các dòng riêng',
  mapped:
    'quy đổi về đơn vị sau sắp xếp: hồ sơ của đơn vị trước sắp xếp được tính cho đơn vị nhận nhập toàn bộ; đơn vị bị tách hoặc kết thúc chỉ quy đổi được khi hồ sơ ghi rõ xã, phần còn lại ghi “chưa phân bổ” và không so sánh được',
  common_level: 'theo cấp chung: chỉ nêu số liệu ở cấp tỉnh, là cấp mà hai hệ thống tổ chức trước và sau sắp xếp đều có',
};

export type Choice = { mode: Mode; bases: Readonly<Record<string, Basis>> };

/** The report with what it consolidates; what stood there of an earlier consolidation is replaced. */
export function withConsolidated(content: Content, gathered: Gathered, plans: readonly TablePlan[], choice: Choice): Content {
  const figures: Figures = { ...content.figures };
  const sections = content.sections.filter(({ key }) => !isOurs(key));
  const annexes = content.annexes.filter(({ key }) => !isOurs(key));
  const basis_of = (key: string): Basis => choice.bases[key] ?? 'submitted';
  const more = [
    comparedAnnex(figures, gathered),
    ...plans.map((plan) => {
      const basis = basis_of(plan.key);
      const annex = byUnitAnnex(figures, gathered, plan, basis);
      return { ...annex, notes: [...annex.notes, ...notesOf(gathered, basis)] };
    }),
    ...differencesAnnex(gathered),
  ].map((annex) => ({
    ...annex,
    lines: [
      `${content.unit_name}, từ ngày ${dayVi(content.from)} đến ngày ${dayVi(content.to)}`,
      ...modeLines(gathered),
      ...annex.lines,
    ],
  }));
  const numbered = [...annexes, ...more].map((annex, at, all) => ({
    ...annex,
    label: all.length > 1 ? `PHỤ LỤC ${roman(at + 1)}` : annex.label,
  }));
  const place = sections.filter(({ level, heading }) => level === 1 && /^[IVXL]+\. /.test(heading)).length + 1;
  const section = sectionOf(gathered, `${roman(place)}. TỔNG HỢP BÁO CÁO CỦA CÁC ĐƠN VỊ`);
  return { ...content, sections: [...sections, section], annexes: numbered, figures };
}

const ROMAN: [number, string][] = [
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];
function roman(n: number): string {
  let [rest, text] = [n, ''];
  for (const [value, letters] of ROMAN) for (; rest >= value; rest -= value) text += letters;
  return text;
}

function modeLines({ is_crossing, mode }: Gathered): string[] {
  return is_crossing ? [`Cách tổng hợp: ${MODE_WORDS[mode]}.`] : [];
}

function sectionOf(gathered: Gathered, heading: string): Section {
  const narrative = (key: string, paragraphs: string[]): ContentBlock[] =>
    paragraphs.length === 0
      ? []
      : [
          {
            kind: 'narrative',
            key: `th.${key}`,
            origin: 'drafted',
            from: null,
            paragraphs: paragraphs.map((text) => [{ text }]),
          },
        ];
  return {
    key: 'th',
    level: 1,
    heading,
    blocks: [
      ...narrative('mode', modeParagraphs(gathered)),
      ...narrative('cover', coverage(gathered)),
      unitsTable(gathered),
      ...narrative('changes', changesOf(gathered)),
      ...adjustmentsTable(gathered),
      ...narrative('compared', compared(gathered)),
      { kind: 'narrative', key: 'th.own', origin: 'typed', from: null, paragraphs: [] },
    ],
  };
}

function modeParagraphs({ is_crossing, mode, unit }: Gathered): string[] {
  if (!is_crossing) return [];
  return [
    `Trong kỳ báo cáo, tổ chức của các đơn vị trực thuộc thay đổi. Báo cáo tổng hợp ${MODE_WORDS[mode]}. Số tổng của ${unit.name} như nhau ở mọi cách tổng hợp.`,
  ];
}

const listed = (names: readonly string[]) => names.join('; ');

function coverage(gathered: Gathered): string[] {
  const expected = gathered.reports.filter(({ standing }) => standing !== 'not_expected');
  const sent = expected.filter(({ standing }) => standing === 'submitted');
  const late = sent.filter(({ is_late }) => is_late);
  const missing = expected.filter(({ standing }) => standing !== 'submitted');
  const count = (n: number) => String(n).padStart(2, '0');
  const said = [
    `Đã có ${count(sent.length)}/${count(expected.length)} đơn vị gửi báo cáo${late.length > 0 ? `, trong đó gửi chậm: ${listed(late.map(({ unit }) => unit.name))}` : ''}.`,
  ];
  if (missing.length > 0)
    said.push(
      `Chưa có báo cáo của: ${listed(missing.map((one) => `${one.unit.name} (${standingWords(gathered, one)}${one.is_late ? ', quá hạn' : ''})`))}.`,
    );
  const held = sent.filter(({ unit }) => gathered.held_by.get(unit.id) != null);
  if (held.length > 0)
    said.push(
      `Không cộng lại, vì đã tính trong báo cáo khác: ${listed(held.map((one) => `${one.unit.name} (${standingWords(gathered, one)})`))}.`,
    );
  return [...said, ...otherDays(gathered)];
}

const MOST_NAMED = 20;

/** Reports that are summed though their figures are of other days: named, with these days. */
function otherDays(gathered: Gathered): string[] {
  const { from, to } = gathered;
  const days = Map.groupBy(otherDaysAmong(gathered), ({ days }) => `từ ngày ${dayVi(days.from)} đến hết ngày ${dayVi(days.to)}`);
  if (days.size === 0) return [];
  const said = [...days].map(([words, units]) => {
    const more = units.length > MOST_NAMED ? ` và ${units.length - MOST_NAMED} đơn vị khác` : '';
    return `${words}: ${units
      .slice(0, MOST_NAMED)
      .map(({ unit }) => unit.name)
      .join(', ')}${more}`;
  });
  return [
    `Số liệu của báo cáo này tính từ ngày ${dayVi(from)} đến hết ngày ${dayVi(to)}. Đơn vị có ngày chốt số liệu khác, cộng theo kỳ báo cáo chứ không theo cùng khoảng ngày: ${said.join('; ')}.`,
  ];
}

function otherDaysAmong({ reports, held_by, from, to }: Gathered) {
  return reports.flatMap((one) =>
    one.days && held_by.get(one.unit.id) === null && isOfOtherDays(one, { from, to }) ? [{ unit: one.unit, days: one.days }] : [],
  );
}

const STATE_WORDS = {
  submitted: 'Đã gửi',
  returned: 'Đã trả lại',
  in_work: 'Đang lập',
  missing: 'Chưa có',
  not_expected: 'Đã kết thúc',
} as const;
const IN_FORCE_WORDS: Record<string, string> = { accepted: 'Đã chấp nhận', consolidated: 'Đã tổng hợp' };

function unitsTable({ reports }: Gathered): ContentBlock {
  const heads = ['TT', 'Đơn vị', 'Tình trạng', 'Số, ngày ban hành', 'Bản', 'Hạn gửi'];
  return {
    kind: 'table',
    key: 'th.units',
    caption: 'Tình hình gửi báo cáo của các đơn vị',
    widths: [6, 38, 20, 20, 6, 14],
    header: [heads.map((text) => center(text, true))],
    rows: reports.map(({ unit, standing, state, is_late, due_on, issue }, at): TableCell[] => {
      const status = standing === 'submitted' ? (IN_FORCE_WORDS[state ?? ''] ?? 'Đã gửi') : STATE_WORDS[standing];
      return [
        center(String(at + 1)),
        words(unit.ended_on ? `${unit.name} (đến hết ngày ${dayVi(addDays(unit.ended_on, -1))})` : unit.name),
        words(is_late ? `${status}, ${standing === 'submitted' ? 'gửi chậm' : 'quá hạn'}` : status),
        words(issue ? `${String(issue.number).padStart(2, '0')}/${issue.year}, ngày ${dayVi(issue.issued_on)}` : ''),
        center(issue ? String(issue.version) : ''),
        center(due_on && standing !== 'not_expected' ? dayVi(due_on) : ''),
      ];
    }),
  };
}

const CHANGE_WORDS = {
  merge: 'được nhập vào',
  absorb: 'được nhập vào',
  split: 'được tách, một phần về',
  dissolve: 'kết thúc hoạt động, nhiệm vụ chuyển về',
  rename: 'đổi tên thành',
} as const;

function changesOf({ changes, mode }: Gathered): string[] {
  if (changes.length === 0) return [];
  const said = [
    ...Map.groupBy(changes, ({ effective, kind, succ, document_no }) => `${effective}|${kind}|${succ}|${document_no}`).values(),
  ].map((group) => {
    const [first] = group as [Gathered['changes'][number]];
    const by = first.document_no ? ` theo ${decision(first.document_no)}` : '';
    const before = group.map(({ pred_name }) => pred_name).join(', ');
    return `Từ ngày ${dayVi(first.effective)}, ${before} ${CHANGE_WORDS[first.kind]} ${first.succ_name}${by}.`;
  });
  const inexact = [...new Set(changes.filter(({ is_exact }) => !is_exact).map(({ pred_name }) => pred_name))];
  const meaning = [
    'Ý nghĩa đối với so sánh: đơn vị nhận nhập toàn bộ so sánh được khi cộng số liệu của các đơn vị nhập vào;',
    inexact.length > 0 ? ` không so sánh được từng đơn vị với kỳ trước đối với phần của ${listed(inexact)};` : '',
    mode === 'mapped' ? ' số liệu trước sắp xếp đã quy đổi về đơn vị mới.' : ' số liệu ở cấp tổng hợp so sánh được.',
  ].join('');
  return [...said, meaning];
}

const decision = (number: string) =>
  /NQ-/.test(number) ? `Nghị quyết số ${number}` : /QH\d/.test(number) ? `Luật số ${number}` : `văn bản số ${number}`;

function adjustmentsTable(gathered: Gathered): ContentBlock[] {
  const held = gathered.adjustments.filter(({ withdrawn_at }) => withdrawn_at === null);
  if (held.length === 0) return [];
  const heads = ['TT', 'Chỉ tiêu', 'Đơn vị', 'Điều chỉnh', 'Lý do', 'Người điều chỉnh'];
  return [
    {
      kind: 'table',
      key: 'th.adjustments',
      caption: 'Điều chỉnh của cấp tổng hợp',
      widths: [6, 28, 18, 12, 30, 18],
      header: [heads.map((text) => center(text, true))],
      rows: held.map(({ measure, s, unit_id, delta, reason, by_name }, at): TableCell[] => {
        const column = gathered.columns.find((one) => one.measure === measure && one.s === s);
        return [
          center(String(at + 1)),
          words(column ? labelOf(gathered, column) : measure),
          words(unit_id === null ? 'Toàn bộ' : nameOf(gathered, unit_id)),
          { text: signed(delta), align: 'right' },
          words(reason),
          words(by_name ?? ''),
        ];
      }),
    },
  ];
}

function compared(gathered: Gathered): string[] {
  const known = gathered.columns.flatMap(
    ({ key }) => lessOf(gathered.total.get(key)?.value ?? null, gathered.whole.get(key)?.value ?? null) ?? [],
  );
  const different = known.filter((one) => !isZero(one)).length;
  const units = new Set(unitDifferences(gathered).map(({ unit_id }) => unit_id));
  if (known.length === 0) return ['Chưa có báo cáo nào của đơn vị để cộng và đối chiếu.'];
  const said = [
    different === 0
      ? `Số tổng hợp từ báo cáo khớp với số liệu hồ sơ của hệ thống ở cả ${formatVi(known.length)} chỉ tiêu đối chiếu.`
      : `Số tổng hợp từ báo cáo khác số liệu hồ sơ của hệ thống ở ${formatVi(different)} trong tổng số ${formatVi(known.length)} chỉ tiêu đối chiếu, liên quan ${formatVi(units.size)} đơn vị; nguyên nhân nêu tại phụ lục đối chiếu.`,
  ];
  const lacking = gathered.columns.flatMap((column) => {
    const names = (gathered.reported.get(column.key)?.lacking ?? []).map((id) => nameOf(gathered, id));
    return names.length > 0 ? [`${labelOf(gathered, column)}: ${listed(names)}`] : [];
  });
  if (lacking.length > 0)
    said.push(
      `Chỉ tiêu không có số liệu, không cộng vào tổng: ${lacking.slice(0, 20).join('. ')}${lacking.length > 20 ? `; và ${lacking.length - 20} chỉ tiêu khác` : ''}.`,
    );
  return said;
}

function notesOf(gathered: Gathered, basis: Basis): string[] {
  const source =
    basis === 'submitted'
      ? 'Nguồn số liệu: báo cáo đã ban hành của các đơn vị; tỷ lệ tính lại từ tổng tử số và tổng mẫu số, không lấy trung bình. Dấu “-” là không có số liệu.'
      : 'Nguồn số liệu: hồ sơ trên hệ thống tại thời điểm lập báo cáo, không phải số trong báo cáo của các đơn vị.';
  const missing = gathered.reports.filter(
    ({ standing }) => standing === 'missing' || standing === 'in_work' || standing === 'returned',
  );
  const named =
    basis === 'submitted' && missing.length > 0 ? [`Tổng chưa gồm: ${listed(missing.map(({ unit }) => unit.name))}.`] : [];
  const other = basis === 'submitted' ? otherDaysAmong(gathered) : [];
  return [
    source,
    ...named,
    ...(other.length > 0 ? [`Tính theo khoảng ngày khác: ${listed(other.map(({ unit }) => unit.name))}.`] : []),
  ];
}

function differencesAnnex(gathered: Gathered): AnnexContent[] {
  const table = differencesTable(gathered);
  if (!table) return [];
  return [
    {
      key: 'th-chenh-lech',
      label: '',
      title: 'CHÊNH LỆCH GIỮA BÁO CÁO CỦA TỪNG ĐƠN VỊ VÀ SỐ LIỆU HỒ SƠ CỦA HỆ THỐNG',
      lines: [],
      table,
      notes: [],
    },
  ];
}
