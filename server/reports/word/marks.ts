// Marks in the text, `⟦h:number⟧`, become content controls: LibreOffice drops the tags of controls and keeps words, and makes controls of its own
// without tags. Whatever stands around a mark keeps every byte.
import { tagOf } from './package.ts';
import { all, ancestor, child, type Edit, edited, type Node, outer, readTree, type Tree, textOf } from './tree.ts';

/** What a name in a template looks like. */
export const NAME = /^[nthsab]:[A-Za-z0-9_.*@-]{1,60}$/;
const MARK = /⟦\s*([nthsab]:[A-Za-z0-9_.*@-]{1,60})\s*⟧/g;

/** The name of a control: its tag, or its title where a program kept only that. */
export function nameOf(sdt: Node): string {
  const tag = tagOf(sdt);
  if (tag !== '') return tag;
  const title = child(child(sdt, 'w:sdtPr'), 'w:alias')?.attribute('val') ?? '';
  return NAME.test(title) ? title : '';
}

const isNamed = (node: Node): boolean => {
  for (let at: Node | null = ancestor(node, 'w:sdt'); at; at = ancestor(at, 'w:sdt')) if (NAME.test(nameOf(at))) return true;
  return false;
};

/** @param first_id highest id in the file: those of new controls follow it */
export function withControls(xml: string, first_id: number): string {
  if (!xml.includes('⟦')) return xml;
  const tree = readTree(xml);
  let id = first_id;
  const edits: Edit[] = [];
  const parents = new Set([...all(tree.root, 'w:r')].map(({ parent }) => parent));
  for (const parent of parents) {
    if (!parent || isNamed(parent)) continue;
    for (const runs of neighbours(parent)) {
      const texts = runs.map((run) => textOf(tree, run));
      const whole = texts.join('');
      if (!whole.includes('⟦')) continue;
      const found = [...whole.matchAll(MARK)];
      if (found.length === 0) continue;
      const pieces: string[] = [];
      let at = 0;
      for (const mark of found) {
        id += 1;
        const name = mark[1] as string;
        const inner = slice(tree, runs, texts, mark.index, mark.index + mark[0].length);
        pieces.push(
          slice(tree, runs, texts, at, mark.index),
          `<w:sdt><w:sdtPr><w:alias w:val="${name}"/><w:tag w:val="${name}"/><w:id w:val="${id}"/></w:sdtPr><w:sdtContent>${inner}</w:sdtContent></w:sdt>`,
        );
        at = mark.index + mark[0].length;
      }
      pieces.push(slice(tree, runs, texts, at, whole.length));
      edits.push({ start: (runs[0] as Node).start, end: (runs.at(-1) as Node).end, xml: pieces.join('') });
    }
  }
  return edited(xml, edits);
}

/** Runs that follow each other; marks of spelling between them are nothing. */
function neighbours(parent: Node): Node[][] {
  const groups: Node[][] = [[]];
  for (const one of parent.children) {
    if (one.name === 'w:r') groups.at(-1)?.push(one);
    else if (one.name !== 'w:proofErr') groups.push([]);
  }
  return groups.filter((group) => group.length > 0);
}

/** The runs of a stretch of text; a run that reaches over an end is cut there, one that lies inside keeps its bytes. */
function slice(tree: Tree, runs: readonly Node[], texts: readonly string[], from: number, to: number): string {
  const out: string[] = [];
  let at = 0;
  for (const [i, run] of runs.entries()) {
    const text = texts[i] as string;
    const [s, e] = [Math.max(from - at, 0), Math.min(to - at, text.length)];
    const is_empty_here = text === '' && from <= at && at < to;
    if (is_empty_here || (s === 0 && e === text.length && text !== '')) out.push(outer(tree, run));
    else if (s < e)
      out.push(`<w:r>${outer(tree, child(run, 'w:rPr'))}<w:t xml:space="preserve">${escaped(text.slice(s, e))}</w:t></w:r>`);
    at += text.length;
  }
  return out.join('');
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
