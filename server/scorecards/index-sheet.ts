// The service index as a sheet that computes: groups are sums of their rows, the difference is the portal's points less the estimate.
import ExcelJS from 'exceljs';
import type { Db } from '#lib/sql';
import { definitionsOn } from '#measures';
import { BOLD, dayVi, FONT, frame, number, vi } from './papers.ts';
import type { ServiceIndex } from './service-index.ts';

const WHY = {
  same: 'Khớp',
  not_ours: 'Hệ thống không có số liệu',
  no_records: 'Không phát sinh hồ sơ để tính',
  differs: 'Cách tính khác',
  no_portal: 'Chưa ghi điểm của Cổng',
  neither: 'Hệ thống không có số liệu',
} as const;
const HEAD = [
  'Mã',
  'Tiêu chí',
  'Điểm tối đa',
  'Ước tính',
  'Điểm của Cổng',
  'Chênh lệch',
  'Vì sao khác',
  'Giải thích, ghi chú',
  'Số liệu dùng để tính',
];
const FIRST = 6;

/** What the page shows, row by row, with the figures the points are made from. */
export async function indexSheet(db: Db, index: ServiceIndex): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.calcProperties.fullCalcOnLoad = true;
  const sheet = book.addWorksheet('Chỉ số 766', {
    views: [{ state: 'frozen', ySplit: FIRST - 1, xSplit: 2 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  sheet.columns = [8, 52, 10, 10, 11, 11, 22, 44, 40].map((width) => ({
    width,
    style: { font: FONT, alignment: { vertical: 'top' as const, wrapText: true } },
  }));
  const heads = [
    `Chỉ số phục vụ người dân, doanh nghiệp: ${index.unit.name}`,
    `${index.set.name_vi}. Kỳ từ ${dayVi(index.from)} đến ${dayVi(index.to)}`,
    'Ước tính từ hồ sơ trong hệ thống, đặt cạnh điểm của Cổng Dịch vụ công quốc gia. Không phải điểm chính thức.',
  ];
  for (const [at, text] of heads.entries()) {
    const cell = sheet.getCell(`A${at + 1}`);
    cell.value = text;
    cell.font = at === 0 ? BOLD : FONT;
    cell.alignment = { wrapText: false };
  }
  sheet.getRow(FIRST - 1).values = HEAD;
  const names = new Map((await definitionsOn(db, index.to)).all.map(({ definition }) => [definition.name, definition.label_vi]));
  const last = writeRows(sheet, index, names);
  frame(sheet, FIRST - 1, last, HEAD.length, [3, 4, 5, 6]);
  for (const [at, text] of notesOf(index).entries()) {
    sheet.getCell(`A${last + 2 + at}`).value = text;
    sheet.getCell(`A${last + 2 + at}`).alignment = { wrapText: false };
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** @returns the line of the total */
function writeRows(sheet: ExcelJS.Worksheet, index: ServiceIndex, names: ReadonlyMap<string, string>): number {
  const at = new Map(index.rows.map((row, place) => [row.code, FIRST + place]));
  const below = Map.groupBy(index.rows, (row) => row.parent_code);
  const sum = (code: string | null, column: string, result: string | null) => {
    const lines = (below.get(code) ?? []).map((row) => `${column}${at.get(row.code)}`);
    return result === null || lines.length === 0 ? null : { formula: lines.join('+'), result: Number(result) };
  };
  const less = (line: number, result: string | null) =>
    result === null ? null : { formula: `E${line}-D${line}`, result: Number(result) };
  for (const row of index.rows) {
    const line = at.get(row.code) as number;
    const figures = Object.entries(row.inputs).map(([name, { value, unit }]) => {
      const said = value === null ? 'không có số liệu' : `${vi(value)}${unit === 'percent' ? ' %' : ''}`;
      return `${names.get(name) ?? name}: ${said}`;
    });
    sheet.getRow(line).values = [
      row.code,
      row.name_vi,
      row.rule ? number(row.max) : sum(row.code, 'C', row.max),
      row.rule ? number(row.estimate) : sum(row.code, 'D', row.estimate),
      number(row.portal),
      less(line, row.difference),
      row.why ? WHY[row.why] : '',
      row.explanation ?? row.note_vi ?? '',
      figures.join('\n'),
    ];
    if (!row.rule) sheet.getRow(line).font = BOLD;
  }
  const last = FIRST + index.rows.length;
  const max = index.rows.filter((row) => row.parent_code === null).reduce((all, row) => all + Number(row.max), 0);
  sheet.getRow(last).values = [
    '',
    'Tổng cộng',
    sum(null, 'C', String(max)),
    sum(null, 'D', index.estimate.points),
    number(index.portal?.value ?? null),
    less(last, index.difference),
    '',
    `Ước tính trên ${vi(index.estimate.max_known)} điểm hệ thống tính được${index.estimate.percent_known === null ? '' : ` (${vi(index.estimate.percent_known)} %)`}`,
  ];
  sheet.getRow(last).font = BOLD;
  return last;
}

function notesOf({ portal, explained, set }: ServiceIndex): string[] {
  return [
    portal
      ? `Điểm của Cổng: ngày ${dayVi(portal.as_of)}, nguồn: ${portal.source ?? 'không ghi'}${portal.band ? `, xếp loại ${portal.band.label_vi}` : ''}.`
      : 'Chưa ghi điểm của Cổng trong kỳ.',
    ...(explained
      ? [
          `Chênh lệch gồm: hệ thống không có số liệu ${vi(explained.not_ours)}, cách tính khác ${vi(explained.differs)}, chưa rõ ${vi(explained.unaccounted)}.`,
        ]
      : []),
    `Nguồn: ${set.source}`,
  ];
}
