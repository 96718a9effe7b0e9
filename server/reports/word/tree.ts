// A Word part as a tree that knows where everything stands in the text of the part: what is not changed keeps every byte.
import { characters, parseXml } from '#checks';

export type Node = {
  name: string;
  /** Value of an attribute, with or without its prefix (`val` for `w:val`). */
  attribute: (name: string) => string | null;
  /** `[start, end)` of the whole element; `[inner_start, inner_end)` of what is in it. */
  start: number;
  end: number;
  inner_start: number;
  inner_end: number;
  parent: Node | null;
  children: Node[];
};

export type Tree = { xml: string; root: Node };

/** @throws UnreadableError of the checker's reader: broken, too deep, with a document type */
export function readTree(xml: string): Tree {
  const root: Node = {
    name: '#document',
    attribute: () => null,
    start: 0,
    end: xml.length,
    inner_start: 0,
    inner_end: xml.length,
    parent: null,
    children: [],
  };
  let at = root;
  parseXml(xml, {
    open(name, attribute, start, end) {
      const node: Node = { name, attribute, start, end, inner_start: end, inner_end: end, parent: at, children: [] };
      at.children.push(node);
      at = node;
    },
    close(_name, start, end) {
      at.inner_end = Math.max(start, at.inner_start);
      if (end > at.end) at.end = end;
      at = at.parent ?? root;
    },
  });
  return { xml, root };
}

export function child(node: Node | null | undefined, name: string): Node | null {
  return node?.children.find((one) => one.name === name) ?? null;
}

/** Every element of that name below, in the order of the text. */
export function* all(node: Node, name: string): Generator<Node> {
  for (const one of node.children) {
    if (one.name === name) yield one;
    yield* all(one, name);
  }
}

export function ancestor(node: Node, name: string): Node | null {
  for (let at = node.parent; at; at = at.parent) if (at.name === name) return at;
  return null;
}

export function outer(tree: Tree, node: Node | null): string {
  return node ? tree.xml.slice(node.start, node.end) : '';
}

/** Characters of every `w:t` below; deleted text of tracked changes (`w:delText`) is not text. */
export function textOf(tree: Tree, node: Node): string {
  let text = '';
  for (const one of node.children) {
    if (one.name === 'w:t') text += characters(tree.xml.slice(one.inner_start, one.inner_end));
    else if (one.name === 'w:tab') text += '\t';
    else if (one.name === 'w:br' || one.name === 'w:cr') text += '\n';
    else if (one.name === 'w:noBreakHyphen') text += '-';
    else text += textOf(tree, one);
  }
  return text;
}

export type Edit = { start: number; end: number; xml: string };

/** All edits at once. They may not overlap. */
export function edited(xml: string, edits: readonly Edit[]): string {
  const out: string[] = [];
  let done = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < done) throw new RangeError('edits overlap');
    out.push(xml.slice(done, edit.start), edit.xml);
    done = edit.end;
  }
  out.push(xml.slice(done));
  return out.join('');
}
