// Results that a workbook keeps with its formulas, found anew where they follow from cells that were filled in.
import {
  absolute,
  add,
  compare,
  divide,
  larger,
  multiply,
  negate,
  printRational,
  type Rational,
  rationalOf,
  reduced,
  smaller,
  subtract,
  whole,
  ZERO,
} from '#lib/rational';
import { type Book, type BookCell, isIn, keyOf, type Sheet } from './ministry-book.ts';
import type { CellValue, Setting } from './ministry-cells.ts';
import { type Node, NotComputed, parseFormula, type Ref, refsIn } from './ministry-parse.ts';

/** Cells looked at for all formulas together; more is left to the program that opens the file. */
const MOST_STEPS = 3_000_000;

type Value = Rational | string | boolean | null | { error: string };
const isNumber = (value: Value): value is Rational => typeof value === 'object' && value !== null && 'n' in value;
const isError = (value: Value): value is { error: string } => typeof value === 'object' && value !== null && 'error' in value;

export type Recomputed = {
  /** Results by sheet that are others than those stored. */
  settings: Map<string, Setting[]>;
  /** Formulas that follow from the cells and are not computed here: `Sheet1!C9`. */
  left: string[];
};

/** @param filled settings by the name of the sheet */
export function recomputed(book: Book, filled: ReadonlyMap<string, readonly Setting[]>): Recomputed {
  const work = new Work(book, filled);
  const settings = new Map<string, Setting[]>();
  const left: string[] = [];
  for (const sheet of book.sheets)
    for (const cell of sheet.cells.values()) {
      if (!cell.formula || !work.follows(sheet, cell)) continue;
      try {
        const value = shownValue(work.formulaValue(sheet, cell));
        if (isStored(cell, value)) continue;
        const found = settings.get(sheet.name) ?? [];
        found.push({ row: cell.row, column: cell.column, value });
        settings.set(sheet.name, found);
      } catch (cause) {
        if (!(cause instanceof NotComputed)) throw cause;
        left.push(`${sheet.name}!${work.address(cell)}`);
      }
    }
  return { settings, left };
}

class Work {
  readonly #sheets: Map<string, Sheet>;
  readonly #filled = new Map<string, CellValue>();
  readonly #follows = new Map<BookCell, boolean>();
  readonly #nodes = new Map<BookCell, Node | null>();
  readonly #values = new Map<BookCell, Value>();
  readonly #open = new Set<BookCell>();
  readonly #masters = new Map<string, BookCell>();
  #steps = 0;

  constructor(book: Book, filled: ReadonlyMap<string, readonly Setting[]>) {
    this.#sheets = new Map(book.sheets.map((sheet) => [sheet.name.toLowerCase(), sheet]));
    for (const [name, settings] of filled)
      for (const { row, column, value } of settings) this.#filled.set(`${name.toLowerCase()}!${keyOf(row, column)}`, value);
    for (const sheet of book.sheets)
      for (const cell of sheet.cells.values())
        if (cell.formula?.shared != null && cell.formula.text !== '')
          this.#masters.set(`${sheet.name}!${cell.formula.shared}`, cell);
  }

  address(cell: BookCell): string {
    let letters = '';
    for (let rest = cell.column; rest > 0; rest = Math.floor((rest - 1) / 26))
      letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    return `${letters}${cell.row}`;
  }

  #step(): void {
    this.#steps += 1;
    if (this.#steps > MOST_STEPS) throw new NotComputed('much');
  }

