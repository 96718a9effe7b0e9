// What every figure of a report is of: read once, for prose and for tables, by the words that stand around it wherever they stand.
//
// The finders of shapes know an order of words; whoever writes in another order is not understood. A relation that is asked of facts asks: which figures
// near here are called so, and what are they (a result, the figure of the period before, a target, a change, a rest)? Likeness of words is weighed by how
// rare a word is in this report, so that “hồ sơ” says little in a report on dossiers and “hộ tịch” much.
import { type Document, type Passage, wordsAround } from './document.ts';
import type { Figure } from './figure.ts';
import { type Entry, type Grid, gridsOf, type Row } from './grid.ts';
import { type Sentence, storyOf } from './story.ts';
import { wordsOf } from './words.ts';

/**
 * `result` unless the words next to it say otherwise: `before` is of an earlier period or of what it is compared with, `target` was set, planned or asked for,
 * `change` by how much something grew or fell short of something, `rest` what is left, missing or not done, `rank` a place in an order.
 */
export type Role = 'result' | 'before' | 'target' | 'change' | 'rest' | 'rank';

/** A state of what is counted. Words of one state are one word where facts are compared. */
export type State = (typeof STATES)[number][0];

export type Fact = {
  figure: Figure;
  /** Of the figure in the report: its identity. */
  at: number;
  /** Where it stands in prose; null in a table. */
  passage: Passage | null;
  /** Sentences counted through the report; -1 in a table. */
  sentence: number;
  cell: { grid: Grid; row: Row; entry: Entry; column: number } | null;
  role: Role;
  state: State | '';
  /** Words of its own phrase: behind it, before it up to the last mark; of a cell those of its row and column. */
  own: readonly string[];
  /** Words of its sentence before that phrase. */
  topic: readonly string[];
  /** Words of the line above a list, and of the headings above. */
  under: readonly string[];
  /** Whether it is over or under the line of a printed fraction. */
  of_fraction: 'part' | 'base' | '';
};

const STATES = [
  ['carried', /(?:kỳ|tháng|quý|năm) trước (?:chuyển|sang)|chuyển (?:sang|qua)|(?<!\p{L})tồn (?:cũ|đầu)/u],
  ['early', /trước (?:thời )?hạn|sớm (?:hơn )?(?:so với )?(?:thời )?hạn/u],
  ['on_time', /đúng (?:thời )?hạn|trong (?:thời )?hạn|kịp hạn/u],
  ['late', /(?:quá|trễ|chậm) (?:thời )?hạn|trễ hẹn|(?<!\p{L})chậm (?:trả|giải quyết)|bị (?:trễ|chậm)/u],
  ['missing', /chưa sử dụng|còn thiếu|còn khuyết|(?<!\p{L})khuyết|chưa tuyển|thiếu so với/u],
  ['not_met', /(?:chưa|không) (?:đạt|hoàn thành|thực hiện|đủ)/u],
  [
    'pending',
    /(?:đang|chưa|còn) (?:phải |được )?(?:giải quyết|xử lý|thụ lý|trả lời|kiểm tra|số hóa|triển khai|giải ngân)|còn lại/u,
  ],
  ['returned', /trả lại|từ chối|rút hồ sơ|bổ sung/u],
  ['present', /(?<!\p{L})có mặt|hiện (?:có|đang có)|(?<!\p{L})thực có/u],
  ['assigned', /được giao|(?<!\p{L}|bàn )giao(?: năm| cho|:|$)|kế hoạch vốn|dự toán|phân bổ/u],
  ['spent', /giải ngân|(?<!\p{L})đã chi(?!\p{L})|thanh toán vốn/u],
  [
    'resolved',
    /(?:đã|được) (?:giải quyết|xử lý|trả lời|trả)(?!\p{L})|giải quyết xong|xử lý xong|trả kết quả|hoàn thành|(?<!\p{L})xong(?!\p{L})/u,
  ],
  ['received', /tiếp nhận|(?<!\p{L})nhận được|(?<!\p{L})gửi đến/u],
  ['met', /(?<!\p{L})đạt(?: và vượt|(?! tỷ| tỉ| \d))|(?<!\p{L})vượt(?! \d)/u],
] as const;

