// Expressions of criteria: `max(0, 2 - 0.5 * [late_cases])`, `if(@1.1 >= 1, 2, 0)`. Exact; nothing known gives nothing known.
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
  whole,
} from '#lib/rational';

type Node =
  | { kind: 'number'; value: Rational }
  | { kind: 'measure'; name: string }
  | { kind: 'criterion'; code: string }
  | { kind: 'call'; name: Call; args: Node[] }
  | { kind: 'two'; op: Two; left: Node; right: Node }
  | { kind: 'minus'; of: Node };
const CALLS = ['max', 'min', 'abs', 'if', 'coalesce'] as const;
type Call = (typeof CALLS)[number];
type Two = '+' | '-' | '*' | '/' | '<' | '<=' | '>' | '>=' | '=';

/** What an expression names: measures in square brackets, criteria after `@`. */
export type Expression = { node: Node; measures: readonly string[]; criteria: readonly string[] };

/** Why a text is no expression. `at` counts characters from 1. */
export class ExpressionFault extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|\[([a-z][a-z0-9_.]*)\]|@([0-9A-Za-z][0-9A-Za-z.]*)|([a-z]+)|(<=|>=|[-+*/(),<>=]))/y;
const DEEPEST = 50;

type Token = { kind: 'number' | 'measure' | 'criterion' | 'word' | 'sign'; text: string; at: number };

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new ExpressionFault('unreadable', from + 1);
    const at = (['number', 'measure', 'criterion', 'word', 'sign'] as const).findIndex((_, i) => found[i + 1] !== undefined);
    const kind = (['number', 'measure', 'criterion', 'word', 'sign'] as const)[at] as Token['kind'];
    tokens.push({ kind, text: found[at + 1] as string, at: from + 1 });
  }
  return tokens;
}

/** @throws ExpressionFault */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  const [measures, criteria] = [new Set<string>(), new Set<string>()];
  let place = 0;
  const here = () => tokens[place]?.at ?? text.length + 1;
  const sign = (...texts: string[]) => {
    const token = tokens[place];
    if (token?.kind !== 'sign' || !texts.includes(token.text)) return null;
    place += 1;
    return token.text;
  };
  const need = (mark: string) => {
    if (!sign(mark)) throw new ExpressionFault(`${mark} expected`, here());
  };
  const chain = (next: (depth: number) => Node, ops: string[]) => (depth: number) => {
    let left = next(depth);
    for (let op = sign(...ops); op !== null; op = sign(...ops)) left = { kind: 'two', op: op as Two, left, right: next(depth) };
    return left;
  };
  const atom = (depth: number): Node => {
    if (depth > DEEPEST) throw new ExpressionFault('too deep', here());
    if (sign('-')) return { kind: 'minus', of: atom(depth + 1) };
    if (sign('(')) {
      const inner = comparison(depth + 1);
      need(')');
      return inner;
    }
    const token = tokens[place];
    if (!token || token.kind === 'sign') throw new ExpressionFault('a value expected', here());
    place += 1;
    if (token.kind === 'number') return { kind: 'number', value: rationalOf(token.text) };
    if (token.kind === 'measure') {
      measures.add(token.text);
      return { kind: 'measure', name: token.text };
    }
    if (token.kind === 'criterion') {
      criteria.add(token.text);
      return { kind: 'criterion', code: token.text };
    }
    return call(token, depth);
  };
  const call = (token: Token, depth: number): Node => {
    const name = CALLS.find((one) => one === token.text);
    if (!name) throw new ExpressionFault(`no function ${token.text}`, token.at);
    need('(');
    const args = [comparison(depth + 1)];
    while (sign(',')) args.push(comparison(depth + 1));
    need(')');
    const wanted = name === 'if' ? 3 : name === 'abs' ? 1 : null;
    if (wanted !== null && args.length !== wanted) throw new ExpressionFault(`${name} takes ${wanted}`, token.at);
    return { kind: 'call', name, args };
  };
  const product = chain(atom, ['*', '/']);
  const sum = chain(product, ['+', '-']);
  const comparison = (depth: number): Node => {
    const left = sum(depth);
    const op = sign('<', '<=', '>', '>=', '=');
    return op === null ? left : { kind: 'two', op: op as Two, left, right: sum(depth) };
  };
  const node = comparison(0);
  if (place < tokens.length) throw new ExpressionFault('nothing more expected', here());
  return { node, measures: [...measures], criteria: [...criteria] };
}

export type Known = { measure(name: string): Rational | null; criterion(code: string): Rational | null };

const ONE = whole(1);
const NONE = whole(0);

/** The value, or null when something it needs is not known or is divided by nothing. A comparison is 1 or 0. */
export function evaluate({ node }: Expression, known: Known): Rational | null {
  return solved(node, known);
}

function solved(node: Node, known: Known): Rational | null {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'measure':
      return known.measure(node.name);
    case 'criterion':
      return known.criterion(node.code);
    case 'minus': {
      const value = solved(node.of, known);
      return value && negate(value);
    }
    case 'call':
      return called(node.name, node.args, known);
    case 'two': {
      const [left, right] = [solved(node.left, known), solved(node.right, known)];
      return left && right && joined(node.op, left, right);
    }
  }
}

function called(name: Call, args: readonly Node[], known: Known): Rational | null {
  if (name === 'coalesce') {
    for (const arg of args) {
      const value = solved(arg, known);
      if (value) return value;
    }
    return null;
  }
  if (name === 'if') {
    const [condition, yes, no] = args as [Node, Node, Node];
    const holds = solved(condition, known);
    return holds && solved(holds.n !== 0n ? yes : no, known);
  }
  const values = args.map((arg) => solved(arg, known));
  if (values.some((value) => value === null)) return null;
  const [first, ...rest] = values as [Rational, ...Rational[]];
  if (name === 'abs') return absolute(first);
  return rest.reduce(name === 'max' ? larger : smaller, first);
}

function joined(op: Two, left: Rational, right: Rational): Rational | null {
  const order = compare(left, right);
  switch (op) {
    case '+':
      return add(left, right);
    case '-':
      return subtract(left, right);
    case '*':
      return multiply(left, right);
    case '/':
      return right.n === 0n ? null : divide(left, right);
    case '<':
      return order < 0 ? ONE : NONE;
    case '<=':
      return order <= 0 ? ONE : NONE;
    case '>':
      return order > 0 ? ONE : NONE;
    case '>=':
      return order >= 0 ? ONE : NONE;
    case '=':
      return order === 0 ? ONE : NONE;
  }
}
