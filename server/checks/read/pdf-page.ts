/** One page as PDF draws it, in points, y downwards. */
export type PdfPage = { number: number; width: number; height: number; items: Item[]; rules: Rule[] };

/** A run of characters: `x` to `x2`, on the baseline `y`. */
export type Item = { text: string; x: number; x2: number; y: number; size: number };

/** A straight line, upright or level; thin filled rectangles are lines too. */
export type Rule = { x: number; y: number; x2: number; y2: number };

type Matrix = readonly [number, number, number, number, number, number];

export function times(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

export const at = (m: Matrix, x: number, y: number): [number, number] => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];

const THIN = 3;
const MOST_RULES = 20_000;

type Operators = { fnArray: number[]; argsArray: unknown[] };
type Ops = Record<string, number>;

/** The straight lines that are really drawn: borders of tables, the line above footnotes. */
export function rulesOf(list: Operators, ops: Ops, viewport: Matrix): Rule[] {
  const rules: Rule[] = [];
  let matrix = viewport;
  const kept: Matrix[] = [];
  for (const [i, operator] of list.fnArray.entries()) {
    if (rules.length >= MOST_RULES) break;
    if (operator === ops.save) kept.push(matrix);
    else if (operator === ops.restore) matrix = kept.pop() ?? matrix;
    else if (operator === ops.transform) matrix = times(matrix, list.argsArray[i] as unknown as Matrix);
    else if (operator === ops.constructPath) addPath(rules, list.argsArray[i], ops, matrix);
  }
  return rules;
}

// Arguments of constructPath: the operator that ends the path, then its steps: 0 move x y, 1 line x y, 2 curve (6), 3 curve (4), 4 close.
function addPath(rules: Rule[], args: unknown, ops: Ops, matrix: Matrix): void {
  const [ending, data] = args as [number, [Record<number, number> | null]];
  const steps = data?.[0];
  const is_stroke = [
    ops.stroke,
    ops.closeStroke,
    ops.fillStroke,
    ops.eoFillStroke,
    ops.closeFillStroke,
    ops.closeEOFillStroke,
  ].includes(ending);
  const is_fill = [ops.fill, ops.eoFill, ops.fillStroke, ops.eoFillStroke, ops.closeFillStroke, ops.closeEOFillStroke].includes(
    ending,
  );
  if (!steps || (!is_stroke && !is_fill)) return;
  let points: [number, number][] = [];
  const flush = (is_closed: boolean) => {
    if (points.length >= 2) addShape(rules, points, is_stroke, is_closed);
    points = [];
  };
  const length = (steps as ArrayLike<number>).length ?? Object.keys(steps).length;
  for (let i = 0; i < length; ) {
    const step = steps[i] as number;
    if (step === 0 || step === 1) {
      if (step === 0) flush(false);
      points.push(at(matrix, steps[i + 1] as number, steps[i + 2] as number));
      i += 3;
    } else if (step === 2 || step === 3) {
      const used = step === 2 ? 6 : 4;
      points = [];
      i += 1 + used;
    } else {
      flush(true);
      i += 1;
    }
  }
  flush(false);
}

function addShape(rules: Rule[], points: [number, number][], is_stroke: boolean, is_closed: boolean): void {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const box = { x: Math.min(...xs), y: Math.min(...ys), x2: Math.max(...xs), y2: Math.max(...ys) };
  const [wide, high] = [box.x2 - box.x, box.y2 - box.y];
  if (!Number.isFinite(wide + high)) return;
  if (high <= THIN && wide > THIN) rules.push({ x: box.x, x2: box.x2, y: (box.y + box.y2) / 2, y2: (box.y + box.y2) / 2 });
  else if (wide <= THIN && high > THIN) rules.push({ x: (box.x + box.x2) / 2, x2: (box.x + box.x2) / 2, y: box.y, y2: box.y2 });
  else if (is_stroke) {
    const ends = is_closed ? [...points, points[0] as [number, number]] : points;
    for (let i = 1; i < ends.length && i < 50; i += 1) {
      const [[x, y], [x2, y2]] = [ends[i - 1], ends[i]] as [[number, number], [number, number]];
      if (Math.abs(y - y2) < 1 && Math.abs(x - x2) > THIN) rules.push({ x: Math.min(x, x2), x2: Math.max(x, x2), y, y2: y });
      else if (Math.abs(x - x2) < 1 && Math.abs(y - y2) > THIN) rules.push({ x, x2: x, y: Math.min(y, y2), y2: Math.max(y, y2) });
    }
  }
}
