// Scoring tables as documents that are signed and sheets that compute.
import ExcelJS from 'exceljs';
import type { Day } from '#lib/day';
import { formatVi } from '#lib/decimal';
import type { Cell, OfficialDocument, Table } from '#lib/document';
import type { Db } from '#lib/sql';
import { columnLetters } from '#lib/xlsx';
import { bodyName, issuerOf, placeAndDate, unitById } from '#org';
import type { RoundView } from './table.ts';
import type { CardView } from './view.ts';

export const FONT = { name: 'Times New Roman', size: 12 } as const;
export const BOLD = { ...FONT, bold: true } as const;
const THIN = { style: 'thin' as const, color: { argb: 'FF000000' } };
const BOX = { top: THIN, bottom: THIN, left: THIN, right: THIN };
const POINTS = '0.###;-0.###;0';
export const DEMONSTRATION = 'Minh hoạ, không phải bộ tiêu chí chính thức';
const CAUSES = { not_due: 'Chưa đến hạn', lost: 'Mất điểm', not_scored: 'Chưa chấm' } as const;
const STAGES = {
  self: 'Tự chấm',
  survey: 'Điều tra xã hội học',
  appraisal: 'Thẩm định',
  explanation: 'Giải trình',
  final: 'Kết quả',
} as const;

export type Made = { at: Date; on: Day };
export const dayVi = (day: string | null) => (day === null ? '' : day.split('-').reverse().join('/'));
export const vi = (text: string | null) => (text === null ? '' : formatVi(text));

