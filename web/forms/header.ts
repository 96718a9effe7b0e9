export type HeadCell = { text: string; column: number; columns: number; rows: number };

/**
 * Rows of a head from each column's path of headings, outermost first: neighbours under the same heading share one cell,
 * a path that ends early reaches down to the last row.
 */
export function headerCells(paths: readonly (readonly string[])[]): HeadCell[][] {
  const depth = Math.max(...paths.map((path) => path.length));
  return Array.from({ length: depth }, (_none, level) => rowOf(paths, level, depth));
}

function rowOf(paths: readonly (readonly string[])[], level: number, depth: number): HeadCell[] {
  const cells: HeadCell[] = [];
  for (let column = 0; column < paths.length; column += 1) {
    const path = paths[column] ?? [];
    const text = path[level];
    if (text === undefined) continue;
    const is_last = path.length === level + 1;
    const before = cells.at(-1);
    if (before && !is_last && before.column + before.columns === column && sharesHead(paths[column - 1] ?? [], path, level)) {
      before.columns += 1;
      continue;
    }
    cells.push({ text, column, columns: 1, rows: is_last ? depth - level : 1 });
  }
  return cells;
}

function sharesHead(one: readonly string[], other: readonly string[], level: number): boolean {
  if (one.length <= level + 1) return false;
  for (let at = 0; at <= level; at += 1) if (one[at] !== other[at]) return false;
  return true;
}
