import { captionsOf } from '../captions.ts';
import { criteriaCodes } from '../criteria-codes.ts';
import { cueOf, namedIn } from '../cues.ts';
import type { Document, Passage } from '../document.ts';
import { gridsOf } from '../grid.ts';
import { blanks, brackets } from '../left-open.ts';
import { matchesIn } from '../matches.ts';
import type { Label, Section } from '../outline.ts';
import { type Context, decided, defineRule, type Fault, known, shorten, spotIn, spotInCell } from '../rule.ts';
import { codesTwice } from '../table-marks.ts';
import { rowNumbers } from '../table-places.ts';
import { withFigures } from '../told-in.ts';

/** The skeleton holds: numbers of sections and table codes go on without gap or repeat, annexes that are cited are there, sentences and items end. */
export const R18 = defineRule({
  id: 'R18',
  version: 1,
  severity: 'warning',
  title: 'Đánh số liên tục, phụ lục có đủ, câu và mục không bỏ dở',
  messages: {
    criterion:
      'Ghi tiêu chí {number} trong khi {times} chỗ khác cùng tên, cùng dãy ghi {other}. Đối chiếu bộ tiêu chí rồi sửa số.',
    gap: 'Mục “{label}” đứng sau “{before}”, thiếu {missing}. Đánh lại số hoặc bổ sung mục thiếu.',
    repeated: 'Số mục “{label}” đã dùng ở trên. Đánh lại số mục.',
    stray: 'Mục “{label}” nằm trong mục “{parent}” nhưng đánh số theo mục khác. Đánh lại số.',
    code: 'Mã dòng “{code}” dùng hai lần trong bảng. Người tổng hợp sẽ lấy nhầm dòng. Đánh lại mã.',
    code_twice: 'Mã “{code}” dùng cho hai dòng của một bảng. Người tổng hợp sẽ lấy nhầm dòng. Đánh lại mã.',
    row_number: 'Số thứ tự {number} đứng sau {before}, phải là {expected}. Đánh lại số hoặc bổ sung dòng thiếu.',
    annex: 'Dẫn tới “{annex}” nhưng văn bản không có phụ lục này (có: {have}). Bổ sung phụ lục hoặc sửa số.',
    annex_absent: 'Dẫn tới “{annex}” kèm theo nhưng tệp này không có phụ lục. Nếu gửi tệp riêng thì kiểm tra đã gửi kèm.',
    unfinished: 'Câu bỏ dở ở “{end}”. Viết nốt nội dung còn thiếu.',
    bracket_open: 'Dấu ngoặc mở ở “{words}” không được đóng. Thêm dấu đóng ngoặc.',
    bracket_closed: 'Dấu đóng ngoặc sau “{words}” không có dấu mở. Thêm dấu mở hoặc bỏ dấu đóng.',
    blank_number: 'Số văn bản còn để trống trong khi đã có ngày ký. Điền số.',
    blank_day: 'Ngày ký còn để trống trong khi văn bản đã có số. Điền ngày.',
    empty: 'Mục “{title}” không có nội dung. Bổ sung hoặc ghi rõ “không phát sinh”.',
  },
  *check(context) {
    yield* numbering(context, context.document.root);
    yield* annexes(context);
    for (const passage of context.document.passages)
      if (passage.text.trimEnd().endsWith(',')) yield* unfinished(context, passage);
    yield* empty(context);
    yield* ordinals(context);
    yield* criteria(context);
    yield* criteriaCodes(context);
    yield* codesTwice(context);
    yield* rowNumbers(context);
    yield* brackets(context);
    yield* blanks(context);
    for (const grid of gridsOf(context.document)) {
      const codes = new Map<string, number>();
      for (const row of grid.rows) {
        if (!row.code.includes('.') || !row.label_cell) continue;
        decided(context);
        const cell = grid.at[row.index]?.find((c) => c?.text.trim().replace(/[.)]$/, '') === row.code);
        if (codes.has(row.code) && cell && codes.get(row.code) !== row.index)
          yield {
            message: 'code',
            at: spotInCell(grid.table, cell),
            data: { code: row.code },
            root: `code ${grid.table.index} ${row.code}`,
          };
        codes.set(row.code, row.index);
      }
    }
  },
});

