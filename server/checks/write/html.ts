import type { CheckedReport, Finding, Severity } from '../finding.ts';
import type { Block, Cell, Report, Table } from '../report.ts';
import { rangesOf, type Stretch, stretches } from './marks.ts';
import { placeText, SEVERITY_VI } from './places.ts';

type Page = { report: Report; checked: CheckedReport };
type Ranges = ReturnType<typeof rangesOf>;

/**
 * One page for itself: the text with its findings in place, the findings beside it. No script, nothing fetched, every character of the
 * document escaped.
 */
export function asHtml(results: readonly (Page | { file: string; unreadable: { message: string } })[]): string {
  const title = results.length === 1 ? `Kiểm tra: ${nameOf(results[0])}` : `Kiểm tra ${results.length} tệp`;
  const body = results.map((result, i) => ('unreadable' in result ? unreadable(result) : page(result, `t${i + 1}`))).join('\n');
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Đến phần nội dung</a>
<main id="main">
${body}
</main>
</body>
</html>
`;
}

function nameOf(result: Page | { file: string } | undefined): string {
  return result === undefined ? '' : 'report' in result ? result.report.file : result.file;
}

function text(value: string): string {
  return value
    .replace(/(?![\t\n\r])\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function unreadable({ file, unreadable: { message } }: { file: string; unreadable: { message: string } }): string {
  return `<section class="file"><h1>${text(file)}</h1><p class="state error">Không đọc được: ${text(message)}</p></section>`;
}

function page({ report, checked }: Page, id: string): string {
  const ranges = rangesOf(checked.findings);
  const count = (severity: Severity) => checked.findings.filter((finding) => finding.severity === severity).length;
  const { seen, bound, checked: done } = checked.claims;
  const filters = (['error', 'warning', 'note'] as const)
    .map(
      (severity) =>
        `<label class="${severity}"><input type="checkbox" checked class="show-${severity}"> ${SEVERITY_VI[severity]} (${count(severity)})</label>`,
    )
    .join('\n');
  const list =
    checked.findings.length === 0
      ? '<p class="state ok">Không phát hiện chỗ nào không khớp.</p>'
      : `<ol>${checked.findings.map((finding, i) => note(finding, i, id, report.format)).join('\n')}</ol>`;
  return `<section class="file" aria-labelledby="${id}-h">
<header>
<h1 id="${id}-h">${text(report.file)}</h1>
<p>Đã thấy ${seen} chỗ nêu số liệu, xác định được ${bound}, đã kiểm ${done}; chưa kiểm được ${checked.unchecked.length + (checked.omitted?.unchecked ?? 0)}.</p>${more(checked)}
<fieldset><legend>Hiển thị</legend>${filters}</fieldset>
</header>
<div class="both">
<article aria-label="Văn bản">${report.blocks.map((one) => block(one, ranges, checked.findings, id)).join('\n')}</article>
<aside aria-label="Các phát hiện">${list}${unchecked(checked, report.format)}</aside>
</div>
</section>`;
}

const more = ({ omitted }: CheckedReport): string =>
  omitted
    ? `<p class="state error">Báo cáo có quá nhiều chỗ để liệt kê: ngoài các chỗ nêu dưới đây còn ${omitted.error} lỗi, ${omitted.warning} cảnh báo, ${omitted.note} lưu ý.</p>`
    : '';

function note(finding: Finding, index: number, id: string, format: Report['format']): string {
  const place = placeText(finding.location, format);
  const related = finding.related
    .slice(0, 8)
    .map(
      (one) => `<li>“${text(one.quote)}” ${text([placeText(one.location, format), one.message].filter(Boolean).join(': '))}</li>`,
    )
    .join('');
  return `<li id="${id}-n${index + 1}" class="note ${finding.severity}">
<p class="head"><strong>${SEVERITY_VI[finding.severity]}</strong> <span>${text(finding.rule)}</span> <a href="#${id}-m${index + 1}">${text(place || 'xem trong văn bản')}</a></p>
<blockquote>${text(finding.quote)}</blockquote>
<p>${text(finding.message)}</p>
${finding.expected === undefined ? '' : `<p>Giá trị khớp: <strong>${text(finding.expected)}</strong></p>`}
${related === '' ? '' : `<details><summary>Các chỗ liên quan</summary><ul>${related}</ul></details>`}
</li>`;
}

function unchecked(checked: CheckedReport, format: Report['format']): string {
  if (checked.unchecked.length === 0) return '';
  const items = checked.unchecked
    .map(
      (one) =>
        `<li><span>${text(one.rule)}</span> “${text(one.quote)}” <em>${text(placeText(one.location, format))}</em>: ${text(one.reason)}</li>`,
    )
    .join('\n');
  return `<details class="unchecked"><summary>Chưa kiểm được (${checked.unchecked.length})</summary><ul>${items}</ul></details>`;
}

// ---- the text

function block(one: Block, ranges: Ranges, findings: readonly Finding[], id: string): string {
  if (one.kind === 'table') return table(one, ranges, findings, id);
  const label = one.numbering ? `<span class="label">${text(one.numbering.label)}</span> ` : '';
  const inside = `${label}${marked(stretches(one.text, one.offset, ranges), findings, id)}`;
  if (one.kind === 'heading') return `<p class="heading">${inside}</p>`;
  if (one.kind === 'footnote') return `<p class="footnote"><sup>${text(one.label)}</sup> ${inside}</p>`;
  return `<p${one.kind === 'list_item' ? ' class="item"' : ''}>${inside}</p>`;
}

function table(one: Table, ranges: Ranges, findings: readonly Finding[], id: string): string {
  const rows: Cell[][] = [];
  for (const cell of one.cells) {
    const row = rows[cell.row];
    if (row) row.push(cell);
    else rows[cell.row] = [cell];
  }
  const body = Array.from(rows, (cells = []) => {
    const tds = cells.map((cell) => {
      const spans = `${cell.row_span > 1 ? ` rowspan="${cell.row_span}"` : ''}${cell.column_span > 1 ? ` colspan="${cell.column_span}"` : ''}`;
      const inside = marked(stretches(cell.text, cell.offset, ranges), findings, id);
      return cell.is_header ? `<th${spans}>${inside}</th>` : `<td${spans}>${inside}</td>`;
    });
    return `<tr>${tds.join('')}</tr>`;
  }).join('\n');
  return `<div class="scroll" tabindex="0" role="region" aria-label="Bảng ${one.index}"><table>${body}</table></div>`;
}

const WORST: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

function marked(parts: readonly Stretch[], findings: readonly Finding[], id: string): string {
  return parts
    .map((part) => {
      if (part.findings.length === 0) return text(part.text);
      const worst = part.findings.reduce((a, b) => (WORST[severity(findings, b)] < WORST[severity(findings, a)] ? b : a));
      const anchors = part.begins
        .map((index) => `<a class="anchor" id="${id}-m${index + 1}" href="#${id}-n${index + 1}">[${index + 1}]</a>`)
        .join('');
      const classes = [...new Set(part.findings.map((index) => severity(findings, index)))].map((one) => `has-${one}`).join(' ');
      return `${anchors}<mark class="${severity(findings, worst)} ${classes}">${text(part.text)}</mark>`;
    })
    .join('');
}

function severity(findings: readonly Finding[], index: number): Severity {
  return findings[index]?.severity ?? 'note';
}

const STYLE = `
:root{color-scheme:light;--error:#a8071a;--error-bg:#ffe1de;--warning:#874d00;--warning-bg:#fff1c2;--note:#0b4f8a;--note-bg:#dcefff}
*{box-sizing:border-box}
body{margin:0;font:16px/1.6 "Times New Roman",Tinos,Liberation Serif,serif;color:#1c2430;background:#f4f6f9}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:#fff;padding:8px}
.file{max-width:1500px;margin:0 auto;padding:16px}
h1{font:600 20px/1.3 system-ui,sans-serif;overflow-wrap:anywhere}
header,aside{font-family:system-ui,sans-serif;font-size:15px}
fieldset{border:0;padding:0;margin:8px 0;display:flex;flex-wrap:wrap;gap:4px 20px}legend{font-weight:600;padding:0}
label{display:inline-flex;gap:6px;align-items:center;min-height:28px}
.both{display:grid;grid-template-columns:minmax(0,1fr) minmax(320px,460px);gap:20px;align-items:start}
article{background:#fff;border:1px solid #cfd6e0;padding:28px 36px;border-radius:6px}
article p{margin:0 0 10px;text-align:justify}.heading{font-weight:700}.item{padding-left:20px}.footnote{font-size:14px;border-top:1px solid #dfe4ea;padding-top:6px}
.label{color:#56606e}
.scroll{overflow-x:auto;margin:0 0 14px}table{border-collapse:collapse;font-size:14px}td,th{border:1px solid #8c96a3;padding:3px 6px;vertical-align:top;min-width:40px}th{background:#eef2f7}
mark{color:inherit;padding:0 1px;border-bottom:2px solid}
mark.error{background:var(--error-bg);border-color:var(--error)}mark.warning{background:var(--warning-bg);border-color:var(--warning)}mark.note{background:var(--note-bg);border-color:var(--note)}
.anchor{font:600 12px/1 system-ui,sans-serif;text-decoration:none;color:#0b4f8a;padding:0 2px;scroll-margin:80px}
aside{position:sticky;top:8px;max-height:calc(100vh - 16px);overflow:auto}
aside ol{list-style:none;margin:0;padding:0;counter-reset:n}
.note{counter-increment:n}
aside li.note{background:#fff;border:1px solid #cfd6e0;border-left:5px solid;border-radius:6px;padding:10px 14px;margin:0 0 10px;color:inherit}
aside li.note.error{border-left-color:var(--error)}aside li.note.warning{border-left-color:var(--warning)}aside li.note.note:not(.error):not(.warning){border-left-color:var(--note)}
.note .head::before{content:counter(n) ". ";font-weight:600}
.note p{margin:0 0 6px}.head strong{color:#1c2430}.error .head strong{color:var(--error)}.warning .head strong{color:var(--warning)}
blockquote{margin:0 0 6px;padding-left:10px;border-left:3px solid #cfd6e0;overflow-wrap:anywhere}
:target{outline:3px solid #1d6fd1;outline-offset:2px}
a:focus-visible,input:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid #1d6fd1;outline-offset:2px}
.state{font-weight:600}.state.ok{color:#14613a}.state.error{color:var(--error)}
.unchecked{background:#fff;border:1px solid #cfd6e0;border-radius:6px;padding:8px 14px}.unchecked ul{padding-left:18px}
.file:has(.show-error:not(:checked)) .note.error,.file:has(.show-warning:not(:checked)) .note.warning,.file:has(.show-note:not(:checked)) li.note:not(.error):not(.warning){display:none}
@media(max-width:900px){.both{grid-template-columns:minmax(0,1fr)}aside{position:static;max-height:none}article{padding:16px}}
@media print{body{background:#fff}aside{position:static;max-height:none;overflow:visible}fieldset{display:none}.both{display:block}}
`;
