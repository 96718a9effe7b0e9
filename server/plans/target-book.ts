// Targets with their verdicts as an Excel book, as the appendix of a reform report has them.
import ExcelJS from 'exceljs';
import { type Day, dayVi } from '#lib/day';
import { formatVi } from '#lib/decimal';
import { LANDSCAPE_A4 } from '#lib/xlsx';
import type { Assessed } from './assess.ts';
import type { Verdict } from './rule.ts';
import type { TargetShown } from './targets.ts';

export const VERDICT_NAMES: Readonly<Record<Verdict, string>> = { met: 'Đạt', missed: 'Chưa đạt', unknown: 'Chưa đánh giá được' };
const FONT = { name: 'Times New Roman', size: 11 } as const;
const OPS: Record<string, string> = { '>=': '≥', '<=': '≤', '=': '=', '>': '>', '<': '<' };
const COLUMNS = [
  { header: 'Mã', width: 8 },
  { header: 'Chỉ tiêu', width: 60 },
  { header: 'Ngưỡng', width: 14 },
  { header: 'Kỳ số liệu', width: 24 },
  { header: 'Kết quả', width: 14 },
  { header: 'Tử số', width: 12 },
  { header: 'Mẫu số', width: 12 },
  { header: 'Kết luận', width: 20 },
  { header: 'Lý do, ghi chú', width: 44 },
  { header: 'Đơn vị chủ trì', width: 30 },
  { header: 'Hạn đánh giá', width: 13 },
];

export async function targetBook(targets: readonly TargetShown[], day: Day): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('Chỉ tiêu', {
    views: [{ state: 'frozen', ySplit: 1 }],
    // One page wide, as long as it gets.
    pageSetup: LANDSCAPE_A4,
  });
  page.columns = COLUMNS.map((column) => ({ ...column, style: { font: FONT, alignment: { vertical: 'top', wrapText: true } } }));
  page.getRow(1).font = { ...FONT, bold: true };
  for (const target of targets) {
    const { assessed: whole } = target;
    const head = page.addRow([
      target.code,
      target.name,
      ...cellsOf(whole),
      target.lead_name,
      target.assess_by ? dayVi(target.assess_by) : null,
    ]);
    head.font = { ...FONT, bold: true };
    for (const part of partsBelow(whole, 1))
      page.addRow([part.code, `${'   '.repeat(part.depth)}${part.name}`, ...cellsOf(part)]);
  }
  page.addRow([]);
  page.addRow([null, `Tính đến ngày ${dayVi(day)}`]);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function partsBelow(whole: Assessed, depth: number): (Assessed & { depth: number })[] {
  return whole.parts.flatMap((part) => [{ ...part, depth }, ...partsBelow(part, depth + 1)]);
}

/** Threshold, period, figure, numerator, denominator, verdict, words. Of several periods each on its own line. */
function cellsOf(part: Assessed): (string | null)[] {
  const { figures } = part;
  const lines = (of: (figure: Assessed['figures'][number]) => string | null) => {
    const told = figures.map(of);
    return told.some((one) => one !== null) ? told.map((one) => one ?? '–').join('\n') : null;
  };
  const number = (text: string | null) => (text === null ? null : formatVi(text));
  return [
    part.op && part.threshold ? `${OPS[part.op]} ${part.threshold.replace('.', ',')} ${part.unit ?? ''}`.trim() : null,
    lines((figure) => `${dayVi(figure.from_on)} - ${dayVi(figure.to_on)}`),
    lines((figure) => number(figure.value)),
    lines((figure) => number(figure.numerator)),
    lines((figure) => number(figure.denominator)),
    VERDICT_NAMES[part.verdict],
    lines((figure) => [figure.reason, figure.note].filter(Boolean).join('; ') || null),
  ];
}
