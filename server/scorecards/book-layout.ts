// How a criteria set stands in an Excel book: its sheets, columns and words.
import type { CriteriaSet, ScoredBy } from './tree.ts';

export const HEAD_SHEET = 'Thông tin';
export const TREE_SHEET = 'Bộ tiêu chí';
export const FONT = { name: 'Times New Roman', size: 12 } as const;
export const MOST_ROWS = 2_000;

export const COLUMNS = [
  { head: 'Mã', key: 'code', width: 10 },
  { head: 'Lĩnh vực, tiêu chí, tiêu chí thành phần', key: 'name_vi', width: 60 },
  { head: 'Điểm tối đa', key: 'max_points', width: 11 },
  { head: 'Cách chấm', key: 'rule', width: 22 },
  { head: 'Tham số', key: 'params', width: 42 },
  { head: 'Chỉ số', key: 'measure', width: 24 },
  { head: 'Nguồn điểm', key: 'scored_by', width: 16 },
  { head: 'Tài liệu kiểm chứng', key: 'evidence', width: 36 },
  { head: 'Không áp dụng', key: 'may_not_apply', width: 14 },
  { head: 'Điểm cộng', key: 'is_bonus', width: 11 },
  { head: 'Điểm tối thiểu', key: 'min_points', width: 13 },
  { head: 'Cơ quan phụ trách', key: 'office', width: 28 },
  { head: 'Tên tiếng Anh', key: 'name_en', width: 40 },
  { head: 'Ghi chú', key: 'note_vi', width: 36 },
] as const;
export type Key = (typeof COLUMNS)[number]['key'];

export const SOURCES: Record<string, ScoredBy> = {
  'Đơn vị tự chấm': 'self',
  'Điều tra xã hội học': 'survey',
  'Cấp trên chấm': 'superior',
};
export const KINDS: Record<string, CriteriaSet['kind']> = {
  'Chỉ số CCHC': 'reform_index',
  'Chỉ số phục vụ': 'service_index',
  'Tiêu chí': 'criterion',
  Khác: 'other',
};
export const LEVELS: Record<string, CriteriaSet['level']> = {
  Tỉnh: 'province',
  'Sở, ban, ngành': 'department',
  Huyện: 'district',
  Xã: 'commune',
  'Mọi cấp': 'any',
};
export const MISSING: Record<string, CriteriaSet['not_applicable']> = {
  'Trừ khỏi điểm tối đa': 'exclude',
  'Quy đổi về điểm tối đa': 'rescale',
  'Cho điểm tối đa': 'full',
};
export const wordOf = (words: Record<string, string>, value: string) =>
  Object.entries(words).find(([, one]) => one === value)?.[0] ?? value;

export const FIELDS = [
  ['Mã bộ tiêu chí', 'code'],
  ['Tên', 'name_vi'],
  ['Tên tiếng Anh', 'name_en'],
  ['Loại', 'kind'],
  ['Cấp', 'level'],
  ['Áp dụng từ ngày', 'valid_from'],
  ['Đến hết ngày', 'valid_until'],
  ['Chính thức', 'is_official'],
  ['Tổng điểm tối đa', 'max_points'],
  ['Khi không áp dụng', 'not_applicable'],
  ['Khi bằng điểm, so lần lượt', 'tie_rule'],
  ['Xếp loại', 'bands'],
  ['Căn cứ', 'source'],
] as const;

export const dayVi = (day: string) => day.split('-').reverse().join('/');
export const before = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
export const after = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
/** A decimal as the sheet's reader writes it. */
export const comma = (text: string) => text.replace('.', ',');
