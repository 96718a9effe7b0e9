// Formulas of a workbook as far as the product computes them: sums, the four operations, rounding, conditions. Anything else is told, not guessed.
import { placeOf } from './ministry-book.ts';

export type Ref = { sheet: string | null; top: number; left: number; bottom: number; right: number };
export type Node =
  | { op: 'number'; text: string }
  | { op: 'text'; text: string }
  | { op: 'ref'; ref: Ref }
  | { op: 'call'; name: string; args: Node[] }
  | { op: 'minus'; of: Node }
  | { op: '+' | '-' | '*' | '/' | '=' | '<>' | '<' | '>' | '<=' | '>=' | '&'; left: Node; right: Node };

/** The formula has something the product does not compute. */
export class NotComputed extends Error {}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'SUM',
  'ROUND',
  'MIN',
  'MAX',
  'IF',
  'IFERROR',
  'ABS',
  'COUNT',
  'AND',
  'OR',
  'ISNUMBER',
  'NOT',
]);
const LONGEST = 4_000;
const DEEPEST = 60;

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|"((?:[^"]|"")*)"|((?:'(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?(\$?[A-Z]{1,3}\$?\d{1,7})(?::(\$?[A-Z]{1,3}\$?\d{1,7}))?(?![\p{L}\p{N}_(.])|([A-Z][A-Z0-9.]*)(?=\()|(<>|<=|>=|[-+*/=<>&(),;%]))/uy;

type Token = { kind: 'number' | 'text' | 'call' | 'sign'; text: string } | { kind: 'ref'; ref: Ref };

/** @param moved by how many rows and columns a shared formula stands from where it is written */
export function parseFormula(text: string, moved: { rows: number; columns: number }): Node {
  const tokens = tokensOf(text, moved);
  let at = 0;
  let depth = 0;
  const sign = (wanted: readonly string[]): string | null => {
    const token = tokens[at];
    if (token?.kind !== 'sign' || !wanted.includes(token.text)) return null;
    at += 1;
    return token.text;
  };
  const binary = (below: () => Node, signs: readonly string[]) => (): Node => {
    let left = below();
    for (let op = sign(signs); op !== null; op = sign(signs)) left = { op: op as '+', left, right: below() };
    return left;
  };
  const unary = (): Node => {
    if (sign(['-'])) return { op: 'minus', of: unary() };
    if (sign(['+'])) return unary();
    return percent();
  };
  const product = binary(unary, ['*', '/']);
  const sum = binary(product, ['+', '-']);
  const joined = binary(sum, ['&']);
  const whole = binary(joined, ['=', '<>', '<=', '>=', '<', '>']);
  const percent = (): Node => {
    let found = atom();
    while (sign(['%'])) found = { op: '/', left: found, right: { op: 'number', text: '100' } };
    return found;
  };
  const atom = (): Node => {
    depth += 1;
    if (depth > DEEPEST) throw new NotComputed('deep');
    const token = tokens[at];
    at += 1;
    let found: Node;
    if (token?.kind === 'number') found = { op: 'number', text: token.text };
    else if (token?.kind === 'text') found = { op: 'text', text: token.text };
    else if (token?.kind === 'ref') found = { op: 'ref', ref: token.ref };
    else if (token?.kind === 'call') found = call(token.text);
    else if (token?.kind === 'sign' && token.text === '(') {
      found = whole();
      if (!sign([')'])) throw new NotComputed('bracket');
    } else throw new NotComputed('token');
    depth -= 1;
    return found;
  };
  const call = (name: string): Node => {
    const args: Node[] = [];
    if (!FUNCTIONS.has(name) || !sign(['('])) throw new NotComputed(name);
    if (sign([')'])) return { op: 'call', name, args };
    do args.push(whole());
    while (sign([',']));
    if (!sign([')'])) throw new NotComputed('bracket');
    return { op: 'call', name, args };
  };
  const found = whole();
  if (at < tokens.length) throw new NotComputed('rest');
  return found;
}

function tokensOf(text: string, moved: { rows: number; columns: number }): Token[] {
  if (text.length > LONGEST) throw new NotComputed('long');
  const tokens: Token[] = [];
  const source = text.trimEnd();
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < source.length; ) {
    const found = TOKEN.exec(source);
    if (!found) throw new NotComputed('token');
    const [, number, words, sheet, from, to, name, sign] = found;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (words !== undefined) tokens.push({ kind: 'text', text: words.replaceAll('""', '"') });
    else if (from !== undefined) tokens.push({ kind: 'ref', ref: refOf(sheet, from, to ?? from, moved) });
    else if (name !== undefined) tokens.push({ kind: 'call', text: name });
    else tokens.push({ kind: 'sign', text: sign as string });
  }
  return tokens;
}

function refOf(sheet: string | undefined, from: string, to: string, moved: { rows: number; columns: number }): Ref {
  const place = (address: string) => {
    const found = placeOf(address);
    if (!found) throw new NotComputed('address');
    const [, column_held, row_held] = /^(\$?)[A-Z]+(\$?)\d+$/.exec(address) ?? [];
    return {
      row: found.row + (row_held ? 0 : moved.rows),
      column: found.column + (column_held ? 0 : moved.columns),
    };
  };
  const [a, b] = [place(from), place(to)];
  const name = sheet?.slice(0, -1);
  return {
    sheet: name === undefined ? null : name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name,
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  };
}

/** Every range a formula names, also of one that is not computed: what it may depend on. */
export function refsIn(node: Node): Ref[] {
  if (node.op === 'ref') return [node.ref];
  if (node.op === 'call') return node.args.flatMap(refsIn);
  if (node.op === 'minus') return refsIn(node.of);
  return 'left' in node ? [...refsIn(node.left), ...refsIn(node.right)] : [];
}
