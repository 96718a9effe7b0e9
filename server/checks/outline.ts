import type { Block } from './report.ts';

/** Styles of numbering, outermost first. The order is that of Vietnamese administrative papers (Nghị định 30/2020/NĐ-CP, Phụ lục I). */
export type LabelStyle = 'annex' | 'part' | 'letter' | 'roman' | 'arabic' | 'bracket' | 'alpha' | 'bullet';

export type Label = {
  style: LabelStyle;
  /** As printed, without the mark after it: `II`, `1.2`, `a`. */
  text: string;
  /** Numbers of each level: `1.2` → [1, 2]; a letter by its place in the Vietnamese alphabet. */
  path: number[];
  /** Where the words after the label begin. 0 when Word writes the label by itself. */
  body: number;
};

const ALPHABET = 'abcdđeghiklmnopqrstuvxy';
const ROMAN: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

/** Value of a Roman number up to 399; null when it is none. */
export function romanValue(text: string): number | null {
  let total = 0;
  for (let i = 0; i < text.length; i += 1) {
    const value = ROMAN[text[i] as string];
    if (value === undefined) return null;
    total += value < (ROMAN[text[i + 1] as string] ?? 0) ? -value : value;
  }
  return text === '' ? null : total;
}

const ORDINALS = ['nhất', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười'];

const ANNEX =
  /^\s*(?:phụ\s?lục|phụ\s?biểu|biểu\s?(?:mẫu\s?)?(?:số)?|bảng\s?(?:số)?)\s{0,3}(?:số\s)?([IVX]{1,5}|\d{1,3}[a-zđ]?|[A-Z])?\s*(?=$|[\s:.\-–(])/iu;
const PART = /^\s*(?:phần|chương)\s+(?:thứ\s+)?([IVXLC]{1,6}|\d{1,2}|\p{L}{1,6})\s*(?=$|[.:\-–\s])/iu;
const ARABIC = /^\s*(\d{1,2}(?:\.\d{1,2}){0,5})\s?([./)]|-(?=\s))?\s*(?=\S|$)/u;
const ROMAN_LABEL = /^\s*([IVX]{1,6})\s?[./)-]\s*(?=\S|$)/u;
const LETTER = /^\s*([A-ZĐ])\s?[./)]\s+(?=\S)/u;
const ALPHA = /^\s*([a-zđ])\s?[.)]\s+(?=\S)/u;
const ALPHA_DIGIT = /^\s*([a-zđ])\.?(\d{1,2})[.)]\s+(?=\S)/u;
const BRACKET = /^\s*\((\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*(?=\S)/u;
const BULLET = /^\s*(?:[-–—+*•●▪◦·►➢✓]|o(?=\s))\s*(?=\S)/u;

/** Label of a passage as typed, or null. A number that only begins a sentence (`100% các…`, `07 đơn vị`) is no label. */
export function labelOf(text: string): Label | null {
  const annex = ANNEX.exec(text);
  if (annex && text.length < 160 && (/^\s*(?:PHỤ|BIỂU|BẢNG)/u.test(text) || text.length < 60) && !/[;,]\s*$/.test(text)) {
    const name = annex[1] ?? '';
    const value = /^\d/.test(name) ? Number.parseInt(name, 10) : (romanValue(name) ?? 0);
    if (/^\s*phụ/iu.test(text) || name !== '') return { style: 'annex', text: name, path: [value], body: annex[0].length };
  }
  const part = PART.exec(text);
  if (part && text.length < 160) {
    const name = part[1] ?? '';
    const value = /^\d+$/.test(name)
      ? Number(name)
      : (romanValue(name.toUpperCase()) ?? ORDINALS.indexOf(name.toLowerCase()) + 1);
    if (value > 0) return { style: 'part', text: name, path: [value], body: part[0].length };
  }
  const roman = ROMAN_LABEL.exec(text);
  if (roman) {
    const value = romanValue(roman[1] ?? '');
    if (value !== null && value > 0) return { style: 'roman', text: roman[1] ?? '', path: [value], body: roman[0].length };
  }
  return arabicLabel(text) ?? letteredLabel(text);
}

function arabicLabel(text: string): Label | null {
  const arabic = ARABIC.exec(text);
  if (!arabic) return null;
  const [all, name = '', mark] = arabic;
  const next = text[all.length] ?? '';
  const path = name.split('.').map(Number);
  // `1.5 triệu`, `12.3.2023`, `30.11`: a label without a mark is followed by a capital, and its levels do not begin with a zero.
  if (!mark && (path.length === 1 || !/^\p{Lu}/u.test(next) || !/\s$/.test(all))) return null;
  if (mark && /^\d/.test(next) && !/\s$/.test(all)) return null;
  if (/(?:^|\.)0/.test(name) && path.length > 1) return null;
  if (mark === '/' && /^\d/.test(next)) return null;
  return { style: 'arabic', text: name, path, body: all.length };
}

function letteredLabel(text: string): Label | null {
  const bracket = BRACKET.exec(text);
  if (bracket) {
    const name = bracket[1] ?? '';
    const value = /^\d/.test(name) ? Number(name) : (romanValue(name.toUpperCase()) ?? ALPHABET.indexOf(name) + 1);
    return { style: 'bracket', text: name, path: [value], body: bracket[0].length };
  }
  const letter = LETTER.exec(text);
  if (letter)
    return { style: 'letter', text: letter[1] ?? '', path: [(letter[1] ?? '').charCodeAt(0) - 64], body: letter[0].length };
  const digit = ALPHA_DIGIT.exec(text);
  if (digit) {
    const path = [ALPHABET.indexOf(digit[1] ?? '') + 1, Number(digit[2])];
    return { style: 'alpha', text: `${digit[1]}.${digit[2]}`, path, body: digit[0].length };
  }
  const alpha = ALPHA.exec(text);
  if (alpha) return { style: 'alpha', text: alpha[1] ?? '', path: [ALPHABET.indexOf(alpha[1] ?? '') + 1], body: alpha[0].length };
  const bullet = BULLET.exec(text);
  if (bullet && !/^\s*[-–]\s?\d/.test(text.slice(0, 6)))
    return { style: 'bullet', text: bullet[0].trim(), path: [], body: bullet[0].length };
  if (bullet) return { style: 'bullet', text: bullet[0].trim(), path: [], body: bullet[0].length };
  return null;
}

/** Label of a block: typed, else the one that Word writes. */
export function labelOfBlock(block: Block): Label | null {
  const typed = labelOf(block.text);
  if (typed) return typed;
  if (!block.numbering) return null;
  const label = labelOf(`${block.numbering.label} X`);
  return label && { ...label, body: 0 };
}

const RANKS: Record<LabelStyle, number> = {
  annex: 0,
  part: 1,
  letter: 2,
  roman: 3,
  arabic: 4,
  bracket: 20,
  alpha: 15,
  bullet: 30,
};

/** Depth of a label: a smaller rank stands further out. */
export const rankOf = (label: Label): number =>
  RANKS[label.style] + (label.style === 'arabic' || label.style === 'alpha' ? label.path.length : 0);

export type Section = {
  label: Label | null;
  /** First line of the section without its label. */
  title: string;
  rank: number;
  parent: Section | null;
  children: Section[];
  /** Index of the passage that opens it; -1 for the whole document. */
  opens: number;
  /** Index after its last passage. */
  ends: number;
  /** Says what will be done, not what was done: future dates and targets are no faults there. */
  is_plan: boolean;
  is_annex: boolean;
};

/** All sections under one, each before its own. */
export function* sectionsUnder(section: Section): Generator<Section> {
  for (const child of section.children) {
    yield child;
    yield* sectionsUnder(child);
  }
}

const PLAN =
  /phương hướng|nhiệm vụ (?:(?:cchc|công tác|cải cách hành chính) )?(?:trọng tâm|chủ yếu|và giải pháp|trong|quý|tháng|năm|\d)|giải pháp|kế hoạch (?:công tác )?(?:quý|tháng|năm|\d+ tháng|thời gian)|thời gian tới|^(?:những |một số |các )?(?:đề xuất|kiến nghị(?!,? (?:và )?phản ánh))|dự kiến|nhiệm vụ .{0,40}(?:cuối năm|tiếp theo|năm tới)|mục tiêu(?! quốc gia)/iu;
/** “đạt 88,0 %, vượt mục tiêu 90 %”: a goal that a result is held against announces nothing. */
const HELD_AGAINST =
  /(?:\d\s?%[^.;,%]{0,40}\s|[,:(]\s?)(?:vượt|(?:đã |chưa |không )(?:đạt|hoàn thành)|so với|cao hơn|thấp hơn|đạt và vượt|đạt)(?: so với)? mục tiêu(?=[^.;%]{0,40}\d\s?%)/giu;

/** “Triển khai kế hoạch năm”, “chưa đạt mục tiêu quý III”, “vốn bổ sung có mục tiêu”: how far a plan of now was carried out, a goal that was met or missed, a fund. */
const CARRIED_OUT =
  /(?<!\p{L})(?:triển khai|(?<!(?:tiếp tục|tập trung|tổ chức|để) )thực hiện|tiến độ(?: thực hiện| triển khai)?) (?:kế hoạch|nhiệm vụ) năm(?! ?(?:\d|học|tới|sau))|(?:đạt|vượt|hoàn thành)(?: được)?(?: các)? mục tiêu(?=[^.;%\d]{0,40}(?:[.;,)]|$|\d[\d.,]*\s?%))|có mục tiêu/giu;

/** Whether the words of a heading announce plans. “Kết quả thực hiện phương hướng…” does not. */
export const announcesPlan = (title: string): boolean => {
  // What a bracket compares with (“mục tiêu giảm 1,5 điểm”) announces nothing; blanks keep the places.
  const held = title.includes('%') ? title.replace(HELD_AGAINST, (words) => ' '.repeat(words.length)) : title;
  const told = held.replace(CARRIED_OUT, (words) => ' '.repeat(words.length));
  const found = PLAN.exec(told.replace(/\([^()]*\)/gu, (inner) => ' '.repeat(inner.length)));
  // “Kế hoạch năm. Kế hoạch … giao 68 nhiệm vụ. Đến nay hoàn thành 63”: told in the same paragraph what came of it.
  if (found && /^kế hoạch/iu.test(found[0]) && /\.\s.*(?:đến nay|đã \p{L}+|tính đến|đến thời điểm)/isu.test(title)) return false;
  return found !== null && title.length < 200 && !/kết quả|tình hình|đánh giá/iu.test(title.slice(0, found.index));
};

/** “Bảng 1. Kết quả theo lĩnh vực” over a table is a caption: what follows the table goes on with the section. */
const isCaption = (text: string, label: Label): boolean =>
  label.style === 'annex' && /^\s*bảng/iu.test(text) && text !== text.toUpperCase();

/** The tree of sections, and the section of every passage. */
export function outlineOf(passages: readonly { text: string; label: Label | null }[]): { root: Section; of: Section[] } {
  const root: Section = {
    label: null,
    title: '',
    rank: -1,
    parent: null,
    children: [],
    opens: -1,
    ends: passages.length,
    is_plan: false,
    is_annex: false,
  };
  let current = root;
  const of = passages.map(({ text, label }, index) => {
    if (!label || label.style === 'bullet' || isCaption(text, label)) return current;
    const rank = rankOf(label);
    while (current.parent && current.rank >= rank) {
      current.ends = index;
      current = current.parent;
    }
    // “Phần II” on a line of its own: its title is the next line.
    const title = text.slice(label.body).trim() || (passages[index + 1]?.label === null ? (passages[index + 1]?.text ?? '') : '');
    const section: Section = {
      label,
      title,
      rank,
      parent: current,
      children: [],
      opens: index,
      ends: passages.length,
      is_plan: current.is_plan || (label.style !== 'bracket' && announcesPlan(title.slice(0, 200))),
      is_annex: current.is_annex || label.style === 'annex',
    };
    current.children.push(section);
    current = section;
    return section;
  });
  for (let section: Section | null = current; section; section = section.parent) section.ends = passages.length;
  return { root, of };
}
