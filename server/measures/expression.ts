// Expressions over measures: `digitised / received * 100`, `if(late = 0, 100, on_time / resolved * 100)`. Pure and exact.
import {
  absolute,
  add,
  compare,
  divide,
  larger,
  multiply,
  negate,
  type Rational,
  rationalOf,
  smaller,
  subtract,
} from '#lib/rational';

export type Expression =
  | { kind: 'number'; value: Rational }
  | { kind: 'name'; name: string }
  | { kind: 'negate'; of: Expression }
  | { kind: 'binary'; op: Operator; left: Expression; right: Expression }
  | { kind: 'call'; name: FunctionName; of: Expression[] };

type Operator = '+' | '-' | '*' | '/' | '<' | '<=' | '>' | '>=' | '=' | '<>' | 'and' | 'or';
const FUNCTIONS = { max: [1, 20], min: [1, 20], abs: [1, 1], if: [3, 3], coalesce: [1, 20] } as const;
type FunctionName = keyof typeof FUNCTIONS;
const WORDS = ['and', 'or'];

/** What is wrong with the text of an expression, and where: `at` counts characters from 0. */
export class ExpressionError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

type Token = { text: string; at: number };
const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*)|(<=|>=|<>|[-+*/()<>=,])|(\[[a-z][a-z0-9_.]*\]|@[0-9A-Za-z][0-9A-Za-z.]*)|(\S))/gy;
/** How names are written: as they are (`late / resolved`), or marked, where codes of criteria stand beside measures (`[late] * @1.1`). */
export type Names = 'bare' | 'marked';

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const found = match[1] ?? match[2] ?? match[3] ?? match[4];
    const at = match.index + match[0].length - (found ?? match[5] ?? '').length;
    if (found === undefined) throw new ExpressionError(`"${match[5]}" has no meaning here`, at);
    tokens.push({ text: found, at });
  }
  return tokens;
}

const LEVELS: readonly (readonly Operator[])[] = [['or'], ['and'], ['<', '<=', '>', '>=', '=', '<>'], ['+', '-'], ['*', '/']];
const DEEPEST = 60;

class Parser {
  readonly #tokens: Token[];
  readonly #end: number;
  readonly #names: Names;
  #next = 0;
  #depth = 0;

  constructor(text: string, names: Names) {
    this.#tokens = tokensOf(text);
    this.#end = text.length;
    this.#names = names;
  }

  whole(): Expression {
    const found = this.#level(0);
    const rest = this.#tokens[this.#next];
    if (rest) throw new ExpressionError(`"${rest.text}" was not expected`, rest.at);
    return found;
  }

  #take(text: string): boolean {
    if (this.#tokens[this.#next]?.text !== text) return false;
    this.#next += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new ExpressionError(`"${text}" is missing`, this.#tokens[this.#next]?.at ?? this.#end);
  }