const CHANGE =
  /(?:tăng|giảm|thêm|bớt|hơn|kém|thiếu|vượt|hụt|chênh(?: lệch)?|tiến|lùi|tụt)(?: thêm| lên| đi| được| khoảng| tới| đến mức| so với kế hoạch)?\s*[(:]?\s*$/iu;
const CHANGE_BEHIND = /^[^.,;()\d]{0,24}?(?:nhiều|ít|cao|thấp) hơn(?!\p{L})|^\s?(?:\p{L}+\s){0,2}so với/iu;
const REST = /(?:còn lại|còn|chưa|thiếu|khuyết|tồn)(?:\s\p{L}+){0,3}\s*(?:là|:)?\s*$/iu;
const RANK = /(?:thứ|hạng|vị trí)(?: thứ)?\s*$/iu;
const BEFORE =
  /so với|cùng kỳ|(?:năm|quý|tháng|kỳ|đợt) (?:trước|ngoái)|(?<!(?:tháng|quý|tuần) )đầu (?:năm|kỳ|quý|nhiệm kỳ)|trước (?:đó|đây|sáp nhập|sắp xếp)|(?<!\p{L})từ(?: mức| con số)?\s*$|con số/iu;
const TARGET =
  /kế hoạch(?! số)|chỉ tiêu|mục tiêu(?! quốc gia)|(?<!\p{L}|bàn )giao(?!\p{L}| dịch| thông| đất| lưu| tiếp)|phấn đấu|dự toán|tối thiểu|(?:theo|mức) quy định|(?<!\p{L})mốc|ngưỡng|yêu cầu|đề ra|định mức|(?<!từ )(?:mức )?trần/iu;

const STOP = new Set(
  'tỷ tỉ lệ đạt là chiếm của các những tổng số được đã và với trên tại trong theo có cho từ đến mới chỉ này đó như về do bởi khi ra vào cũng đều bằng gồm bao toàn chung hiện nay cả ở mức còn qua vẫn việc thì mà nên lại một hai ba bốn năm lượng người'.split(
    ' ',
  ),
);
const MOST_OWN = 12;

const made = new WeakMap<Document, Facts>();

/** All facts of a report, with the weight of its words. */
export type Facts = {
  prose: readonly Fact[];
  cells: readonly Fact[];
  /** Prose by sentence. */
  by_sentence: ReadonlyMap<number, readonly Fact[]>;
  sentences: readonly Sentence[];
  /** How much a word tells: 0 for a word of every figure, 1 and more for a rare one. */
  weight: (word: string) => number;
};

/** Reads what the figures of a report are of, once for all rules. Figures of plans are read too: {@link Fact.passage} knows its section. */
export function factsOf(document: Document): Facts {
  const known = made.get(document);
  if (known) return known;
  const sentences: Sentence[] = [];
  const prose: Fact[] = [];
  for (const [i, of_passage] of storyOf(document).entries()) {
    const passage = document.passages[i] as Passage;
    const first = sentences.length;
    sentences.push(...of_passage);
    if (passage.figures.length > 0) prose.push(...factsIn(document, passage, of_passage, first));
  }
  const facts = new FactsRead(document, prose, sentences);
  made.set(document, facts);
  return facts;
}

/**
 * Many relations ask neither for tables nor for weights, and of few figures for their words: what takes long is read when it is asked for. By classes:
 * an object literal with a getter of its own is kept as a hash table by V8, and a hundred finders look into facts (a figure's facts took 2 % of a check).
 */
class FactsRead implements Facts {
  readonly prose: readonly Fact[];
  readonly sentences: readonly Sentence[];
  readonly by_sentence: ReadonlyMap<number, readonly Fact[]>;
  readonly #document: Document;
  #cells: readonly Fact[] | undefined;
  #weight: Facts['weight'] | undefined;

  constructor(document: Document, prose: readonly Fact[], sentences: readonly Sentence[]) {
    this.#document = document;
    this.prose = prose;
    this.sentences = sentences;
    this.by_sentence = Map.groupBy(prose, ({ sentence }) => sentence);
  }

  get cells(): readonly Fact[] {
    this.#cells ??= cellsOf(this.#document);
    return this.#cells;
  }

  weight(word: string): number {
    this.#weight ??= weights(this.prose, this.cells);
    return this.#weight(word);
  }
}

function cellsOf(document: Document): Fact[] {
  const above = new Map(
    document.tables.map(({ table, before, section }) => [table, aboveTable(document, before, section.title)]),
  );
  return gridsOf(document).flatMap((grid) => cellFacts(grid, above.get(grid.table) ?? []));
}

function factsIn(document: Document, passage: Passage, sentences: readonly Sentence[], first: number): Fact[] {
  const above = new Above(document, passage);
  const parts = new Set(passage.fractions.map(({ a }) => a.start));
  const bases = new Set(passage.fractions.map(({ b }) => b.start));
  let s = 0;
  return passage.figures.flatMap((figure): Fact[] => {
    while (s + 1 < sentences.length && figure.start >= (sentences[s] as Sentence).end) s += 1;
    const sentence = sentences[s];
    if (!sentence || figure.start < sentence.start) return [];
    const around = wordsAround(passage, figure);
    // “41 nhiệm vụ hoàn thành, 18 nhiệm vụ …”: what stands before the comma is of the figure before.
    const before = /[,;]$|(?:^|\s)và$/iu.test(around.before) ? '' : around.before;
    const { after } = around;
    const unit_words = figure.unit.startsWith('~') ? '' : passage.text.slice(figure.end, figure.tail);
    const phrase = `${unit_words} ${after}`.trim();
    const lead = passage.text.slice(sentence.start, figure.start);
    const state = stateOf(phrase) || stateOf(before);
    const role = roleOf(lead, passage.text.slice(figure.tail, sentence.end), state);
    const of_fraction = parts.has(figure.start) ? 'part' : bases.has(figure.start) ? 'base' : '';
    return [new ProseFact({ figure, passage, sentence: first + s, role, state, of_fraction }, { above, before, phrase, lead })];
  });
}

/** What stands above a passage, in words: of all its figures the same. */
class Above {
  readonly #document: Document;
  readonly #passage: Passage;
  #words: readonly string[] | undefined;

  constructor(document: Document, passage: Passage) {
    this.#document = document;
    this.#passage = passage;
  }

  get words(): readonly string[] {
    this.#words ??= contentOf(headingsOf(this.#document, this.#passage));
    return this.#words;
  }
}

/** The texts around a figure of prose whose words are read when somebody asks for them. */
type Around = { above: Above; before: string; phrase: string; lead: string };

class ProseFact implements Fact {
  readonly figure: Figure;
  readonly at: number;
  readonly passage: Passage;
  readonly sentence: number;
  readonly cell = null;
  readonly role: Role;
  readonly state: Fact['state'];
  readonly of_fraction: Fact['of_fraction'];
  readonly #around: Around;
  #own: readonly string[] | undefined;
  #topic: readonly string[] | undefined;

  constructor(
    {
      figure,
      passage,
      sentence,
      role,
      state,
      of_fraction,
    }: Omit<Fact, 'at' | 'cell' | 'own' | 'topic' | 'under'> & { passage: Passage },
    around: Around,
  ) {
    this.figure = figure;
    this.at = passage.offset + figure.start;
    this.passage = passage;
    this.sentence = sentence;
    this.role = role;
    this.state = state;
    this.of_fraction = of_fraction;
    this.#around = around;
  }

  get own(): readonly string[] {
    const { before, phrase } = this.#around;
    this.#own ??= [...contentOf(before).slice(-MOST_OWN), ...contentOf(phrase).slice(0, MOST_OWN)];
    return this.#own;
  }

  get topic(): readonly string[] {
    const { before, lead } = this.#around;
    this.#topic ??= contentOf(before === '' ? lead : lead.slice(0, Math.max(0, lead.lastIndexOf(before))));
    return this.#topic;
  }

  get under(): readonly string[] {
    return this.#around.above.words;
  }
}

/** Words before a figure in its clause decide what it is: the nearest of them, so that “cùng kỳ 1.234, nay 1.300” has one of each. */
function roleOf(lead: string, rest: string, state: State | ''): Role {
  const near = lead.slice(-60);
  if (RANK.test(near)) return 'rank';
  if (CHANGE.test(near)) return 'change';
  const clause = near.slice(Math.max(near.lastIndexOf(','), near.lastIndexOf(';'), near.lastIndexOf(')'), lastDigit(near)) + 1);
  // “kỳ trước chuyển sang”: counted in this period.
  if (state !== 'carried' && BEFORE.test(clause)) return 'before';
  if (/^[^.,;()\d]{0,14}\)?\s*(?:của |trong )?(?:cùng kỳ|(?:năm|quý|tháng|kỳ) trước)/iu.test(rest)) return 'before';
  if (TARGET.test(clause)) return 'target';
  if (CHANGE_BEHIND.test(rest)) return 'change';
  return REST.test(clause) ? 'rest' : 'result';
}