const CRITERION =
  /^[\s\-–+*•]*(tiêu chí|chỉ tiêu|chỉ số)(?: thành phần)?\s(?:số\s)?(\d{1,2}(?:\.\d{1,2})+)\.?[\s:]\s*(\p{Lu}[^:;.]{3,120})/iu;

/** “Tiêu chí 3.3. … một cửa: 3/4 điểm” and “Tiêu chí 3.3. Kết quả …: 4,5/6 điểm” in one list: two criteria that are scored under one code. */
function* criteria(context: Context): Generator<Fault> {
  const lists = new Map<Section, Map<string, { passage: Passage; title: string }>>();
  for (const passage of withFigures(context.document)) {
    if (passage.section.is_plan || !passage.fractions.some((f) => f.unit === 'điểm')) continue;
    const m = CRITERION.exec(passage.text);
    if (!m) continue;
    const codes = lists.get(passage.section) ?? new Map<string, { passage: Passage; title: string }>();
    lists.set(passage.section, codes);
    const name = `${(m[1] ?? '').toLowerCase()} ${m[2]}`;
    const title = (m[3] ?? '').toLowerCase().trim();
    const first = codes.get(name);
    codes.set(name, first ?? { passage, title });
    decided(context);
    if (!first || first.title === title || passage.index - first.passage.index > 6) continue;
    yield {
      message: 'repeated',
      at: spotIn(passage, 0, Math.min(passage.text.length, 80)),
      data: { label: `${m[1]} ${m[2]}` },
      related: [spotIn(first.passage, 0, Math.min(first.passage.text.length, 80))],
    };
  }
}

const NUMBERED = new Set(['roman', 'arabic', 'part', 'alpha']);
const ALPHABET = 'abcdđeghiklmnopqrstuvxy';

/** `(1)`, `(2)` that open paragraphs. */
const isCounted = ({ style, text }: Label): boolean => style === 'bracket' && /^\d/u.test(text);

/** Sections under one parent, of one style and depth, count on by one. Footnotes and quoted lists (`1)` inside prose) are no sections. */
function* numbering(context: Context, section: Section): Generator<Fault> {
  const groups = Map.groupBy(
    section.children.filter((child) => child.label && (NUMBERED.has(child.label.style) || isCounted(child.label))),
    (child) => `${child.label?.style} ${child.label?.path.length}`,
  );
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const faults = group.slice(1).map((child, i) => follow(context, group[i] as Section, child));
    // 2.3, 2.5, 2.5: the number that is left out and the one that stands twice prove each other.
    for (const [i, fault] of faults.entries()) {
      const is_proved =
        (fault?.message === 'gap' && faults[i + 1]?.message === 'repeated') ||
        (fault?.message === 'repeated' && faults[i - 1]?.message === 'gap');
      if (fault) yield is_proved ? { ...fault, severity: 'error' } : fault;
    }
  }
  for (const child of section.children) yield* numbering(context, child);
}

const print = (section: Section): string => section.label?.text ?? '';

function follow(context: Context, before: Section, child: Section): Fault | null {
  const passage = context.document.passages[child.opens];
  const previous = context.document.passages[before.opens];
  if (!passage || !previous || !child.label || !before.label) return null;
  // Lists of items that begin again at 1 are new lists.
  const value = child.label.path.at(-1) ?? 0;
  const last = before.label.path.at(-1) ?? 0;
  if (value === 1 && child.label.path.length === 1) return null;
  decided(context);
  const place = () => ({
    at: spotIn(passage, 0, Math.min(passage.text.length, 80)),
    related: [spotIn(previous, 0, Math.min(previous.text.length, 80))],
  });
  const head = child.label.path.slice(0, -1).join('.');
  const head_before = before.label.path.slice(0, -1).join('.');
  if (head !== head_before) {
    // “1.1” and then “2.1” under section 1: the first number left the section.
    if (child.label.path.length < 2) return null;
    return isInside(child)
      ? null
      : { message: 'stray', ...place(), data: { label: print(child), parent: print(child.parent ?? child) } };
  }
  if (value === last + 1 || (child.label.style === 'alpha' && isNextLetter(before, child))) return null;
  if (value === last) return { message: 'repeated', ...place(), data: { label: print(child) } };
  if (value < last) return null;
  const missing =
    value - last === 2 ? `mục ${nameOf(child, last + 1)}` : `các mục ${nameOf(child, last + 1)} đến ${nameOf(child, value - 1)}`;
  return value - last > 4 ? null : { message: 'gap', ...place(), data: { label: print(child), before: print(before), missing } };
}