  #level(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.#single();
    let left = this.#level(level + 1);
    for (;;) {
      const op = operators.find((one) => this.#take(one));
      if (!op) return left;
      left = { kind: 'binary', op, left, right: this.#level(level + 1) };
    }
  }

  #single(): Expression {
    const token = this.#tokens[this.#next];
    if (!token) throw new ExpressionError('something is missing at the end', this.#end);
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new ExpressionError('too deep', token.at);
    this.#next += 1;
    const found = this.#of(token);
    this.#depth -= 1;
    return found;
  }

  #of({ text, at }: Token): Expression {
    if (/^\d/.test(text)) return { kind: 'number', value: rationalOf(text) };
    if (text === '-') return { kind: 'negate', of: this.#single() };
    if (text === '(') {
      const inner = this.#level(0);
      this.#expect(')');
      return inner;
    }
    if (/^[[@]/.test(text)) {
      if (this.#names === 'bare') throw new ExpressionError(`"${text[0]}" has no meaning here`, at);
      return { kind: 'name', name: text };
    }
    if (!/^[a-z]/.test(text) || WORDS.includes(text)) throw new ExpressionError(`"${text}" was not expected`, at);
    if (this.#tokens[this.#next]?.text !== '(') {
      if (this.#names === 'marked') throw new ExpressionError(`"${text}" needs [ ]`, at);
      return { kind: 'name', name: text };
    }
    if (!Object.hasOwn(FUNCTIONS, text)) throw new ExpressionError(`there is no function ${text}`, at);
    return this.#call(text as FunctionName, at);
  }

  #call(name: FunctionName, at: number): Expression {
    this.#expect('(');
    const of = [this.#level(0)];
    while (this.#take(',')) of.push(this.#level(0));
    this.#expect(')');
    const [least, most] = FUNCTIONS[name];
    if (of.length < least || of.length > most) throw new ExpressionError(`${name} takes ${least} to ${most} values`, at);
    return { kind: 'call', name, of };
  }
}

const parsed = new Map<string, Expression>();

/**
 * Reads an expression: numbers, measures, + - * / ( ), comparisons, `and`, `or`, max, min, abs, if(condition, then, else), coalesce.
 * @param names marked names keep their marks in `namesIn` and `evaluate`: `[late]`, `@1.1`
 * @throws ExpressionError
 */
export function parseExpression(text: string, names: Names = 'bare'): Expression {
  const key = `${names} ${text}`;
  const known = parsed.get(key);
  if (known) return known;
  const found = new Parser(text, names).whole();
  if (parsed.size > 2000) parsed.clear();
  parsed.set(key, found);
  return found;
}

/** Names of the measures an expression is made of, each once, in the order they are written. */
export function namesIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'number':
      return [];
    case 'name':
      return [expression.name];
    case 'negate':
      return namesIn(expression.of);
    case 'binary':
      return [...new Set([...namesIn(expression.left), ...namesIn(expression.right)])];
    case 'call':
      return [...new Set(expression.of.flatMap(namesIn))];
  }
}

const ONE: Rational = { n: 1n, d: 1n };
const NONE: Rational = { n: 0n, d: 1n };
const truth = (is_true: boolean): Rational => (is_true ? ONE : NONE);

/**
 * The value of an expression; null when a value it needs is not available or a divisor is 0. A comparison is 1 or 0. Only `coalesce` and the
 * branch of an `if` that is not taken get along without a value.
 */
export function evaluate(expression: Expression, known: (name: string) => Rational | null): Rational | null {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'name':
      return known(expression.name);
    case 'negate': {
      const value = evaluate(expression.of, known);
      return value && negate(value);
    }
    case 'binary': {
      const [left, right] = [evaluate(expression.left, known), evaluate(expression.right, known)];
      return left && right ? binary(expression.op, left, right) : null;
    }
    case 'call':
      return called(expression, known);
  }
}

function binary(op: Operator, a: Rational, b: Rational): Rational | null {
  switch (op) {
    case '+':
      return add(a, b);
    case '-':
      return subtract(a, b);
    case '*':
      return multiply(a, b);
    case '/':
      return b.n === 0n ? null : divide(a, b);
    case 'and':
      return truth(a.n !== 0n && b.n !== 0n);
    case 'or':
      return truth(a.n !== 0n || b.n !== 0n);
    default:
      return truth(holds(op, compare(a, b)));
  }
}

function holds(op: '<' | '<=' | '>' | '>=' | '=' | '<>', order: number): boolean {
  if (op === '<') return order < 0;
  if (op === '<=') return order <= 0;
  if (op === '>') return order > 0;
  if (op === '>=') return order >= 0;
  return op === '=' ? order === 0 : order !== 0;
}

function called({ name, of }: Extract<Expression, { kind: 'call' }>, known: (name: string) => Rational | null): Rational | null {
  const value = (at: number) => evaluate(of[at] as Expression, known);
  if (name === 'if') {
    const condition = value(0);
    if (!condition) return null;
    return value(condition.n !== 0n ? 1 : 2);
  }
  if (name === 'coalesce') {
    for (let at = 0; at < of.length; at += 1) {
      const found = value(at);
      if (found) return found;
    }
    return null;
  }
  const values = of.map((_, at) => value(at));
  const all = values.filter((one) => one !== null);
  if (all.length < values.length) return null;
  if (name === 'abs') return absolute(all[0] as Rational);
  return all.reduce(name === 'max' ? larger : smaller);
}