function lastDigit(text: string): number {
  for (let i = text.length - 1; i >= 0; i -= 1) if (isDigitAt(text, i)) return i;
  return -1;
}

/** State that the words name, or ''. */
export function stateOf(words: string): State | '' {
  if (words === '' || !MAY_BE_STATE.test(words)) return '';
  const text = words.toLowerCase();
  return STATES.find(([, find]) => find.test(text))?.[0] ?? '';
}
/** A word of each state: one look instead of thirteen. */
const MAY_BE_STATE =
  /trước|sớm|hạn|khuyết|thiếu|chưa|không|đang|còn|trả|từ chối|rút|bổ sung|mặt|hiện|thực có|giao|vốn|dự toán|phân bổ|ngân|chi|đã|được|xong|hoàn thành|nhận|gửi|đạt|vượt|chuyển|tồn|trễ|chậm/iu;

/** The line that announces a list, and the titles of the sections above. */
function headingsOf(document: Document, passage: Passage): string {
  let words = '';
  for (let i = passage.index - 1; i >= Math.max(0, passage.index - 12); i -= 1) {
    const above = document.passages[i] as Passage;
    if (above.section !== passage.section) break;
    if (!/:\s*$/.test(above.text)) continue;
    words = above.text.slice(-160);
    break;
  }
  for (let section: typeof passage.section | null = passage.section; section; section = section.parent)
    words += ` ${section.title.slice(0, 120)}`;
  return words;
}

