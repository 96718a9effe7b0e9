// Where the boxes and lines of a process diagram stand. Pure.

export type DrawnStep = { code: string; leg: string | null; next: readonly string[] };
export type Node = { code: string; column: number; row: number; x: number; y: number };
export type Edge = { from: string; to: string; path: string };
export type Lane = { leg: string | null; y: number; height: number };
export type Layout = { nodes: Node[]; edges: Edge[]; lanes: Lane[]; width: number; height: number };

export const BOX = { width: 184, height: 92 };
const GAP = { x: 44, y: 18 };
const LANE_HEAD = 26;
const PAD = 12;

/** A column per place on the longest way there, a lane per leg; steps of one column and lane one below the other. A circle is cut where it closes. */
export function layOut(steps: readonly DrawnStep[], legs: readonly string[]): Layout {
  const columns = columnsOf(steps);
  const lanes = legs.length > 0 ? [...legs, ...(steps.some((step) => !legs.includes(step.leg ?? '')) ? [null] : [])] : [null];
  const rows = new Map<string, number>();
  const heights = lanes.map((leg) => {
    const taken = new Map<number, number>();
    for (const step of steps.filter((one) => laneOf(one, legs) === leg)) {
      const column = columns.get(step.code) as number;
      const row = taken.get(column) ?? 0;
      rows.set(step.code, row);
      taken.set(column, row + 1);
    }
    return Math.max(1, ...taken.values());
  });
  const has_heads = legs.length > 0;
  let y = 0;
  const drawn = lanes.map((leg, index): Lane => {
    const height = (heights[index] as number) * (BOX.height + GAP.y) + GAP.y + (has_heads ? LANE_HEAD : 0);
    const lane = { leg, y, height };
    y += height;
    return lane;
  });
  const nodes = steps.map((step): Node => {
    const column = columns.get(step.code) as number;
    const row = rows.get(step.code) ?? 0;
    const lane = drawn[lanes.indexOf(laneOf(step, legs))] as Lane;
    const top = lane.y + GAP.y + (has_heads ? LANE_HEAD : 0);
    return { code: step.code, column, row, x: PAD + column * (BOX.width + GAP.x), y: top + row * (BOX.height + GAP.y) };
  });
  const by_code = new Map(nodes.map((node) => [node.code, node]));
  const edges = steps.flatMap((step) =>
    step.next.flatMap((to) => {
      const [a, b] = [by_code.get(step.code), by_code.get(to)];
      return a && b ? [{ from: step.code, to, path: line(a, b) }] : [];
    }),
  );
  const last = Math.max(0, ...nodes.map((node) => node.column));
  return { nodes, edges, lanes: drawn, width: PAD * 2 + last * (BOX.width + GAP.x) + BOX.width, height: y };
}

function laneOf(step: DrawnStep, legs: readonly string[]): string | null {
  return step.leg !== null && legs.includes(step.leg) ? step.leg : null;
}

function columnsOf(steps: readonly DrawnStep[]): Map<string, number> {
  const columns = new Map(steps.map((step) => [step.code, 0]));
  // Each round moves what follows to the right of it; a circle stops moving after as many rounds as there are steps.
  for (let round = 0; round < steps.length; round += 1) {
    let has_moved = false;
    for (const step of steps) {
      for (const to of step.next) {
        const wanted = (columns.get(step.code) as number) + 1;
        const present = columns.get(to);
        if (present === undefined || present >= wanted || wanted >= steps.length) continue;
        columns.set(to, wanted);
        has_moved = true;
      }
    }
    if (!has_moved) break;
  }
  return columns;
}

function line(a: Node, b: Node): string {
  const from = { x: a.x + BOX.width, y: a.y + BOX.height / 2 };
  const to = { x: b.x, y: b.y + BOX.height / 2 };
  const bend = Math.max(16, (to.x - from.x) / 2);
  return `M${from.x} ${from.y} C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
}
