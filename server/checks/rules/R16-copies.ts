import { cueOf, namedIn } from '../cues.ts';
import type { Document, Passage } from '../document.ts';
import { periodsIn } from '../head.ts';
import { matchesIn } from '../matches.ts';
import type { Table } from '../report.ts';
import { type Context, decided, defineRule, type Fault, shorten, spotIn, UNEVEN } from '../rule.ts';
import { wordsOf } from '../words.ts';

/** A paragraph stands once. Boilerplate is short; a long paragraph that comes again, whole or with a changed number or period, was copied. */
export const R16 = defineRule({
  id: 'R16',
  version: 1,
  severity: 'warning',
  title: 'Đoạn văn không lặp lại',
  messages: {
    same: 'Đoạn này lặp lại nguyên văn một đoạn ở trên. Xóa một đoạn, hoặc kiểm tra xem có dán nhầm nội dung của mục khác không.',
    nearly: 'Đoạn này gần như trùng một đoạn ở trên, chỉ khác vài chữ hoặc số. Kiểm tra đoạn nào đúng rồi giữ một.',
    title:
      'Hai mục liền nhau cùng tên “{title}”. Người đọc không biết mục nào đúng. Gộp làm một, hoặc đặt tên cho rõ hai mục khác nhau ở đâu.',
    words: 'Lặp từ “{words}”. Xóa một từ.',
  },
  *check(context) {
    yield* paragraphs(context);
    yield* titles(context);
    yield* items(context);
    const doubled = new Set(namedIn(context.document, DOUBLED_CUE));
    for (const passage of context.document.passages) if (doubled.has(passage) || UNEVEN.test(passage.text)) yield* words(passage);
  },
});

const SHORTEST = 110;
const SHINGLE = 5;
/** Share of shingles that two paragraphs have in common. */
const NEARLY = 0.9;

function* paragraphs(context: Context): Generator<Fault> {
  const by_text = new Map<number, Passage[]>();
  // Candidates share a rare shingle: an index of every shingle, of paragraphs seen before. Common shingles are dropped, so the work stays linear.
  const index = new Map<number, number[]>();
  const kept: { passage: Passage; shingles: Set<number> }[] = [];
  for (const passage of context.document.passages) {
    if (passage.text.length < SHORTEST || passage.is_footnote || /^\s*(?:căn cứ|thực hiện|trên đây)/iu.test(passage.text))
      continue;
    const all = wordsOf(passage.text);
    if (all.length < 20) continue;
    decided(context);
    const codes = all.map(codeOf);
    // Of paragraphs whose words have other codes no text is put together.
    const key = codes.reduce((so_far, code) => Math.imul(so_far ^ code, 0x01000193), all.length);
    const twin = by_text.get(key)?.find((other) => wordsOf(other.text).join(' ') === all.join(' '));
    if (twin) {
      if (isOfForm(context, passage, twin)) continue;
      yield { message: 'same', at: spotIn(passage, 0, passage.text.length), related: [spotIn(twin, 0, twin.text.length)] };
      continue;
    }
    by_text.set(key, [...(by_text.get(key) ?? []), passage]);
    const shingles = new Set<number>();
    const bare = codes.filter((_, i) => !isNumber(all[i] as string));
    for (let i = 0; i + SHINGLE <= bare.length; i += 1) shingles.add(shingleAt(bare, i));
    const other = nearest(shingles, index, kept);
    if (other && !isTemplate(passage, other))
      yield { message: 'nearly', at: spotIn(passage, 0, passage.text.length), related: [spotIn(other, 0, other.text.length)] };
    const id = kept.push({ passage, shingles }) - 1;
    for (const shingle of shingles) {
      const list = index.get(shingle);
      if (!list) index.set(shingle, [id]);
      else if (list.length < 6) list.push(id);
    }
  }
}

