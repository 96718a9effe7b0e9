import type { Rule } from './pdf-page.ts';

/** A table's lines: edges of its columns and rows, and its cells as areas of them. */
export type Grid = { xs: number[]; ys: number[]; cells: GridCell[] };
export type GridCell = { row: number; column: number; row_span: number; column_span: number };

// Lines of a border miss each other by as much as their own width.
const NEAR = 3;

/** The bordered tables of a page, top to bottom. */
export function gridsOf(rules: readonly Rule[]): Grid[] {
  const flat = merged(
    rules.filter((rule) => rule.y === rule.y2 || Math.abs(rule.y - rule.y2) < 1),
    'y',
  );
  const upright = merged(
    rules.filter((rule) => Math.abs(rule.x - rule.x2) < 1),
    'x',
  );
  const grids: Grid[] = [];
  for (const group of touching(flat, upright)) {
    const grid = gridOf(group.flat, group.upright);
    if (grid !== null) grids.push(grid);
  }
  return grids.sort((a, b) => (a.ys[0] as number) - (b.ys[0] as number));
}

/** Pieces of one line, drawn cell by cell, as one. */
function merged(rules: readonly Rule[], along: 'x' | 'y'): Rule[] {
  const [from, to] = along === 'y' ? (['x', 'x2'] as const) : (['y', 'y2'] as const);
  const sorted = [...rules].sort((a, b) => Math.round(a[along] - b[along]) || a[from] - b[from]);
  const out: Rule[] = [];
  for (const rule of sorted) {
    const last = out.at(-1);
    if (last && Math.abs(last[along] - rule[along]) <= 1.5 && rule[from] <= last[to] + NEAR)
      last[to] = Math.max(last[to], rule[to]);
    else out.push({ ...rule });
  }
  return out;
}

/** Groups of lines that cross or touch each other. */
function touching(flat: Rule[], upright: Rule[]): { flat: Rule[]; upright: Rule[] }[] {
  // A page of drawings may have thousands of lines; a table has not.
  if (flat.length * upright.length > 4_000_000) return [];
  const group = new Map<Rule, number>();
  const parent: number[] = [];
  const find = (id: number): number => {
    let at = id;
    while (parent[at] !== at) at = parent[at] = parent[parent[at] as number] as number;
    return at;
  };
  for (const rule of [...flat, ...upright]) {
    group.set(rule, parent.length);
    parent.push(parent.length);
  }
  for (const level of flat) {
    for (const wall of upright) {
      const crosses =
        wall.x >= level.x - NEAR && wall.x <= level.x2 + NEAR && level.y >= wall.y - NEAR && level.y <= wall.y2 + NEAR;
      if (crosses) parent[find(group.get(wall) as number)] = find(group.get(level) as number);
    }
  }
  const groups = new Map<number, { flat: Rule[]; upright: Rule[] }>();
  const of = (rule: Rule) => {
    const id = find(group.get(rule) as number);
    const found = groups.get(id) ?? { flat: [], upright: [] };
    groups.set(id, found);
    return found;
  };
  for (const rule of flat) of(rule).flat.push(rule);
  for (const rule of upright) of(rule).upright.push(rule);
  return [...groups.values()].filter((one) => one.flat.length >= 2 && one.upright.length >= 1);
}

function edges(values: number[]): number[] {
  const out: number[] = [];
  for (const value of values.sort((a, b) => a - b))
    if (out.length === 0 || value - (out.at(-1) as number) > NEAR) out.push(value);
  return out;
}

function gridOf(flat: Rule[], upright: Rule[]): Grid | null {
  // Some tables have no lines at their sides: the level lines tell how far they reach.
  const xs = edges([
    ...upright.map((rule) => rule.x),
    Math.min(...flat.map((rule) => rule.x)),
    Math.max(...flat.map((rule) => rule.x2)),
  ]);
  const ys = edges([
    ...flat.map((rule) => rule.y),
    Math.min(...upright.map((rule) => rule.y)),
    Math.max(...upright.map((rule) => rule.y2)),
  ]);
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  if (columns < 2 || rows < 1 || columns > 200 || rows > 2000) return null;
  // Which lines stand beside each edge, so that a cell asks only its own.
  const walls = xs.map((x) => upright.filter((rule) => Math.abs(rule.x - x) <= NEAR));
  const levels = ys.map((y) => flat.filter((rule) => Math.abs(rule.y - y) <= NEAR));
  const mid = (edge: number[], i: number) => ((edge[i] as number) + (edge[i + 1] as number)) / 2;
  const hasWall = (edge: number, row: number) => {
    const y = mid(ys, row);
    return walls[edge]?.some((rule) => rule.y <= y && rule.y2 >= y) ?? false;
  };
  const hasLevel = (edge: number, column: number) => {
    const x = mid(xs, column);
    return levels[edge]?.some((rule) => rule.x <= x && rule.x2 >= x) ?? false;
  };
  const taken = new Set<number>();
  const cells: GridCell[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (taken.has(row * columns + column)) continue;
      let column_span = 1;
      while (
        column + column_span < columns &&
        !hasWall(column + column_span, row) &&
        !taken.has(row * columns + column + column_span)
      )
        column_span += 1;
      let row_span = 1;
      while (row + row_span < rows && !anyLevel(hasLevel, row + row_span, column, column_span)) row_span += 1;
      for (let r = 0; r < row_span; r += 1) for (let c = 0; c < column_span; c += 1) taken.add((row + r) * columns + column + c);
      cells.push({ row, column, row_span, column_span });
    }
  }
  return cells.length < 2 ? null : { xs, ys, cells };
}

function anyLevel(hasLevel: (edge: number, column: number) => boolean, edge: number, column: number, span: number): boolean {
  for (let c = 0; c < span; c += 1) if (hasLevel(edge, column + c)) return true;
  return false;
}
