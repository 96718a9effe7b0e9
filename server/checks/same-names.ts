// What a figure is called, for asking whether two figures are of one thing: words that name it, words that narrow it, when and where it is of.
//
// Likeness goes both ways: what the one bears and the other lacks narrows it. A word is lacking only when neither the sentence nor the headings of the other
// have it, for a sentence tells part of the name before the figure, in the clause before that, or above the list.
import { type Document, wordsAround } from './document.ts';
import { contentOf, type Fact, type Facts } from './facts.ts';
import type { Row } from './grid.ts';
import { aroundOf, isOfOtherTime, isSetApart } from './same-apart.ts';
import { ASIDE, FLUFF, plain, wordsIn } from './same-words.ts';
import { flat } from './shown-tables.ts';
import { plainUnit } from './story.ts';

export type Name = {
  /** What is counted: unit and words behind it; of a rate the words before it; of a cell its row and column. */
  hard: ReadonlySet<string>;
  /** What is done with it: words before it in its clause. */
  soft: ReadonlySet<string>;
  /** Of the sentence, its clause before all. */
  topic: ReadonlySet<string>;
  /** Headings, captions, rows above; of a cell in the row of totals they are its name. */
  under: ReadonlySet<string>;
  is_total: boolean;
  is_cell: boolean;
  /** Of the sentence before its clause. */
  far: ReadonlySet<string>;
  /** Unit alone. */
  unit: ReadonlySet<string>;
  /** Its own words, or row and column, as printed. */
  said: string;
  /** Its clause to the next figure. */
  clause: string;
  /** All that stands around. */
  around: string;
};

const REASON =
  /(?:^|\s)(?:do|vì|bởi|tập trung|chủ yếu|nhất là|để|nhằm|thông qua|bằng|song|nhưng|vượt|cao hơn|thấp hơn|so với)(?=\s|$)/iu;

const names = new WeakMap<Fact, Name>();

export function nameOf(facts: Facts, fact: Fact): Name {
  let name = names.get(fact);
  if (!name) {
    name = fact.cell ? ofCell(fact) : ofProse(facts, fact);
    names.set(fact, name);
  }
  return name;
}

/** Whether it tells a share of something: by its sign, or by its column or row. */
export function isRate(fact: Fact): boolean {
  if (fact.figure.kind !== 'count' || !fact.cell) return fact.figure.kind === 'percent';
  const { grid, row, column } = fact.cell;
  if (grid.columns[column]?.is_percent || /^(?:tỷ|tỉ) lệ/iu.test(row.label)) return true;
  return (grid.at[row.index] ?? []).some((cell) => cell?.text.trim() === '%');
}

/** Of what is measured the unit says nothing. */
const MEASURES = new Set(['đồng', 'ha', 'km', 'mét', 'mét_vuông', 'tấn', 'ngày', 'giờ', 'năm', 'điểm', 'lượt']);

function ofProse(facts: Facts, fact: Fact): Name {
  const { figure, passage, sentence: s } = fact as Fact & { passage: NonNullable<Fact['passage']> };
  const { text } = passage;
  const sentence = facts.sentences[s];
  const start = sentence?.start ?? 0;
  const end = sentence?.end ?? text.length;
  const around = wordsAround(passage, figure);
  const lead = text.slice(start, figure.start);
  const from = start + lead.lastIndexOf('; ') + 1;
  // “12 phòng, đơn vị; 486 công chức”: what stands before the mark is of the figure before.
  const is_next = /[,;]$|(?:^|\s)và$/iu.test(around.before);
  const before = is_next ? '' : around.before;
  const cut = around.after.search(REASON);
  const after = cut < 0 ? around.after : around.after.slice(0, cut);
  const unit = figure.unit.startsWith('~') ? '' : text.slice(figure.end, figure.tail);
  const clause = is_next
    ? text.slice(from, figure.start)
    : text.slice(from, Math.max(from, text.lastIndexOf(before, figure.start)));
  // A rate, money and what has nothing behind it are called so before the number.
  const is_led = isRate(fact) || MEASURES.has(plainUnit(figure)) || wordsIn(`${unit} ${after}`).length === 0;
  const named = wordsIn(before);
  // “(đạt 80,4%)”: what it is a rate of stands in the clause before.
  // “- Cấp xã: … Số đã giải quyết 5.838 hồ sơ.”: the item says of what.
  const item = start > 0 ? (/^[^.;:\d]{3,60}(?=:)/u.exec(text)?.[0] ?? '') : '';
  const own = isRate(fact) && named.every((word) => FLUFF.has(word)) ? wordsIn(clause) : named;
  const hard = wordsIn(`${unit} ${isRate(fact) ? '' : after}`);
  const rest = text.slice(figure.end, Math.min(end, figure.tail + 120)).split(/[;.]\s|\d/u)[0] ?? '';
  return {
    hard: new Set(is_led ? [...hard, ...own.slice(-10)] : hard),
    soft: new Set(is_led ? (own === named && own.length === 0 ? wordsIn(clause).slice(-10) : []) : own.slice(-10)),
    topic: new Set([...wordsIn(`${item} ${clause} ${rest}`), ...(clause.trim().length < 12 ? wordsIn(lead) : [])]),
    under: new Set(fact.under),
    is_total: false,
    is_cell: false,
    far: new Set(wordsIn(lead)),
    unit: new Set(wordsIn(unit)),
    said: plain(`${before} ${unit} ${after}`),
    clause: plain(`${item} ${clause} ${before} ${unit} ${after}`),
    around: plain(`${item} ${text.slice(start, end)} ${titlesOf(passage.section)}`),
  };
}