/** Whether the levels of a label begin with the number of the section around it. */
function isInside(section: Section): boolean {
  const parent = section.parent?.label;
  if (parent?.style !== 'arabic' || !section.label) return true;
  return parent.path.every((number, i) => section.label?.path[i] === number);
}

/** Vietnamese lists often skip đ: a, b, c, d, e. */
const isNextLetter = (before: Section, child: Section): boolean => before.label?.text === 'd' && child.label?.text === 'e';

const nameOf = (section: Section, value: number): string => {
  const head = section.label?.path.slice(0, -1).join('.');
  if (section.label?.style === 'alpha') return ALPHABET[value - 1] ?? String(value);
  if (section.label?.style === 'roman')
    return ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'][value] ?? String(value);
  return head ? `${head}.${value}` : String(value);
};

const CITED = /(?:phụ lục|phụ biểu|biểu(?: mẫu)?(?: số)?|bảng(?: số)?)\s+(?:số\s+)?(\d{1,2}|[IVX]{1,4})(?![\p{L}\d]|[./]\d)/giu;
const ENCLOSED =
  /(?:(?:có|theo|tại|chi tiết (?:tại|theo)|xem)\s+)(?:các\s+)?(?:phụ lục|phụ biểu|biểu)[^.;)]{0,30}(?:kèm theo|đính kèm|gửi kèm)|(?:phụ lục|phụ biểu|biểu)[^.;)]{0,24}(?:kèm theo|đính kèm|gửi kèm)/giu;

/** “Phụ lục I BIỂU THỐNG KÊ …”: a line that opens an annex, its name and its title run together. */
const opensAnnex = ({ passages }: Document): boolean =>
  passages.some(({ text }) =>
    /^\s*(?:Phụ lục|Phụ biểu|PHỤ LỤC|PHỤ BIỂU)\s(?:số\s)?(?:\d{1,2}|[IVX]{1,4})[.:]?\s\p{Lu}{2,}\s\p{Lu}{2,}/u.test(text),
  );

const ANNEX_CUE = cueOf('phụ', 'biểu', 'bảng');

