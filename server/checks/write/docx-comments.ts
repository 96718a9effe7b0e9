import type { CheckedReport, Finding, Location } from '../finding.ts';
import type { DocxOrigins } from '../read/docx.ts';
import { type Attributes, escapeXml, parseXml } from '../read/xml.ts';
import { type NewPart, rezip } from '../read/zip.ts';
import { placeText, SEVERITY_VI, spanAt } from './places.ts';

/** A run of text (or a formula) in the document, with the stretches of characters in it. */
type Run = {
  start: number;
  end: number;
  open_end: number;
  properties: [number, number] | null;
  texts: [number, number, number][];
  is_formula: boolean;
  has_other_before: boolean;
};
type Paragraph = { start: number; content: number; end: number };
type Edit = { at: number; order: number; xml: string };

/**
 * The officer's own document with a Word comment at each finding. Runs are split exactly at the figures, nothing else of the text
 * changes; all parts but the document, its relations, the list of types and the comments keep their bytes. Comments that were there stay.
 * @param at moment written on the comments; null writes none
 */
export function withComments(origins: DocxOrigins, checked: CheckedReport, at: Date | null): Uint8Array {
  const { archive, document_part, document_xml } = origins;
  if (checked.findings.length === 0) return rezip(archive, []);
  const folder = document_part.slice(0, document_part.lastIndexOf('/') + 1);
  const rels_part = `${folder}_rels/${document_part.slice(folder.length)}.rels`;
  const rels = archive.text(rels_part);
  const target = rels === null ? null : commentsTarget(rels);
  const comments_part = target === null ? `${folder}comments.xml` : target.startsWith('/') ? target.slice(1) : folder + target;
  const old_comments = target === null ? null : archive.text(comments_part);
  const first_id = firstFreeId(document_xml, old_comments);
  const places = readRuns(document_xml);
  const edits: Edit[] = [];
  const placed: { id: number; finding: Finding }[] = [];
  for (const finding of checked.findings) {
    const id = first_id + placed.length;
    const own = editsFor(finding.location, id, origins, places, placed.length);
    if (own === null) continue;
    edits.push(...own);
    placed.push({ id, finding });
  }
  const strict = document_xml.includes('http://purl.oclc.org/ooxml/wordprocessingml/main');
  const parts: NewPart[] = [
    { name: document_part, bytes: Buffer.from(applied(document_xml, edits)) },
    { name: comments_part, bytes: Buffer.from(commentsXml(old_comments, placed, at, strict)) },
  ];
  if (target === null) {
    parts.push({ name: rels_part, bytes: Buffer.from(withRelation(rels, strict)) });
    const types = archive.text('[Content_Types].xml') ?? '';
    parts.push({ name: '[Content_Types].xml', bytes: Buffer.from(withType(types, comments_part)) });
  }
  return rezip(archive, parts);
}

// ---- where

type Places = { runs: Run[]; paragraphs: Paragraph[] };

function editsFor(location: Location, id: number, origins: DocxOrigins, places: Places, order: number): Edit[] | null {
  const xml = origins.document_xml;
  const span = spanAt(origins.spans, location.offset);
  if (!span) return null;
  const prefix = prefixOf(xml);
  const start = `<${prefix}commentRangeStart ${prefix}id="${id}"/>`;
  const end = `<${prefix}commentRangeEnd ${prefix}id="${id}"/><${prefix}r><${prefix}commentReference ${prefix}id="${id}"/></${prefix}r>`;
  const around = (from: number, to: number): Edit[] => [
    { at: from, order: 2 * order + 100_000, xml: start },
    { at: to, order: order - 100_000, xml: end },
  ];
  const first = location.offset - span.offset;
  const source = span.source;
  if (!source || source.length === 0) return around_anchor(span.anchor, places, around);
  const last = Math.min(source.length, Math.max(first + location.length, first + 1)) - 1;
  const from = source[Math.min(first, source.length - 1)] as number;
  const to = source[last] as number;
  const first_run = runAt(places.runs, from);
  const last_run = runAt(places.runs, to);
  const paragraph = first_run && paragraphAt(places.paragraphs, first_run.start);
  if (!first_run || !last_run || !paragraph || last_run.start >= paragraph.end)
    return first_run && paragraph ? around(first_run.start, paragraph.end) : around_anchor(span.anchor, places, around);
  const cut_start = cutAt(xml, first_run, from, start, 2 * order + 100_000, prefix);
  const cut_end = cutAt(xml, last_run, charEnd(xml, to), end, order - 100_000, prefix);
  return [...cut_start, ...cut_end];
}

function around_anchor(anchor: number, places: Places, around: (from: number, to: number) => Edit[]): Edit[] | null {
  const run = runAt(places.runs, anchor);
  if (run) return around(run.start, run.end);
  const paragraph = paragraphAt(places.paragraphs, anchor) ?? places.paragraphs[0];
  return paragraph ? around(paragraph.content, paragraph.end) : null;
}