function titlesOf(section: { title: string; parent: unknown } | null): string {
  let words = '';
  for (let at = section as { title: string; parent: typeof section } | null; at; at = at.parent as typeof at)
    words += ` ${at.title.slice(0, 120)}`;
  return words;
}

const HEADING =
  /^(?:(?:kết quả|thực hiện|số liệu)?[\s(]*(?:\d+ tháng|năm|quý|tháng|kỳ)[\s\dIVX/()-]*(?:năm)?[\s\d]*|số liệu|số lượng|kết quả(?: thực hiện)?|thực hiện|tổng số|số|kỳ báo cáo|trong kỳ|giá trị|năm nay|số kỳ này|ghi chú|tổng cộng|cộng)$/iu;

function ofCell(fact: Fact): Name {
  const { grid, row, column } = fact.cell as NonNullable<Fact['cell']>;
  const head = grid.columns[column];
  const own = HEADING.test((head?.own ?? '').trim()) ? '' : (head?.own ?? '');
  const label = row.is_total ? '' : row.label;
  const said = plain(`${label} ${own}`);
  const line = (grid.at[row.index] ?? [])
    .flatMap((cell) => (cell && !/\d/.test(cell.text) && cell.text.length < 25 ? [cell.text] : []))
    .join(' ');
  const parent = parentOf(grid.rows, row)?.label ?? '';
  const around = plain(
    `${said} ${head?.name ?? ''} ${parent} ${line} ${grid.columns[0]?.name ?? ''} ${grid.columns[1]?.name ?? ''}`,
  );
  return {
    hard: new Set(wordsIn(said.replace(/^\s*[-–+]?\s*trong đó:?/iu, ''))),
    soft: new Set(),
    topic: new Set(wordsIn(around)),
    under: new Set(fact.under),
    is_total: row.is_total,
    is_cell: true,
    far: new Set(),
    unit: new Set(),
    said,
    clause: around,
    around: `${around} ${fact.under.join(' ')}`,
  };
}

/** The row that a part stands under: by its code, or the last that is no part. */
function parentOf(rows: readonly Row[], row: Row): Row | undefined {
  const dot = row.code.lastIndexOf('.');
  if (dot > 0) return rows.find(({ code }) => code === row.code.slice(0, dot));
  if (!row.is_part && !/^[-–+a-zđ]/u.test(row.label.trim())) return undefined;
  return rows.slice(0, rows.indexOf(row)).findLast((other) => !other.is_part && !/^[-–+]/u.test(other.label.trim()));
}

const has = (name: Name, word: string): boolean =>
  name.hard.has(word) || name.soft.has(word) || name.topic.has(word) || name.under.has(word);

/** What of the one's name the other lacks, by weight. */
function lacking(facts: Facts, words: ReadonlySet<string>, other: Name): number {
  let sum = 0;
  for (const word of words)
    if (!FLUFF.has(word) && !has(other, word)) sum += facts.weight(word) * (other.far.has(word) ? 0.3 : 1);
  return sum;
}

function weightOf(facts: Facts, words: ReadonlySet<string>): number {
  let sum = 0;
  for (const word of words) if (!FLUFF.has(word)) sum += facts.weight(word);
  return sum;
}

const MOST_TWO_SIDED = 0.5;
const LEAST_SHARED = 2;

/** Whether the column of a cell is called as what the sentence counts: by all its words, or by the unit when it has no other. */
export function isOfColumn(facts: Facts, told: Fact, cell: Fact): boolean {
  const own = cell.cell?.grid.columns[cell.cell.column]?.own ?? '';
  const name = nameOf(facts, told);
  const words = wordsIn(own).filter((word) => !FLUFF.has(word) && !name.unit.has(word));
  if (words.length > 0) return words.every((word) => has(name, word));
  const { passage, figure } = told;
  const unit = passage ? flat(passage.text.slice(figure.end, figure.tail)) : '';
  return unit !== '' && ` ${flat(own)} `.includes(` ${unit} `) && wordsIn(own).every((word) => has(name, word));
}

/** Whether the words set the two apart, or the time they are of. */
export const areApart = (document: Document, facts: Facts, f: Fact, g: Fact): boolean => {
  const [a, b] = [nameOf(facts, f), nameOf(facts, g)];
  return isSetApart(a, b) || isOfOtherTime(document, a, b);
};

/** How far two figures are called alike, 0 to 1; 0 when something sets them apart. */
export function sameness(document: Document, facts: Facts, f: Fact, g: Fact): number {
  const [a, b] = [nameOf(facts, f), nameOf(facts, g)];
  if (!isOfState(f, g, b) || !isOfState(g, f, a)) return 0;
  if (!isTotalOf(f, a, b) || !isTotalOf(g, b, a)) return 0;
  if ((sharedIn(a, b) < LEAST_SHARED && !areBare(facts, a, b)) || !isRowOf(f, b) || !isRowOf(g, a)) return 0;
  const [left, right] = [lacking(facts, a.hard, b), lacking(facts, b.hard, a)];
  // Each has something that the other lacks: two of a kind.
  if (Math.min(left, right) > MOST_TWO_SIDED) return 0;
  const soft = lacking(facts, a.soft, b) + lacking(facts, b.soft, a);
  const all = [a.hard, a.soft, b.hard, b.soft].reduce((sum, words) => sum + weightOf(facts, words), 0);
  if (all === 0) return 0;
  const score = 1 - (left + right + 0.5 * soft) / all;
  if (score < 0.5) return 0;
  return areApart(document, facts, f, g) ? 0 : score;
}

/** A total whose column says nothing is called so by its caption. */
function isTotalOf({ cell }: Fact, own: Name, told: Name): boolean {
  if (!cell?.row.is_total || [...own.hard].some((word) => !FLUFF.has(word))) return true;
  const words = [...told.hard, ...told.soft].filter((word) => !FLUFF.has(word) && !told.unit.has(word));
  const named = words.filter((word) => own.under.has(word) || own.topic.has(word));
  return named.length >= 2 && named.length * 5 >= words.length * 3;
}

/** “Đang giải quyết”: a column of a state is told by words of that state. */
function isOfState({ cell, state }: Fact, told: Fact, name: Name): boolean {
  if (!cell || state === '' || told.state !== '') return true;
  const own = wordsIn(cell.grid.columns[cell.column]?.own ?? '');
  return own.every((word) => has(name, word) || name.far.has(word));
}

/** “có 7.912 hộ”, “với 7.921 hộ”: nothing but what is counted, which the report does not count everywhere. */
function areBare(facts: Facts, a: Name, b: Name): boolean {
  const [x, y] = [a, b].map(({ hard, soft }) => [...hard, ...soft].filter((word) => !FLUFF.has(word))) as [string[], string[]];
  return x.length > 0 && x.join() === y.join() && x.some((word) => facts.weight(word) > 0.45);
}

const rows = new WeakMap<Row, string[]>();

/** A row of a table is named by all its words, its number too: “Thôn 2”. */
function isRowOf({ cell }: Fact, told: Name): boolean {
  if (!cell || cell.row.is_total) return true;
  const { row } = cell;
  let words = rows.get(row);
  if (!words) {
    words = flat(plain(row.label).replace(/\([^()]*\)/gu, ' '))
      .split(' ')
      .filter((word) => /^\d+$/.test(word) || contentOf(word).length > 0);
    rows.set(row, words);
  }
  const around = aroundOf(told);
  const lacking = words.filter((word) => !around.includes(` ${word} `));
  return lacking.every((word) => FLUFF.has(word) || ASIDE.has(word)) || (words.length >= 5 && lacking.length * 5 <= words.length);
}

/** Words that both are called by, in the own words of one at least; the unit alone is one. */
function sharedIn(a: Name, b: Name): number {
  const words = new Set<string>();
  for (const [x, y] of [
    [a, b],
    [b, a],
  ] as const)
    for (const own of [x.hard, x.soft])
      for (const word of own)
        if (y.hard.has(word) || y.soft.has(word) || y.topic.has(word) || (y.is_total && y.under.has(word)))
          words.add(a.unit.has(word) && b.unit.has(word) ? 'unit' : word);
  let count = 0;
  for (const word of words) count += FLUFF.has(word) ? 0.5 : 1;
  // “công chức, viên chức, người lao động” says more than “hồ sơ”.
  return words.has('unit') ? count - 1 + Math.min(2, a.unit.size / 2, b.unit.size / 2) : count;
}

/** “từ mức 84,7 % hiện nay lên”: in a plan the figure of now; “So với năm 2024 (tỷ lệ chung 90,2 %)”: of then. */
function roleIn(facts: Facts, fact: Fact): Fact['role'] {
  let role = roles.get(fact);
  if (!role) {
    role = readRole(fact, nameOf(facts, fact));
    roles.set(fact, role);
  }
  return role;
}

const roles = new WeakMap<Fact, Fact['role']>();

function readRole({ role, passage, figure }: Fact, { said }: Name): Fact['role'] {
  // What sets “đầu năm” apart is asked of the words.
  if (!passage) return role === 'before' && /đầu (?:năm|kỳ)/iu.test(said) ? 'result' : role;
  if (role === 'rest' && /(?<!\p{L})(?:chưa|không|đang|quá hạn)(?!\p{L})/iu.test(said)) return 'result';
  const lead = passage.text.slice(Math.max(0, figure.start - 90), figure.start);
  if (role === 'before' && /đầu (?:năm|kỳ)/iu.test(lead.slice(-40))) return 'result';
  if (role === 'change' && /(?:tiếp nhận|bổ sung|ban hành|thành lập|có|cấp) thêm\s*$/iu.test(lead)) return 'result';
  if (role === 'before' && passage.section.is_plan && /từ(?: mức| con số)?\s*$/iu.test(lead)) return 'result';
  return role === 'result' && /(?:so với|cùng kỳ)[^.;)]*\([^)]*$/iu.test(lead) ? 'before' : role;
}