function* annexes(context: Context): Generator<Fault> {
  const { document } = context;
  const have = annexNames(document);
  const listed = listedAnnexes(document);
  const captions = captionsOf(document);
  for (const passage of namedIn(document, ANNEX_CUE)) {
    if (passage.section.is_annex && passage.section.opens === passage.index) continue;
    for (const m of matchesIn(passage.text, CITED)) {
      const around = passage.text.slice(Math.max(0, m.index - 40), m.index + m[0].length + 60);
      // Annexes of other documents: “Phụ lục I ban hành kèm theo Nghị định …”.
      if (/ban hành|nghị định|thông tư|quyết định|công văn|hướng dẫn số|kế hoạch số|báo cáo số/iu.test(around)) continue;
      const end = m.index + m[0].length;
      context.claim(() => spotIn(passage, m.index, end), 'Tệp không có phụ lục, bảng mang số để tìm chỗ được dẫn.');
      const name = (m[1] ?? '').toUpperCase().replace(/^0/, '');
      // “Gửi kèm báo cáo: Phụ lục I (…); Phụ lục II (…)”: the list says which there are, in files of their own.
      const own = have.numbers.size === 0 ? listed.get(kindOf(m[0])) : undefined;
      if (own) {
        known(context);
        if (!own.has(name) && !own.has(otherNumeral(name)))
          yield {
            message: 'annex',
            at: spotIn(passage, m.index, m.index + m[0].length),
            data: { annex: m[0], have: [...own].join(', ') },
            root: `annex ${name}`,
          };
        continue;
      }
      if (have.numbers.size === 0) {
        // A table is not missing when the report has tables without numbers.
        const is_annex = /^phụ/iu.test(m[0]) || /kèm theo|đính kèm|gửi kèm/iu.test(around);
        if (is_annex && !/hệ thống|gửi riêng|file|tệp/iu.test(around) && !opensAnnex(document)) {
          known(context);
          yield { message: 'annex_absent', at: spotIn(passage, m.index, end), data: { annex: m[0] }, root: 'annex' };
        }
        continue;
      }
      known(context);
      const same_kind = have.kinds.get(kindOf(m[0])) ?? have.numbers;
      if (same_kind.has(name) || same_kind.has(otherNumeral(name))) continue;
      const shown = captions.get(kindOf(m[0]));
      if (shown?.has(name) || shown?.has(otherNumeral(name))) continue;
      yield {
        message: 'annex',
        at: spotIn(passage, m.index, m.index + m[0].length),
        data: { annex: m[0], have: [...have.numbers].join(', ') },
        root: `annex ${name}`,
      };
    }
    if (have.any) continue;
    for (const m of matchesIn(passage.text, ENCLOSED)) {
      if (/ban hành|nghị định|thông tư|quyết định/iu.test(m[0])) continue;
      decided(context);
      yield {
        message: 'annex_absent',
        severity: 'note',
        at: spotIn(passage, m.index, m.index + m[0].length),
        data: { annex: shorten(m[0], 60) },
        root: 'annex',
      };
    }
  }
}

const ENCLOSED_CUE = cueOf('kèm');
const LISTS = /(?:kèm theo|gửi kèm|đính kèm)[^.;:]{0,60}:\s*([^.]{0,600})/giu;

/** Names of annexes that a sentence lists as sent along, by kind; of a kind told as a range, “Phụ lục 1 đến Phụ lục 5”, nothing is known. */
function listedAnnexes(document: Document): Map<string, Set<string>> {
  const listed = new Map<string, Set<string>>();
  const ranged = new Set<string>();
  for (const { text } of namedIn(document, ENCLOSED_CUE))
    for (const m of matchesIn(text, LISTS)) {
      const found = matchesIn(m[1] ?? '', CITED);
      if (/\sđến\s|[-–]/u.test(m[1] ?? '')) for (const [name] of found) ranged.add(kindOf(name));
      else if (found.length >= 2)
        for (const [name, number = ''] of found)
          listed.set(kindOf(name), (listed.get(kindOf(name)) ?? new Set()).add(number.toUpperCase().replace(/^0/, '')));
    }
  for (const kind of ranged) listed.delete(kind);
  return listed;
}

const ROMANS = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];
const otherNumeral = (name: string): string => (/^\d+$/.test(name) ? (ROMANS[Number(name)] ?? '') : String(ROMANS.indexOf(name)));

const kindOf = (text: string): string => (/^\s*phụ/iu.test(text) ? 'phụ lục' : /^\s*bảng/iu.test(text) ? 'bảng' : 'biểu');

/** Annexes that the file holds: headings `PHỤ LỤC 01`, `Biểu số 2`. */
function annexNames(document: Document): { numbers: Set<string>; kinds: Map<string, Set<string>>; any: boolean } {
  const numbers = new Set<string>();
  // A “Bảng 3” is no “Phụ lục 3”.
  const kinds = new Map<string, Set<string>>();
  let any = false;
  for (const passage of document.passages) {
    if (passage.label?.style !== 'annex') continue;
    any = true;
    if (passage.label.text === '') continue;
    const name = passage.label.text.toUpperCase().replace(/^0/, '');
    numbers.add(name);
    const kind = kindOf(passage.text);
    kinds.set(kind, (kinds.get(kind) ?? new Set()).add(name));
  }
  return { numbers, kinds, any: any || document.tables.length > 0 };
}

