// Where the figures of a report stand in a file: by their control, else by their bookmark. LibreOffice drops the name of a control, and stretches a
// bookmark to the beginning of its paragraph: within it the nameless control is the figure, else what prints like it.
import { anchorOfBookmark } from './names.ts';
import { figureOf } from './package.ts';
import { all, child, type Node, type Tree, textOf } from './tree.ts';

/** Runs of one figure; with `part` only that stretch of the one run. */
export type FigurePlace = { anchor: string; runs: Node[]; part: { from: number; to: number } | null };

const squeezed = (text: string) => text.replace(/[\s\u00a0\u202f]+/g, '');
const NUMBER = /^[\s\u00a0\u202f]*(?:[-–—…]|[-−]?\d[\d.,]*)[\s\u00a0\u202f]*%?[\s\u00a0\u202f]*$/;

/** @param looks what each figure may print as; of an anchor it does not have nothing is found */
export function figurePlaces(tree: Tree, looks: ReadonlyMap<string, ReadonlySet<string>>): FigurePlace[] {
  const places: FigurePlace[] = [];
  const held = new Set<Node>();
  for (const control of all(tree.root, 'w:sdt')) {
    const anchor = figureOf(control);
    const inner = child(control, 'w:sdtContent');
    if (anchor === null || !inner || !looks.has(anchor)) continue;
    const runs = [...all(inner, 'w:r')].filter((run) => !held.has(run));
    for (const run of runs) held.add(run);
    if (runs.length > 0) places.push({ anchor, runs, part: null });
  }
  for (const { anchor, runs, controls } of bookmarkedFigures(tree, looks)) {
    if (runs.some((run) => held.has(run))) continue;
    const place = placeIn(tree, looks.get(anchor) as ReadonlySet<string>, runs, controls);
    if (!place) continue;
    for (const run of place.runs) held.add(run);
    places.push({ anchor, ...place });
  }
  return places;
}

function placeIn(
  tree: Tree,
  looks: ReadonlySet<string>,
  runs: readonly Node[],
  controls: readonly Node[],
): Omit<FigurePlace, 'anchor'> | null {
  const is_like = (text: string) => [...looks].some((look) => squeezed(look) === squeezed(text));
  // Saved twice, the control of a figure is empty and stands beside it.
  const said = controls.filter((one) => textOf(tree, one).trim() !== '');
  const inner = said.findLast((one) => is_like(textOf(tree, one)) || NUMBER.test(textOf(tree, one))) ?? said.at(-1);
  if (inner) return { runs: [...all(inner, 'w:r')], part: null };
  const whole = runs.map((run) => textOf(tree, run)).join('');
  if (is_like(whole) || NUMBER.test(whole)) return { runs: [...runs], part: null };
  const same = runs.filter((run) => is_like(textOf(tree, run)));
  if (same.length > 0) return { runs: [same.at(-1) as Node], part: null };
  for (const run of runs.toReversed()) {
    const text = textOf(tree, run);
    for (const look of looks) {
      const at = look === '' ? -1 : text.lastIndexOf(look);
      if (at >= 0) return { runs: [run], part: { from: at, to: at + look.length } };
    }
  }
  const number = runs.findLast((run) => NUMBER.test(textOf(tree, run)));
  return number ? { runs: [number], part: null } : null;
}

type Bookmarked = { anchor: string; runs: Node[]; controls: Node[]; start: number };

/** Runs between the ends of each bookmark of a figure, and the nameless controls that lie wholly within. */
function bookmarkedFigures(tree: Tree, looks: ReadonlyMap<string, unknown>): Bookmarked[] {
  const open = new Map<string, Bookmarked>();
  const done: Bookmarked[] = [];
  const walk = (node: Node): void => {
    for (const one of node.children) {
      if (one.name === 'w:bookmarkStart') {
        const anchor = anchorOfBookmark(one.attribute('name') ?? '');
        if (anchor !== null && looks.has(anchor))
          open.set(one.attribute('id') ?? '', { anchor, runs: [], controls: [], start: one.start });
      } else if (one.name === 'w:bookmarkEnd') {
        const closed = open.get(one.attribute('id') ?? '');
        open.delete(one.attribute('id') ?? '');
        if (closed) done.push(closed);
      } else if (one.name === 'w:r') {
        for (const { runs } of open.values()) runs.push(one);
      } else if (one.name !== 'w:del' && one.name !== 'w:moveFrom') {
        walk(one);
        // Seen when it ends: what opened before it and is open still has it whole.
        if (one.name === 'w:sdt' && figureOf(one) === null)
          for (const { start, controls } of open.values()) if (start < one.start) controls.push(one);
      }
    }
  };
  walk(tree.root);
  return done;
}