const OF_PEOPLE = /người(?! dân)|[cv]iên chức|công chức|cán bộ|lao động|học sinh|đối tượng|giáo viên|nhà trẻ|mẫu giáo|biên chế/iu;

/** A first look: some word of the one's own stands with the other. */
const sharesWord = (f: Fact, g: Fact): boolean =>
  f.own.some((word) => g.own.includes(word) || g.topic.includes(word) || g.under.includes(word)) ||
  g.own.some((word) => f.topic.includes(word) || f.under.includes(word));

/** A table of people, of households or of money says so. */
function isUnitIn(facts: Facts, told: Fact, cell: Fact): boolean {
  if (!cell.cell || told.cell || told.figure.kind !== 'count' || ['', 'hồ_sơ', 'đồng'].includes(plainUnit(told.figure)))
    return true;
  const name = nameOf(facts, cell);
  const { unit } = nameOf(facts, told);
  return (unit.size > 0 && [...unit].some((word) => has(name, word))) || OF_PEOPLE.test(name.around);
}

/** Whether both may count one thing: unit and scale as printed, of a cell as its row and column say. */
export function mayBeOne(facts: Facts, f: Fact, g: Fact): boolean {
  if (isRate(f) !== isRate(g) || f.figure.decimals !== g.figure.decimals) return false;
  if (f.figure.kind === 'percent_points' || g.figure.kind === 'percent_points') return false;
  if (f.state !== '' && g.state !== '' && f.state !== g.state) return false;
  const [x, y] = [plainUnit(f.figure), plainUnit(g.figure)];
  if (x !== '' && y !== '' && (x !== y || f.figure.scale !== g.figure.scale)) return false;
  if (!sharesWord(f, g) || roleIn(facts, f) !== roleIn(facts, g)) return false;
  if (!isUnitIn(facts, f, g) || !isUnitIn(facts, g, f)) return false;
  if (f.figure.scale === g.figure.scale) return true;
  const [scaled, bare] = f.figure.scale > g.figure.scale ? [f, g] : [g, f];
  if (!bare.cell || bare.figure.scale !== 1n) return false;
  const words = nameOf(facts, bare);
  return has(words, scaled.figure.scale === 1_000_000n ? 'triệu' : 'tỷ') || /tỷ đồng/iu.test(words.around);
}