/** A paragraph that ends with a comma before something that does not go on with it. */
function* unfinished(context: Context, passage: Passage): Generator<Fault> {
  const text = passage.text.trimEnd();
  if (passage.is_footnote || text.length < 30) return;
  const { passages } = context.document;
  const next = passages.slice(passage.index + 1).find((p) => !p.is_footnote);
  if (!next || /^\s*\p{Ll}/u.test(next.text)) return;
  decided(context);
  // A list whose items all end with commas.
  const previous = passages[passage.index - 1];
  if (
    [previous, next].some(
      (p) => p && p.label?.style === passage.label?.style && p.label?.text === passage.label?.text && /,\s*$/.test(p.text),
    )
  )
    return;
  if (passage.index < 12 && !passage.label) return;
  yield {
    message: 'unfinished',
    at: spotIn(passage, Math.max(0, text.length - 60), text.length),
    data: { end: shorten(text.slice(-50), 60) },
  };
}

const ORDINALS = ['một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười'];
const ORDINAL_CUE = cueOf(...ORDINALS.map((word) => `${word} là`));
const ORDINAL = /(?:^|[.;:]\s+)(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là,?\s/giu;

/** “Một là, …. Hai là, …. Bốn là, …”: the third is missing. */
function* ordinals(context: Context): Generator<Fault> {
  let last = 0;
  let at = -9;
  for (const passage of namedIn(context.document, ORDINAL_CUE))
    for (const m of matchesIn(passage.text, ORDINAL)) {
      const value = ORDINALS.indexOf((m[1] ?? '').toLowerCase()) + 1;
      const start = m.index + m[0].length - m[0].replace(/^[.;:]\s+/u, '').length;
      const goes_on = last > 0 && value > 1 && passage.index - at < 9;
      if (goes_on) decided(context);
      if (goes_on && value > last + 1)
        yield {
          message: 'gap',
          at: spotIn(passage, start, Math.min(passage.text.length, start + 60)),
          data: {
            label: `${m[1]} là`,
            before: `${ORDINALS[last - 1]} là`,
            missing: `“${ORDINALS[last]} là”`,
          },
        };
      last = value;
      at = passage.index;
    }
}

/** A heading or an item that only names its subject, and the next one comes. */
function* empty(context: Context): Generator<Fault> {
  const { passages, tables } = context.document;
  for (const [i, passage] of passages.entries()) {
    if (!passage.label || passage.label.style === 'annex' || passage.is_footnote || passage.section.is_plan) continue;
    if (!/:\s*$/.test(passage.text)) continue;
    const next = passages.slice(i + 1).find((p) => !p.is_footnote);
    if (
      !next ||
      tables.some(
        ({ table }) =>
          context.document.report.blocks.indexOf(table) > passage.at && context.document.report.blocks.indexOf(table) < next.at,
      )
    )
      continue;
    const same =
      next.label !== null &&
      next.label.style === passage.label.style &&
      next.label.path.length === passage.label.path.length &&
      next.label.text !== '';
    const same_bullet = passage.label.style !== 'bullet' || next.label?.text === passage.label.text;
    const outer = next.label !== null && next.label.style !== 'bullet' && passage.label.style === 'bullet';
    if (!(same && same_bullet) && !outer) continue;
    // Two bullets of one mark may be a lead and its items when the second is short.
    if (passage.label.style === 'bullet' && same && !/^[-–+*•\s]*(?:kết quả|về|tình hình|công tác|việc)/iu.test(passage.text))
      continue;
    if (
      passage.label.style === 'bullet' &&
      same &&
      !/:\s*(?:\p{L}|\d|$)/u.test(next.text) &&
      next.text.length < passage.text.length
    )
      continue;
    decided(context);
    yield {
      message: 'empty',
      at: spotIn(passage, 0, passage.text.length),
      data: { title: shorten(passage.text.slice(passage.label.body), 70) },
    };
  }
}
