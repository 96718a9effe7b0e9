import type { CheckedReport, Finding, Severity } from '../finding.ts';
import type { Report } from '../report.ts';
import type { Result } from './json.ts';
import { placeText, SEVERITY_VI } from './places.ts';

const COLOUR: Record<Severity, string> = { error: '31', warning: '33', note: '36' };

export type TextOptions = { width: number; has_colour: boolean };

/** Findings for a terminal: where, what, why, what would pass; then what was not checked and the counts. */
export function asText(results: readonly (Result & { format?: Report['format'] })[], options: TextOptions): string {
  return `${results.map((result) => ofFile(result, options)).join('\n\n')}\n`;
}

function ofFile(result: Result & { format?: Report['format'] }, options: TextOptions): string {
  const paint = (text: string, code: string) => (options.has_colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  if ('unreadable' in result)
    return `${paint(safe(result.file), '1')}\n  ${paint('Không đọc được', '31')}: ${result.unreadable.message}`;
  const { checked } = result;
  const parts = checked.findings.map((finding, i) => ofFinding(finding, i + 1, result.format ?? 'txt', options, paint));
  return [paint(safe(result.file), '1'), ...parts, summary(checked, options, paint)].join('\n\n');
}

function ofFinding(
  finding: Finding,
  number: number,
  format: Report['format'],
  options: TextOptions,
  paint: (text: string, code: string) => string,
): string {
  const head = `${paint(SEVERITY_VI[finding.severity].toUpperCase(), COLOUR[finding.severity])} ${finding.rule}  ${placeText(finding.location, format)}`;
  const indent = '     ';
  const wrap = (text: string) => wrapped(safe(text), options.width - indent.length, indent);
  const lines = [
    `${String(number).padStart(3)}. ${head}`,
    wrap(`“${finding.quote}”`),
    wrap(finding.message),
    finding.expected === undefined ? null : wrap(`Giá trị khớp: ${finding.expected}`),
    ...finding.related.slice(0, 5).map((related) => {
      const place = placeText(related.location, format);
      return wrap(`Xem thêm${place ? ` (${place})` : ''}: “${related.quote}”${related.message ? ` ${related.message}` : ''}`);
    }),
    finding.more_related === undefined ? null : wrap(`… và ${finding.more_related} chỗ nữa.`),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

function summary(checked: CheckedReport, options: TextOptions, paint: (text: string, code: string) => string): string {
  const count = (severity: Severity) => checked.findings.filter((finding) => finding.severity === severity).length;
  const found =
    checked.findings.length === 0
      ? paint('Không phát hiện chỗ nào không khớp.', '32')
      : (['error', 'warning', 'note'] as const)
          .filter((severity) => count(severity) > 0)
          .map((severity) => paint(`${count(severity)} ${SEVERITY_VI[severity].toLowerCase()}`, COLOUR[severity]))
          .join(', ');
  const { seen, bound, checked: done } = checked.claims;
  const { omitted } = checked;
  const rest = checked.unchecked.length + (omitted?.unchecked ?? 0);
  const told = `Đã thấy ${seen} chỗ nêu số liệu, xác định được ${bound}, đã kiểm ${done}; chưa kiểm được ${rest}${rest > 0 ? ' (xem --format json hoặc html)' : ''}.`;
  const more = omitted
    ? `\n${wrapped(`Báo cáo có quá nhiều chỗ để liệt kê: ngoài các chỗ nêu trên còn ${omitted.error} lỗi, ${omitted.warning} cảnh báo, ${omitted.note} lưu ý không liệt kê.`, options.width, '')}`
    : '';
  return `${found}${more}\n${wrapped(told, options.width, '')}`;
}

// A document may hold what a terminal would obey.
function safe(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}

function wrapped(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > Math.max(40, width)) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(indent + line);
  return lines.join('\n');
}