function isNumber(word: string): boolean {
  for (let i = 0; i < word.length; i += 1) {
    const code = word.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** 32 bits of a word; of a run of words 52 of them: two different runs that share a number are rarer than misprints. */
function codeOf(word: string): number {
  let code = 0x811c9dc5;
  for (let i = 0; i < word.length; i += 1) code = Math.imul(code ^ word.charCodeAt(i), 0x01000193);
  return code >>> 0;
}

function shingleAt(codes: readonly number[], from: number): number {
  let [high, low] = [0, 0x9e3779b9];
  for (let i = from; i < from + SHINGLE; i += 1) {
    low = Math.imul(low ^ (codes[i] as number), 0x85ebca6b) >>> 0;
    high = Math.imul(high ^ low ^ (low >>> 15), 0xc2b2ae35) >>> 0;
  }
  return (high & 0xfffff) * 0x100000000 + low;
}

function nearest(
  shingles: ReadonlySet<number>,
  index: ReadonlyMap<number, number[]>,
  kept: readonly { passage: Passage; shingles: Set<number> }[],
): Passage | null {
  const shared = new Map<number, number>();
  for (const shingle of shingles) for (const id of index.get(shingle) ?? []) shared.set(id, (shared.get(id) ?? 0) + 1);
  for (const [id, common] of shared) {
    const other = kept[id];
    if (other && common >= NEARLY * Math.max(shingles.size, other.shingles.size)) return other.passage;
  }
  return null;
}

/** What stands at the head or foot of a form stands there again with every table of that form. */
function isOfForm({ document }: Context, a: Passage, b: Passage): boolean {
  const own = formsAt(document, a);
  return formsAt(document, b).some((header) => own.includes(header));
}

/** Headers of the tables that a passage stands next to: no more than a few lines of the form's frame between. */
function formsAt(document: Document, { index, section }: Passage): string[] {
  // An annex may begin with the frame of its form, which a PDF tells in many short lines.
  const above = section.is_annex ? 10 : FRAME;
  return document.tables
    .filter(({ before }) => before - index <= above && index - before < FRAME)
    .map(({ table }) => headerOf(table))
    .filter((header) => header.length > 40);
}

const FRAME = 4;
const headerOf = (table: Table): string =>
  table.cells
    .filter((cell) => cell.row < Math.max(1, table.header_rows))
    .map((cell) => cell.text.trim())
    .join(' | ');

/** Rows of figures told in the same words for one unit after the other are no copies: their numbers differ. */
function isTemplate(a: Passage, b: Passage): boolean {
  const differing = a.figures.filter((figure, i) => figure.raw !== b.figures[i]?.raw).length;
  return a.figures.length >= 2 && differing * 2 >= a.figures.length;
}

/** Items of one section that say the same word for word, though shorter than a paragraph. */
function* items(context: Context): Generator<Fault> {
  const seen = new Map<string, Passage>();
  for (const passage of context.document.passages) {
    if (passage.label === null || passage.label.style === 'annex' || passage.section.is_annex || passage.is_footnote) continue;
    if (passage.text.length >= SHORTEST || !/[.;]\s*$/u.test(passage.text)) continue;
    const own = wordsOf(passage.text.slice(passage.label.body));
    if (own.length < 9) continue;
    const key = own.join(' ');
    const twin = seen.get(key);
    if (!twin || twin.section.parent !== passage.section.parent || passage.index - twin.index > 20) {
      seen.set(key, passage);
      continue;
    }
    decided(context);
    yield { message: 'same', at: spotIn(passage, 0, passage.text.length), related: [spotIn(twin, 0, twin.text.length)] };
  }
}

/** Items one after the other that begin with the same long name before their colon. */
function* titles(context: Context): Generator<Fault> {
  const { passages } = context.document;
  for (const [i, passage] of passages.entries()) {
    const before = passages[i - 1];
    if (!before || passage.label === null || before.label === null || passage.section !== before.section) continue;
    if (passage.label.style !== 'bullet' || before.label.text !== passage.label.text || passage.is_footnote) continue;
    const [own, other] = [passage, before].map(({ text }) => /^([^:]{40,300}):/u.exec(text)?.[1] ?? '') as [string, string];
    if (own === '' || wordsOf(own).join(' ') !== wordsOf(other).join(' ') || wordsOf(own).length < 8) continue;
    decided(context);
    const periods = [passage, before].map(({ text }) => periodsIn(text)[0]?.text.toLowerCase());
    yield {
      message: 'title',
      // “Trong quý III …” and “Trong 9 tháng …” of one thing: said twice, but not twice the same.
      ...(periods[0] !== undefined && periods[1] !== undefined && periods[0] !== periods[1] ? { severity: 'note' as const } : {}),
      at: spotIn(passage, 0, own.length),
      data: { title: shorten(own.replace(/^[\s\-–+*•]+/u, ''), 70) },
      related: [spotIn(before, 0, other.length)],
    };
  }
}

const MAY_DOUBLE = 'ngày|của|các|được|và|là|trong|với|cho|tại|năm|theo|về|những|đã|có|do|bởi|hoặc|nhưng|thực hiện';
/** “từ ngày ngày 21/3”. Words that Vietnamese doubles are left alone. */
const DOUBLED = new RegExp(`(?<![\\p{L}\\d])(${MAY_DOUBLE})\\s+\\1(?![\\p{L}\\d])`, 'giu');

/** Paragraphs with two side by side are found in the walk over all words; between them may stand more than one blank. */
const DOUBLED_CUE = cueOf(...MAY_DOUBLE.split('|').map((word) => `${word} ${word}`));

function* words(passage: Passage): Generator<Fault> {
  for (const m of matchesIn(passage.text, DOUBLED)) {
    if (/^ngày\s+ngày$/iu.test(m[0]) && /^\s*càng/iu.test(passage.text.slice(m.index + m[0].length))) continue;
    // “với lý do do thiếu công chức”, “kế hoạch năm năm”: two words that are written alike.
    if (/^do\s/iu.test(m[0]) && /(?:lý|lí|tự)\s$/iu.test(passage.text.slice(0, m.index))) continue;
    if (/^năm\s/iu.test(m[0]) && !/^\s(?:19|20)\d\d(?!\s?[-–]\s?\d)/u.test(passage.text.slice(m.index + m[0].length))) continue;
    yield { message: 'words', severity: 'note', at: spotIn(passage, m.index, m.index + m[0].length), data: { words: m[0] } };
  }
}