/** A card with live sums: what an area has is the formula over its criteria, missing is maximum less achieved. */
export async function cardSheet(view: CardView): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.calcProperties.fullCalcOnLoad = true;
  const sheet = book.addWorksheet('Phiếu chấm điểm', {
    views: [{ state: 'frozen', ySplit: 4, xSplit: 2 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  sheet.columns = [9, 58, 10, 10, 11, 10, 10, 10, 50].map((width) => ({
    width,
    style: { font: FONT, alignment: { vertical: 'top' as const, wrapText: true } },
  }));
  sheet.getCell('A1').value = `${view.round.name}: ${view.card.body_name}`;
  sheet.getCell('A2').value = view.set.name_vi + (view.set.is_official ? '' : ` (${DEMONSTRATION})`);
  for (const at of ['A1', 'A2']) {
    sheet.getCell(at).font = BOLD;
    sheet.getCell(at).alignment = { wrapText: false };
  }
  sheet.getRow(4).values = [
    'Mã',
    'Tiêu chí',
    'Điểm tối đa',
    'Tự chấm',
    'Thẩm định',
    'Kết quả',
    'Đạt',
    'Thiếu',
    'Lý do, giải trình',
  ];
  const first = 5;
  const at = new Map(view.rows.map((row, index) => [row.code, first + index]));
  const last = first + view.rows.length - 1;
  for (const row of view.rows) {
    const line = at.get(row.code) as number;
    const { leaf } = row;
    const stage = (name: 'self' | 'appraisal' | 'final' | 'survey') => number(leaf?.stages[name]?.value ?? null);
    const reason = Object.entries(leaf?.stages ?? {}).flatMap(([name, one]) =>
      one?.reason ? [`${STAGES[name as keyof typeof STAGES]}: ${one.reason}`] : [],
    );
    const parts = view.rows
      .filter((one) => one.parent_code === row.code && !one.leaf?.is_bonus)
      .map((one) => at.get(one.code) as number);
    const sum = (column: string, result: string) => ({
      formula: parts.map((part) => `${column}${part}`).join('+') || '0',
      result: Number(result),
    });
    sheet.getRow(line).values = [
      row.code,
      row.name_vi,
      leaf ? Number(row.sum.max) : sum('C', row.sum.max),
      stage('self') ?? stage('survey'),
      stage('appraisal'),
      stage('final'),
      leaf ? Number(leaf.is_bonus ? row.sum.bonus : row.sum.achieved) : sum('G', row.sum.achieved),
      { formula: leaf?.is_bonus ? '0' : `C${line}-G${line}`, result: Number(row.sum.missing) },
      leaf?.is_bonus ? ['Điểm cộng', ...reason].join('\n') : reason.join('\n'),
    ];
    if (!leaf) sheet.getRow(line).font = BOLD;
  }
  const areas = view.rows.filter((row) => row.parent_code === null).map((row) => at.get(row.code) as number);
  const over = (column: string, result: string) => ({
    formula: areas.map((line) => `${column}${line}`).join('+'),
    result: Number(result),
  });
  sheet.getRow(last + 1).values = [
    '',
    'Tổng cộng',
    over('C', view.total.max),
    null,
    null,
    null,
    over('G', view.total.achieved),
    over('H', view.total.missing),
    view.total.percent && `${vi(view.total.percent)} %`,
  ];
  sheet.getRow(last + 1).font = BOLD;
  frame(sheet, 4, last + 1, 9, [3, 4, 5, 6, 7, 8]);
  gapSheet(book, view);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

export const number = (text: string | null): number | null => (text === null ? null : Number(text));

/** Height of one line of {@link FONT} in points. */
const LINE_PT = 16.5;

/** Lines that a text takes in a column of so many letters; its own breaks count. */
const linesOf = (text: string, width: number) =>
  text.split('\n').reduce((all, part) => all + Math.max(1, Math.ceil(part.length / width)), 0);

/** Borders, formats, and rows as high as what is written in them: not every program makes them so by itself. */
export function frame(sheet: ExcelJS.Worksheet, head: number, last: number, columns: number, points: readonly number[]): void {
  sheet.getRow(head).font = BOLD;
  for (let line = head; line <= last; line += 1) {
    let lines = 1;
    for (let column = 1; column <= columns; column += 1) {
      const cell = sheet.getCell(line, column);
      cell.border = BOX;
      if (line === head) cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
      else if (points.includes(column)) cell.numFmt = POINTS;
      if (typeof cell.value === 'string')
        lines = Math.max(lines, linesOf(cell.value, (sheet.getColumn(column).width ?? 10) * (line === head ? 0.85 : 1.05)));
    }
    sheet.getRow(line).height = lines * LINE_PT + 2;
  }
}

/** Ledger of missing points; its sum is that of the first sheet. */
function gapSheet(book: ExcelJS.Workbook, view: CardView): void {
  const sheet = book.addWorksheet('Điểm chưa đạt', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = [9, 50, 10, 15, 50, 30, 13].map((width) => ({
    width,
    style: { font: FONT, alignment: { vertical: 'top' as const, wrapText: true } },
  }));
  sheet.getRow(1).values = ['Mã', 'Tiêu chí', 'Điểm thiếu', 'Nguyên nhân', 'Lý do', 'Cơ quan phụ trách', 'Hạn'];
  for (const item of view.ledger)
    sheet.addRow([
      item.criterion,
      item.name_vi,
      Number(item.points),
      CAUSES[item.cause],
      item.reason ?? '',
      item.office ?? '',
      dayVi(item.due_on),
    ]);
  const last = view.ledger.length + 2;
  sheet.getRow(last).values = [
    '',
    'Cộng',
    { formula: view.ledger.length ? `SUM(C2:C${last - 1})` : '0', result: Number(view.total.missing) },
  ];
  sheet.getRow(last).font = BOLD;
  frame(sheet, 1, last, 7, [3]);
}

/** The round by unit and area. */
export async function roundSheet(view: RoundView): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.calcProperties.fullCalcOnLoad = true;
  const sheet = book.addWorksheet('Bảng điểm', {
    views: [{ state: 'frozen', ySplit: 4, xSplit: 2 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  const areas = view.columns;
  sheet.columns = [8, 34, ...areas.map(() => 12), 10, 12, 12, 10, 12, 14].map((width) => ({
    width,
    style: { font: FONT, alignment: { vertical: 'middle' as const, wrapText: true } },
  }));
  sheet.getCell('A1').value = view.round.name;
  sheet.getCell('A2').value = view.round.set_name_vi + (view.round.is_official ? '' : ` (${DEMONSTRATION})`);
  for (const at of ['A1', 'A2']) {
    sheet.getCell(at).font = BOLD;
    sheet.getCell(at).alignment = { wrapText: false };
  }
  sheet.getRow(4).values = [
    'Hạng',
    'Đơn vị',
    ...areas.map((area) => `${area.code}. ${area.name_vi} (${vi(area.max)})`),
    'Cộng các lĩnh vực',
    'Tối đa áp dụng',
    'Tổng điểm (quy đổi)',
    'Tỷ lệ %',
    'Xếp loại',
    'Trạng thái',
  ];
  for (const row of view.rows)
    sheet.addRow([
      row.rank,
      row.unit_name,
      ...areas.map((area) => number(row.parts[area.code]?.achieved ?? null)),
      row.total ? summed(areas.length, sheet.rowCount + 1, row.total.added_up) : null,
      number(row.total?.max ?? null),
      number(row.total?.counted ?? null),
      number(row.total?.percent ?? null),
      row.band?.label_vi ?? '',
      STATE_WORDS[row.state],
    ]);
  const points = Array.from({ length: areas.length + 3 }, (_, at) => at + 3);
  frame(sheet, 4, 4 + view.rows.length, areas.length + 8, points);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** The areas of a row added up by the sheet itself; they begin in the third column. */
const summed = (areas: number, row: number, result: string) => ({
  formula: `SUM(C${row}:${columnLetters(2 + areas)}${row})`,
  result: Number(result),
});

export const STATE_WORDS = {
  self: 'Đang tự chấm',
  submitted: 'Chờ thẩm định',
  appraised: 'Đã thẩm định',
  explained: 'Chờ kết quả',
  final: 'Đã có kết quả',
} as const;

export async function letter(db: Db, unit_id: number, day: Day, made: Made) {
  const unit = await unitById(db, unit_id, day);
  const parent = unit.parent_id === null ? null : await unitById(db, unit.parent_id, day);
  const issuer = issuerOf(unit, parent);
  const recipients = parent ? [`- ${bodyName(parent)} (báo cáo);`] : [];
  return {
    superior: issuer.superior,
    issuer: issuer.issuer,
    number: `Số:        /BC-${issuer.symbol}`,
    place_and_date: placeAndDate(issuer.place, made.on),
    type: 'BÁO CÁO',
    recipients: [...recipients, '- Lưu: VT.'],
    signature: { authority: issuer.authority },
    made_at: made.at,
  };
}

export const cell = (text: string, more: Partial<Cell> = {}): Cell => ({ text, ...more });
export const right = (text: string | null, bold = false): Cell => ({ text: vi(text), align: 'right', bold });

function cardTable(view: CardView): Table {
  const head = ['Mã', 'Tiêu chí', 'Điểm tối đa', 'Tự chấm', 'Thẩm định', 'Kết quả', 'Thiếu'];
  return {
    widths: [8, 46, 9, 9, 10, 9, 9],
    size_pt: 11,
    header: [head.map((text) => cell(text, { bold: true, align: 'center' }))],
    rows: [
      ...view.rows.map(({ code, name_vi, sum, leaf }) => {
        const bold = leaf === null;
        const value = (stage: 'self' | 'appraisal' | 'final') =>
          leaf?.stages[stage]?.is_applicable === false
            ? cell('KAD', { align: 'right' })
            : right(leaf?.stages[stage]?.value ?? null);
        const middle = leaf
          ? [leaf.stages.survey ? right(leaf.stages.survey.value) : value('self'), value('appraisal'), value('final')]
          : [cell(''), cell(''), right(sum.achieved, true)];
        return [cell(code, { bold }), cell(name_vi, { bold }), right(sum.max, bold), ...middle, right(sum.missing, bold)];
      }),
      [
        cell(''),
        cell('Tổng cộng', { bold: true }),
        right(view.total.max, true),
        cell(''),
        cell(''),
        right(view.total.achieved, true),
        right(view.total.missing, true),
      ],
    ],
  };
}

function gapTable(view: CardView): Table {
  const head = ['Mã', 'Tiêu chí', 'Điểm', 'Nguyên nhân', 'Lý do', 'Cơ quan phụ trách'];
  return {
    widths: [7, 28, 8, 13, 26, 18],
    size_pt: 11,
    header: [head.map((text) => cell(text, { bold: true, align: 'center' }))],
    rows: [
      ...view.ledger.map((item) => [
        cell(item.criterion),
        cell(item.name_vi),
        right(item.points),
        cell(CAUSES[item.cause]),
        cell(item.reason ?? ''),
        cell(item.office ?? ''),
      ]),
      [cell(''), cell('Cộng', { bold: true }), right(view.total.missing, true), cell(''), cell(''), cell('')],
    ],
  };
}

export const body = (text: string) => ({ kind: 'paragraph' as const, style: 'body' as const, runs: [{ text }] });
export const note = (text: string) => ({ kind: 'paragraph' as const, style: 'note' as const, runs: [{ text }] });

/** The card as a report of its unit, the scoring table as annex. */
export async function cardPaper(db: Db, view: CardView, made: Made): Promise<OfficialDocument> {
  const { round, card, total } = view;
  const head = await letter(db, card.unit_id, round.period_to, made);
  const percent = total.percent === null ? '' : `, bằng ${vi(total.percent)} % điểm tối đa`;
  const band = view.band ? `; xếp loại ${view.band.label_vi}` : '';
  return {
    ...head,
    title: `${round.name}: ${card.body_name}`,
    subject: ['Kết quả chấm điểm', round.name],
    body: [
      body(
        `${card.body_name} có ${vi(total.achieved)}/${vi(total.max)} điểm${percent}${band}. Điểm chưa đạt: ${vi(total.missing)}.`,
      ),
      ...(Number(total.bonus) === 0 ? [] : [body(`Điểm cộng: ${vi(total.bonus)}. Tổng điểm tính: ${vi(total.counted)}.`)]),
      ...view.differences.map((one) =>
        body(
          `Số tổng ${one.part === '' ? '' : `lĩnh vực ${one.part} `}ghi ${vi(one.stated)} khác số cộng từ các tiêu chí (${vi(one.computed)}), lệch ${vi(one.difference)}.`,
        ),
      ),
      { kind: 'caption', text: 'Điểm chưa đạt, nguyên nhân và trách nhiệm' },
      { kind: 'table', table: gapTable(view) },
      ...(view.set.is_official ? [] : [note(`${view.set.name_vi}. ${DEMONSTRATION}.`)]),
    ],
    annexes: [
      {
        label: 'PHỤ LỤC',
        title: 'BẢNG CHẤM ĐIỂM',
        lines: [`${round.name}; số liệu từ ${dayVi(round.period_from)} đến ${dayVi(round.period_to)}`],
        left: [card.unit_name],
        right: [view.set.is_official ? '' : DEMONSTRATION],
        table: cardTable(view),
        notes: [[{ text: 'KAD: không áp dụng.' }]],
      },
    ],
  };
}