/** A mark put at a character: before or after its run when it is the first or last, else the run is split there. */
function cutAt(xml: string, run: Run, at: number, mark: string, order: number, prefix: string): Edit[] {
  const text = run.texts.find(([, from, to]) => at >= from && at <= to);
  if (run.is_formula || !text) return [{ at: at > run.start && order < 0 ? run.end : run.start, order, xml: mark }];
  const [tag, from, to] = text;
  const is_first = text === run.texts[0] && !run.has_other_before;
  if (at === from && is_first) return [{ at: run.start, order, xml: mark }];
  if (at === to && text === run.texts.at(-1) && isLastInRun(xml, run, to)) return [{ at: run.end, order, xml: mark }];
  const properties = run.properties ? xml.slice(...run.properties) : '';
  const opening = xml.slice(run.start, run.open_end);
  const edits: Edit[] = [
    { at, order, xml: `</${prefix}t></${prefix}r>${mark}${opening}${properties}<${prefix}t xml:space="preserve">` },
  ];
  const old = xml.slice(tag, from);
  // What is left of the cut may now end with a blank.
  if (!old.includes('xml:space')) edits.push({ at: tag + prefix.length + 2, order: 0, xml: ' xml:space="preserve"' });
  return edits;
}

function isLastInRun(xml: string, run: Run, text_end: number): boolean {
  return /^<\/(?:[\w.-]+:)?t\s*>\s*<\/(?:[\w.-]+:)?r\s*>$/.test(xml.slice(text_end, run.end));
}

// An entity is one character; marks over a letter go with it.
function charEnd(xml: string, at: number): number {
  let end = xml[at] === '&' ? xml.indexOf(';', at) + 1 : at + ((xml.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  while (/\p{M}/u.test(xml[end] ?? '')) end += 1;
  return end;
}

function prefixOf(xml: string): string {
  const found = /<([\w.-]+:)?(?:body|document)[\s>]/.exec(xml);
  return found?.[1] ?? '';
}

function runAt(runs: readonly Run[], at: number): Run | null {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if ((runs[mid] as Run).start <= at) low = mid;
    else high = mid - 1;
  }
  // A run may hold a text box with runs of its own: the one that begins last and still reaches here.
  for (let i = low; i >= 0 && i > low - 2000; i -= 1)
    if ((runs[i] as Run)?.start <= at && at < (runs[i] as Run).end) return runs[i] as Run;
  return null;
}

function paragraphAt(paragraphs: readonly Paragraph[], at: number): Paragraph | null {
  let low = 0;
  let high = paragraphs.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if ((paragraphs[mid] as Paragraph).start <= at) low = mid;
    else high = mid - 1;
  }
  for (let i = low; i >= 0 && i > low - 2000; i -= 1)
    if ((paragraphs[i] as Paragraph)?.start <= at && at <= (paragraphs[i] as Paragraph).end) return paragraphs[i] as Paragraph;
  return null;
}

/** Every run and paragraph of the document with where its parts stand; in the order in which they begin. */
function readRuns(xml: string): Places {
  const runs: Run[] = [];
  const paragraphs: Paragraph[] = [];
  const open_runs: Run[] = [];
  const open_paragraphs: Paragraph[] = [];
  let properties_start = -1;
  let text: { tag: number; from: number } | null = null;
  const top = () => open_runs.at(-1);
  parseXml(xml, {
    open(name: string, _attributes: Attributes, start: number, end: number, is_empty: boolean) {
      if (name === 'w:p') {
        const paragraph = { start, content: end, end: start };
        paragraphs.push(paragraph);
        open_paragraphs.push(paragraph);
      } else if (name === 'w:r' || name === 'm:oMath') {
        const run = {
          start,
          end,
          open_end: end,
          properties: null,
          texts: [],
          is_formula: name === 'm:oMath',
          has_other_before: false,
        };
        runs.push(run);
        open_runs.push(run);
      } else if (name === 'w:rPr' && top() && properties_start < 0 && top()?.open_end === start) properties_start = start;
      else if (name === 'w:t' && !is_empty) text = { tag: start, from: end };
      else if (top() && properties_start < 0 && top()?.texts.length === 0 && !name.startsWith('w:rPr'))
        (top() as Run).has_other_before = true;
    },
    close(name, start, end) {
      if (name === 'w:p') {
        const paragraph = open_paragraphs.pop();
        if (paragraph) paragraph.end = start;
      } else if (name === 'w:pPr') {
        const paragraph = open_paragraphs.at(-1);
        if (paragraph) paragraph.content = end;
      } else if (name === 'w:r' || name === 'm:oMath') {
        const run = open_runs.pop();
        if (run) run.end = end;
      } else if (name === 'w:rPr' && properties_start >= 0) {
        const run = top();
        if (run) run.properties = [properties_start, end];
        properties_start = -1;
      } else if (name === 'w:t' && text) {
        top()?.texts.push([text.tag, text.from, start]);
        text = null;
      }
    },
  });
  return { runs, paragraphs };
}