/** Words that tell something: without the small ones, without numbers. */
export const contentOf = (text: string): string[] => wordsOf(text).filter((word) => !isDigitAt(word, 0) && !STOP.has(word));

const isDigitAt = (text: string, i: number): boolean => {
  const code = text.charCodeAt(i);
  return code >= 48 && code <= 57;
};

/** What a table is called: the short lines right above it and the title of its section. */
function aboveTable(document: Document, before: number, title: string): string[] {
  const lines = document.passages.slice(Math.max(0, before - 2), before).filter(({ text }) => text.length < 200);
  return contentOf(`${title} ${lines.map(({ text }) => text).join(' ')}`);
}

function cellFacts(grid: Grid, under: readonly string[]): Fact[] {
  // Names of rows and columns are read once, not for each cell.
  const columns = grid.columns.map(({ name }) => ({
    words: contentOf(name),
    state: stateOf(name),
    role: roleOf(`${name} `, '', ''),
    role_carried: roleOf(`${name} `, '', 'carried'),
  }));
  return grid.rows.slice(0, 300).flatMap((row) => {
    const words = contentOf(row.label);
    const of_row = stateOf(row.label);
    return row.figures.flatMap((entry, index): Fact[] => {
      if (!entry) return [];
      const column = columns[index];
      const state = column?.state || of_row;
      return [
        {
          figure: entry.figure,
          at: entry.cell.offset + entry.figure.start,
          passage: null,
          sentence: -1,
          cell: { grid, row, entry, column: index },
          role: (state === 'carried' ? column?.role_carried : column?.role) ?? 'result',
          state,
          own: column ? [...words, ...column.words] : words,
          topic: [],
          under,
          of_fraction: '',
        },
      ];
    });
  });
}

/** Words of many figures tell little apart. */
function weights(...lists: readonly (readonly Fact[])[]): (word: string) => number {
  const counts = new Map<string, number>();
  let all = 0;
  for (const facts of lists) {
    all += facts.length;
    for (const { own } of facts)
      for (let i = 0; i < own.length; i += 1) {
        const word = own[i] as string;
        // Each word of a fact once.
        if (own.indexOf(word) === i) counts.set(word, (counts.get(word) ?? 0) + 1);
      }
  }
  const known = new Map<string, number>();
  const log = Math.log(Math.max(2, all));
  return (word) => {
    let weight = known.get(word);
    if (weight === undefined) {
      weight = Math.max(0.1, Math.log(Math.max(2, all) / (counts.get(word) ?? 1)) / log);
      known.set(word, weight);
    }
    return weight;
  };
}

/** The part of words, by their weight, that `shareOf` finds again, 0 to 1. */
export function foundAgain(facts: Facts, wanted: readonly string[], shareOf: (word: string) => number): number {
  let sum = 0;
  let found = 0;
  for (let i = 0; i < wanted.length; i += 1) {
    const word = wanted[i] as string;
    // Each word once: a few words are looked through faster than put into a set.
    if (wanted.indexOf(word) < i) continue;
    const weight = facts.weight(word);
    sum += weight;
    found += weight * shareOf(word);
  }
  return sum === 0 ? 0 : found / sum;
}

/** How far words are those of a fact, 0 to 1: each of `wanted` by its weight, wholly in its own phrase, in part in its sentence and above it. */
export const likeness = (facts: Facts, wanted: readonly string[], { own, topic, under }: Fact): number =>
  foundAgain(facts, wanted, (word) => (own.includes(word) ? 1 : topic.includes(word) ? 0.6 : under.includes(word) ? 0.3 : 0));

/** Facts of the sentences around one, nearest sentences first; its own sentence among them. */
export function factsNear(facts: Facts, sentence: number, back: number, forward: number): Fact[] {
  const near: Fact[] = [];
  const most = Math.max(back, forward);
  for (let far = 0; far <= most; far += 1) {
    if (far <= back) near.push(...(facts.by_sentence.get(sentence - far) ?? []));
    if (far > 0 && far <= forward) near.push(...(facts.by_sentence.get(sentence + far) ?? []));
  }
  return near;
}
