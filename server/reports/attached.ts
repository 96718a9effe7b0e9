// The line under the title of an annex that says which document it belongs to.
import type { AnnexContent, Content } from './content.ts';

/**
 * `(Kèm theo Báo cáo số 07/BC-UBND ngày 16 tháng 9 năm 2026 của Ủy ban nhân dân xã Bờ Y)`; a number that is not given yet stays a blank.
 * Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục II.3: phụ lục ghi thông tin chỉ dẫn kèm theo văn bản.
 */
export function attachedLine({ type, number, place_and_date, unit_name }: Content): string {
  const code = number.replace(/^\s*số\s*:\s*/i, '').trim();
  const day = /ngày.*$/iu.exec(place_and_date)?.[0].replace(/\s+/g, ' ') ?? '';
  const name = type === type.toUpperCase() ? type.charAt(0) + type.slice(1).toLowerCase() : type;
  return `(Kèm theo ${name} số ${code.startsWith('/') ? `…${code}` : code} ${day} của ${unit_name})`.replace(/\s{2,}/g, ' ');
}

/** Lines under the title of an annex; one that says itself what it belongs to is not told twice. */
export function attachedLines(content: Content, { lines }: Pick<AnnexContent, 'lines'>): string[] {
  return lines.some((line) => /^\(?kèm theo/iu.test(line.trim())) ? [] : [attachedLine(content)];
}
