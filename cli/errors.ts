import type { DomainError } from '#lib/errors';
import { errors } from '../web/messages/errors.ts';
import type { Lang } from './args.ts';

/** Where the interface's sentence speaks of pages and addresses, the command line has its own. */
const OWN: Record<string, readonly [string, string]> = {
  'calendar.impossible_date': [
    'Ngày “{day}” không có thật hoặc ghi chưa đúng; hãy ghi theo dạng năm-tháng-ngày, ví dụ 2023-09-20.',
    'There is no day "{day}"; write a day that exists as year-month-day, for example 2023-09-20.',
  ],
  'measures.unknown_filter': [
    'Không có giá trị “{value}” để lọc; --sector nhận mã hoặc tên lĩnh vực, --procedure nhận mã thủ tục, --channel nhận direct, online, post, --level nhận province, district, commune.',
    'There is no "{value}" to filter by; --sector takes the code or name of a sector, --procedure the code of a procedure, --channel direct, online, post, --level province, district, commune.',
  ],
  'measures.unknown_measure': [
    'Không có chỉ tiêu “{name}”; các chỉ tiêu: {names}.',
    'There is no measure "{name}"; measures: {names}.',
  ],
  'org.unit_unknown': [
    'Không có đơn vị “{code}”; hãy ghi mã định danh (H34.38) hoặc tên tắt (kon-ray).',
    'There is no unit "{code}"; give its identifier (H34.38) or its short name (kon-ray).',
  ],
  'packs.broken': [
    'Gói dữ liệu có lỗi và chưa được nạp; hãy sửa các lỗi sau rồi chạy lại.',
    'A pack has faults and was not loaded; correct these and run again.',
  ],
};

const NOT_YET: readonly [string, string] = [
  '{name} chỉ hoạt động từ ngày {born}; hãy chọn kỳ báo cáo kết thúc từ ngày đó.',
  '{name} exists since {born} only; choose a period that ends on that day or later.',
];

/** The interface's own sentence for an error, filled from its data; a code without one is told as it is, never hidden. */
export function sentenceOf(lang: Lang, { code, data }: DomainError): string {
  const is_not_yet = code === 'org.unit_not_on_day' && data.born !== undefined && String(data.day) < String(data.born);
  const pair = is_not_yet ? NOT_YET : (OWN[code] ?? (errors as Record<string, readonly [string, string]>)[code]);
  if (!pair) return lang === 'vi' ? 'Yêu cầu bị từ chối.' : 'The request was refused.';
  return pair[lang === 'vi' ? 0 : 1].replace(/\{([a-z_]+)\}/g, (_, name: string) => words(data[name]));
}

function words(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(words).join(', ');
  if (typeof value === 'object') {
    const { name, code } = value as { name?: string; code?: string };
    return name && code ? `${name} (${code})` : JSON.stringify(value);
  }
  return String(value);
}