  /** Null: not computed here. */
  #node(sheet: Sheet, cell: BookCell): Node | null {
    const known = this.#nodes.get(cell);
    if (known !== undefined) return known;
    const { formula } = cell;
    let node: Node | null = null;
    try {
      const master =
        formula?.text === '' && formula.shared !== null ? this.#masters.get(`${sheet.name}!${formula.shared}`) : cell;
      if (formula && master?.formula && (formula.kind === 'normal' || formula.kind === 'shared'))
        node = parseFormula(master.formula.text, { rows: cell.row - master.row, columns: cell.column - master.column });
    } catch (cause) {
      if (!(cause instanceof NotComputed)) throw cause;
    }
    this.#nodes.set(cell, node);
    return node;
  }

  /** Whether a formula depends on a filled cell. What is not read is taken to depend on them when anything was filled in. */
  follows(sheet: Sheet, cell: BookCell): boolean {
    const known = this.#follows.get(cell);
    if (known !== undefined) return known;
    this.#follows.set(cell, false);
    const node = this.#node(sheet, cell);
    let found: boolean;
    try {
      found = node === null ? this.#mayFollow(cell) : refsIn(node).some((ref) => this.#touches(sheet, ref));
    } catch (cause) {
      if (!(cause instanceof NotComputed)) throw cause;
      found = true;
    }
    this.#follows.set(cell, found);
    return found;
  }

  // `TODAY()` and the like name no cell and no name: nothing that was filled in reaches them.
  #mayFollow({ formula }: BookCell): boolean {
    const text = (formula?.text ?? '').replace(/"[^"]*"/g, '');
    return this.#filled.size > 0 && (text === '' || /[A-Za-z_\p{L}][\p{L}\p{N}_.]*(?![\p{L}\p{N}_.(])/u.test(text));
  }

  #touches(from: Sheet, ref: Ref): boolean {
    const sheet = this.#sheetOf(from, ref);
    if (!sheet) return false;
    for (const [row, column] of this.#placesIn(sheet, ref)) {
      if (this.#filled.has(`${sheet.name.toLowerCase()}!${keyOf(row, column)}`)) return true;
      const cell = sheet.cells.get(keyOf(row, column));
      if (cell?.formula && this.follows(sheet, cell)) return true;
    }
    return false;
  }

  #sheetOf(from: Sheet, { sheet }: Ref): Sheet | null {
    return sheet === null ? from : (this.#sheets.get(sheet.toLowerCase()) ?? null);
  }

  *#placesIn(sheet: Sheet, ref: Ref): Generator<[number, number]> {
    const size = (ref.bottom - ref.top + 1) * (ref.right - ref.left + 1);
    if (size <= 20_000) {
      for (let row = ref.top; row <= ref.bottom; row += 1)
        for (let column = ref.left; column <= ref.right; column += 1) {
          this.#step();
          yield [row, column];
        }
      return;
    }
    const prefix = `${sheet.name.toLowerCase()}!`;
    for (const key of this.#filled.keys()) {
      if (!key.startsWith(prefix)) continue;
      const [row, column] = key.slice(prefix.length).split(':').map(Number) as [number, number];
      if (!sheet.cells.has(keyOf(row, column)) && isIn(ref, row, column)) yield [row, column];
    }
    for (const { row, column } of sheet.cells.values()) {
      this.#step();
      if (isIn(ref, row, column)) yield [row, column];
    }
  }

  /** @throws NotComputed */
  formulaValue(sheet: Sheet, cell: BookCell): Value {
    const known = this.#values.get(cell);
    if (known !== undefined) return known;
    const node = this.#node(sheet, cell);
    if (node === null || this.#open.has(cell) || this.#open.size > 200) throw new NotComputed('formula');
    this.#open.add(cell);
    try {
      const value = this.#value(sheet, node);
      this.#values.set(cell, value);
      return value;
    } finally {
      this.#open.delete(cell);
    }
  }

  #cellValue(sheet: Sheet, row: number, column: number): Value {
    const set = this.#filled.get(`${sheet.name.toLowerCase()}!${keyOf(row, column)}`);
    if (set) return set.kind === 'blank' ? null : set.kind === 'number' ? rationalOf(set.text) : set.text;
    const cell = sheet.cells.get(keyOf(row, column));
    if (!cell) return null;
    if (cell.formula && this.follows(sheet, cell)) return this.formulaValue(sheet, cell);
    return storedValue(cell);
  }

  #value(sheet: Sheet, node: Node): Value {
    this.#step();
    switch (node.op) {
      case 'number':
        return exact(node.text);
      case 'text':
        return node.text;
      case 'ref': {
        const { top, left, bottom, right } = node.ref;
        const of = this.#sheetOf(sheet, node.ref);
        if (!of || top !== bottom || left !== right) throw new NotComputed('range');
        return this.#cellValue(of, top, left);
      }
      case 'minus': {
        const value = this.#number(sheet, node.of);
        return isError(value) ? value : negate(value);
      }
      case 'call':
        return this.#call(sheet, node);
      default:
        return this.#binary(sheet, node);
    }
  }

  #number(sheet: Sheet, node: Node): Rational | { error: string } {
    return numberOf(this.#value(sheet, node));
  }

  #binary(sheet: Sheet, node: Extract<Node, { left: Node }>): Value {
    const { op } = node;
    if (op === '&') throw new NotComputed('text');
    if (op === '+' || op === '-' || op === '*' || op === '/') {
      const [a, b] = [this.#number(sheet, node.left), this.#number(sheet, node.right)];
      if (isError(a)) return a;
      if (isError(b)) return b;
      if (op === '/') return b.n === 0n ? { error: '#DIV/0!' } : reduced(divide(a, b));
      return op === '+' ? add(a, b) : op === '-' ? subtract(a, b) : multiply(a, b);
    }
    const [a, b] = [this.#value(sheet, node.left), this.#value(sheet, node.right)];
    if (isError(a)) return a;
    if (isError(b)) return b;
    const order = compared(a, b);
    if (op === '=') return order === 0;
    if (op === '<>') return order !== 0;
    return op === '<' ? order < 0 : op === '>' ? order > 0 : op === '<=' ? order <= 0 : order >= 0;
  }

  #call(sheet: Sheet, { name, args }: Extract<Node, { op: 'call' }>): Value {
    const [first, second, third] = args;
    if (name === 'IF' && first && second) {
      const holds = truth(this.#value(sheet, first));
      if (isError(holds)) return holds;
      return holds ? this.#value(sheet, second) : third ? this.#value(sheet, third) : false;
    }
    if (name === 'IFERROR' && first && second) {
      const value = this.#value(sheet, first);
      return isError(value) ? this.#value(sheet, second) : value;
    }
    if (name === 'ISNUMBER' && first) return isNumber(this.#value(sheet, first));
    if (name === 'NOT' || name === 'AND' || name === 'OR') {
      const found = args.map((arg) => truth(this.#value(sheet, arg)));
      const wrong = found.find((one) => typeof one !== 'boolean');
      if (wrong !== undefined) return wrong;
      return name === 'NOT' ? !found[0] : name === 'AND' ? found.every(Boolean) : found.some(Boolean);
    }
    if ((name === 'ROUND' || name === 'ABS') && first) {
      const value = this.#number(sheet, first);
      if (isError(value)) return value;
      if (name === 'ABS') return absolute(value);
      const digits = second ? this.#number(sheet, second) : ZERO;
      if (isError(digits) || reduced(digits).d !== 1n || digits.n < 0n || digits.n > 10n) throw new NotComputed('digits');
      return rationalOf(printRational(reduced(value), Number(reduced(digits).n)));
    }
    return folded(name, this.#listed(sheet, args));
  }

  /** Values of the arguments of a sum; of ranges only numbers and errors count. */
  #listed(sheet: Sheet, args: readonly Node[]): Value[] {
    return args.flatMap((arg) => {
      if (arg.op !== 'ref') return [numberOf(this.#value(sheet, arg))];
      const of = this.#sheetOf(sheet, arg.ref);
      if (!of) throw new NotComputed('sheet');
      const values = [...this.#placesIn(of, arg.ref)].map(([row, column]) => this.#cellValue(of, row, column));
      return values.filter((value) => isNumber(value) || isError(value));
    });
  }
}

function folded(name: string, values: readonly Value[]): Value {
  if (name === 'COUNT') return whole(values.filter(isNumber).length);
  const wrong = values.find(isError);
  if (wrong) return wrong;
  const numbers = values.filter(isNumber);
  if (name === 'SUM') return reduced(numbers.reduce(add, ZERO));
  if (name === 'MIN') return numbers.length === 0 ? ZERO : numbers.reduce(smaller);
  if (name === 'MAX') return numbers.length === 0 ? ZERO : numbers.reduce(larger);
  throw new NotComputed(name);
}

function numberOf(value: Value): Rational | { error: string } {
  if (value === null) return ZERO;
  if (typeof value === 'boolean') return whole(value ? 1 : 0);
  // Excel reads some texts as numbers, by the language it runs in.
  if (typeof value === 'string') return { error: '#VALUE!' };
  return value;
}

function truth(value: Value): boolean | { error: string } {
  if (isError(value) || typeof value === 'boolean') return value;
  const number = numberOf(value);
  return isError(number) ? number : number.n !== 0n;
}

// Numbers before texts before truth, as Excel orders them; blank is 0 or no text.
function compared(a: Value, b: Value): number {
  const rank = (value: Value) => (isNumber(value) ? 0 : typeof value === 'string' ? 1 : 2);
  const [x, y] = [a ?? (typeof b === 'string' ? '' : ZERO), b ?? (typeof a === 'string' ? '' : ZERO)];
  if (isNumber(x) && isNumber(y)) return compare(x, y);
  if (typeof x === 'string' && typeof y === 'string') {
    const [left, right] = [x.toLowerCase(), y.toLowerCase()];
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return rank(x) - rank(y) || Number(x === true) - Number(y === true);
}

/** A decimal as Excel stores it, also `1.5E-3`. */
function exact(text: string): Rational {
  const [, digits = '', decimals = '', power = '0'] = /^(-?\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text.trim()) ?? [];
  if (digits === '' && decimals === '') throw new NotComputed('number');
  const shift = Number(power) - decimals.length;
  const n = BigInt(`${digits === '-' ? '-0' : digits || '0'}${decimals}`.replace(/^-0+(?=\d)/, '-'));
  return reduced(shift >= 0 ? { n: n * 10n ** BigInt(shift), d: 1n } : { n, d: 10n ** BigInt(-shift) });
}

function storedValue({ type, text }: BookCell): Value {
  if (type === 's' || type === 'str' || type === 'inlineStr') return text;
  if (type === 'b') return text === '1';
  if (type === 'e') return { error: text };
  return text === '' ? null : exact(text);
}

/** As Excel stores a result: a number has 17 digits at most. */
function shownValue(value: Value): CellValue {
  if (value === null) return { kind: 'number', text: '0' };
  if (typeof value === 'boolean') throw new NotComputed('truth');
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (isError(value)) return { kind: 'error', text: value.error };
  const { n, d } = reduced(value);
  if (d === 1n) return { kind: 'number', text: String(n) };
  return { kind: 'number', text: String(Number(printRational({ n, d }, 15))) };
}

function isStored(cell: BookCell, value: CellValue): boolean {
  if (value.kind === 'blank') return cell.text === '';
  if (value.kind === 'text') return cell.type === 'str' && cell.text === value.text;
  if (value.kind === 'error') return cell.type === 'e' && cell.text === value.text;
  return cell.type === 'n' && cell.text !== '' && Number(cell.text) === Number(value.text);
}