/** All edits at once, left to right; at one place ends come before starts. */
function applied(xml: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.at - b.at || a.order - b.order);
  const out: string[] = [];
  let done = 0;
  let last_attribute = -1;
  for (const edit of sorted) {
    const is_attribute = edit.xml.startsWith(' xml:space');
    if (is_attribute && last_attribute === edit.at) continue;
    if (is_attribute) last_attribute = edit.at;
    out.push(xml.slice(done, edit.at), edit.xml);
    done = edit.at;
  }
  out.push(xml.slice(done));
  return out.join('');
}

// ---- parts of the package

const REL = '/relationships/comments';
const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const STRICT_MAIN = 'http://purl.oclc.org/ooxml/wordprocessingml/main';

function commentsTarget(rels: string): string | null {
  let target: string | null = null;
  parseXml(rels, {
    open(name, attributes) {
      if (name.endsWith('Relationship') && (attributes('Type') ?? '').endsWith(REL)) target ??= attributes('Target');
    },
    close() {},
  });
  return target;
}

function firstFreeId(document_xml: string, comments: string | null): number {
  let most = -1;
  for (const xml of [document_xml, comments ?? '']) {
    for (const [, id] of xml.matchAll(
      /<(?:[\w.-]+:)?comment(?:RangeStart|RangeEnd|Reference)?\s[^<>]*?(?:[\w.-]+:)?id\s*=\s*["'](\d{1,9})["']/g,
    ))
      most = Math.max(most, Number(id));
  }
  return most + 1;
}

function commentsXml(
  old: string | null,
  placed: readonly { id: number; finding: Finding }[],
  at: Date | null,
  strict: boolean,
): string {
  const prefix = old === null ? 'w:' : (/<([\w.-]+:)?comments[\s>/]/.exec(old)?.[1] ?? '');
  const own = placed.map(({ id, finding }) => comment(id, finding, prefix, at)).join('');
  if (old === null) {
    const url = strict ? STRICT_MAIN : MAIN;
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="${url}">${own}</w:comments>`;
  }
  const end = old.lastIndexOf(`</${prefix}comments`);
  if (end >= 0) return old.slice(0, end) + own + old.slice(end);
  return old.replace(/\/>\s*$/, `>${own}</${prefix}comments>`);
}

function comment(id: number, finding: Finding, prefix: string, at: Date | null): string {
  const lines = [
    `${SEVERITY_VI[finding.severity]} ${finding.rule}: ${finding.message}`,
    ...(finding.expected === undefined ? [] : [`Giá trị khớp: ${finding.expected}`]),
    ...finding.related.slice(0, 5).map((related) => {
      const place = placeText(related.location, 'docx');
      return `Xem thêm${place ? ` (${place})` : ''}: “${related.quote}”${related.message ? ` ${related.message}` : ''}`;
    }),
  ];
  const p = prefix;
  const date = at === null ? '' : ` ${p}date="${at.toISOString().slice(0, 19)}Z"`;
  const body = lines
    .map((line) => `<${p}p><${p}r><${p}t xml:space="preserve">${escapeXml(line)}</${p}t></${p}r></${p}p>`)
    .join('');
  return `<${p}comment ${p}id="${id}" ${p}author="Một Cửa"${date} ${p}initials="MC">${body}</${p}comment>`;
}

function withRelation(rels: string | null, strict: boolean): string {
  const type = `${strict ? 'http://purl.oclc.org/ooxml/officeDocument' : 'http://schemas.openxmlformats.org/officeDocument/2006'}${REL}`;
  const url = 'http://schemas.openxmlformats.org/package/2006/relationships';
  if (rels === null)
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="${url}"><Relationship Id="rIdMotcua1" Type="${type}" Target="comments.xml"/></Relationships>`;
  let number = 1;
  while (rels.includes(`"rIdMotcua${number}"`)) number += 1;
  const prefix = /<([\w.-]+:)?Relationships[\s>/]/.exec(rels)?.[1] ?? '';
  const own = `<${prefix}Relationship Id="rIdMotcua${number}" Type="${type}" Target="comments.xml"/>`;
  const end = rels.lastIndexOf(`</${prefix}Relationships`);
  return end >= 0 ? rels.slice(0, end) + own + rels.slice(end) : rels.replace(/\/>\s*$/, `>${own}</${prefix}Relationships>`);
}

function withType(types: string, part: string): string {
  if (types.toLowerCase().includes(`partname="/${part.toLowerCase()}"`)) return types;
  const prefix = /<([\w.-]+:)?Types[\s>]/.exec(types)?.[1] ?? '';
  const own = `<${prefix}Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>`;
  const end = types.lastIndexOf(`</${prefix}Types`);
  return types.slice(0, end) + own + types.slice(end);
}
