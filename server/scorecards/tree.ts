// A criteria set as data: area → criterion → sub-criterion, each with its maximum; and what is wrong with one. Pure.
import { z } from 'zod';
import { isDay } from '#lib/day';
import { ExpressionError } from '#measures';
import { type Points, points, printPoints, total } from './points.ts';
import { expressionOf, measuresOf, PointsText, Rule } from './rule.ts';

const Words = z.string().trim().min(1).max(1000);
const Code = z.string().regex(/^[0-9A-Za-z]{1,8}(\.[0-9A-Za-z]{1,8}){0,5}$/, 'code such as 1, 1.2, 3.4.1');
const Day = z.string().refine(isDay, 'not a day that exists');

/** Who gives the points: the unit and then its superior; a survey; or the superior alone. */
export const SCORED_BY = ['self', 'survey', 'superior'] as const;
export type ScoredBy = (typeof SCORED_BY)[number];

const Said = {
  code: Code,
  name_vi: Words,
  name_en: Words.optional(),
  max_points: PointsText,
};

export const Leaf = z.strictObject({
  ...Said,
  /** Below zero: points may be taken off that nobody gave. */
  min_points: PointsText.default('0'),
  rule: Rule,
  scored_by: z.enum(SCORED_BY).default('self'),
  /** What proves it; a score of such a criterion needs a paper or the reason why there is none. */
  evidence: Words.nullable().default(null),
  may_not_apply: z.boolean().default(false),
  is_bonus: z.boolean().default(false),
  /** Office that answers for it in the unit, as people call it. */
  office: Words.nullable().default(null),
  note_vi: Words.nullable().default(null),
});
export type Leaf = z.output<typeof Leaf>;
export type Group = { code: string; name_vi: string; name_en?: string | undefined; max_points: string; children: Node[] };
export type Node = Leaf | Group;

export const Node: z.ZodType<Node> = z.lazy(() =>
  z.union([Leaf, z.strictObject({ ...Said, children: z.array(Node).min(1) })]),
) as z.ZodType<Node>;

export const Area = z.strictObject({ ...Said, children: z.array(Node).min(1) });

export const Band = z.strictObject({ key: z.string().min(1).max(20), label_vi: Words, label_en: Words, at_least: PointsText });
export type Band = z.output<typeof Band>;

export const KINDS = ['reform_index', 'service_index', 'criterion', 'other'] as const;
export const LEVELS = ['province', 'department', 'district', 'commune', 'any'] as const;

export const CriteriaSet = z.strictObject({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{2,60}$/, 'lower-case letters, digits and -'),
  version: z.int().min(1),
  kind: z.enum(KINDS),
  level: z.enum(LEVELS),
  name_vi: Words,
  name_en: Words,
  valid_from: Day,
  valid_to: Day.nullable().default(null),
  /** False: a demonstration that nobody decided; every page and print says so. */
  is_official: z.boolean(),
  max_points: PointsText,
  /** Places of computed points. */
  decimals: z.int().min(0).max(3).default(2),
  /**
   * A criterion that does not apply: `exclude` its maximum from the card's, `rescale` what is left to the whole maximum, or give
   * `full` points.
   */
  not_applicable: z.enum(['exclude', 'rescale', 'full']).default('exclude'),
  /** On the percentage of the maximum, highest first. */
  bands: z.array(Band).default([]),
  /** Parts by which equal totals are told apart, in this order: codes of areas, or `survey`. Still equal: the same rank. */
  tie_rule: z.array(z.string()).default([]),
  source: Words,
  areas: z.array(Area).min(1),
});
export type CriteriaSet = z.output<typeof CriteriaSet>;

export const isLeaf = (node: Node): node is Leaf => 'rule' in node;

export type Flat = { node: Node; parent_code: string | null; depth: number; area: string; path: readonly (string | number)[] };

/** Every node from top to bottom, each with its parent and its place in the pack. */
export function flat(set: Pick<CriteriaSet, 'areas'>): Flat[] {
  const rows: Flat[] = [];
  const visit = (node: Node, parent: Flat | null, path: readonly (string | number)[]) => {
    const row: Flat = {
      node,
      parent_code: parent?.node.code ?? null,
      depth: (parent?.depth ?? -1) + 1,
      area: parent?.area ?? node.code,
      path,
    };
    rows.push(row);
    if (!isLeaf(node)) for (const [at, child] of node.children.entries()) visit(child, row, [...path, 'children', at]);
  };
  for (const [at, area] of set.areas.entries()) visit(area, null, ['areas', at]);
  return rows;
}

export function leaves(set: Pick<CriteriaSet, 'areas'>): Leaf[] {
  return flat(set).flatMap(({ node }) => (isLeaf(node) ? [node] : []));
}

export const FAULTS = [
  'sum_differs',
  'code_twice',
  'unknown_criterion',
  'cycle',
  'bad_expression',
  'step_above_maximum',
  'minimum_above_maximum',
  'unknown_measure',
  'unknown_tie_part',
  'bands_out_of_order',
] as const;
/** What is wrong with a set, with the code of the criterion; `key` says which of its columns. */
export type Fault = {
  code: string;
  key: string;
  fault: (typeof FAULTS)[number];
  data: Record<string, string | number>;
  path: readonly (string | number)[];
};

/**
 * Everything wrong with a set: maxima that do not add up, codes that stand twice, expressions that are none, name what is not there or
 * go in a circle, steps above the maximum, measures that are not known.
 * @param measures names there are; null: not asked
 */
export function faultsOf(set: CriteriaSet, measures: ReadonlySet<string> | null): Fault[] {
  const rows = flat(set);
  const faults: Fault[] = [];
  const say = (row: Flat | null, key: string, fault: Fault['fault'], data: Fault['data'] = {}) =>
    faults.push({ code: row?.node.code ?? '', key, fault, data, path: [...(row?.path ?? []), key] });
  const by_code = new Map<string, Flat>();
  for (const row of rows) {
    if (by_code.has(row.node.code)) say(row, 'code', 'code_twice', { code: row.node.code });
    else by_code.set(row.node.code, row);
    if (isLeaf(row.node)) leafFaults(row, row.node, measures, say);
    else if (partsDiffer(row.node)) {
      const sum = printPoints(sumOf(row.node.children));
      say(row, 'max_points', 'sum_differs', { stated: row.node.max_points, sum });
    }
  }
  const sum = sumOf(set.areas);
  if (points(set.max_points) !== sum) say(null, 'max_points', 'sum_differs', { stated: set.max_points, sum: printPoints(sum) });
  for (const row of rows) expressionFaults(row, by_code, say);
  for (const part of set.tie_rule)
    if (part !== 'survey' && !set.areas.some((area) => area.code === part)) say(null, 'tie_rule', 'unknown_tie_part', { part });
  const limits = set.bands.map((band) => points(band.at_least));
  if (limits.some((limit, at) => at > 0 && limit >= (limits[at - 1] as Points))) say(null, 'bands', 'bands_out_of_order');
  return faults;
}

type Say = (row: Flat | null, key: string, fault: Fault['fault'], data?: Fault['data']) => void;

function partsDiffer(group: Group): boolean {
  return points(group.max_points) !== sumOf(group.children);
}

/** Points on top add nothing to the maximum of what they stand in. */
const sumOf = (nodes: readonly Node[]): Points =>
  total(nodes.map((node) => (isLeaf(node) && node.is_bonus ? 0n : points(node.max_points))));

function leafFaults(row: Flat, leaf: Leaf, measures: ReadonlySet<string> | null, say: Say): void {
  const max = points(leaf.max_points);
  if (points(leaf.min_points) > max)
    say(row, 'min_points', 'minimum_above_maximum', { min: leaf.min_points, max: leaf.max_points });
  const { rule } = leaf;
  const given = rule.type === 'steps' ? [...rule.steps, { points: rule.otherwise }] : rule.type === 'tiers' ? rule.tiers : [];
  for (const one of given)
    if (points(one.points) > max) say(row, 'rule', 'step_above_maximum', { points: one.points, max: leaf.max_points });
  if (rule.type === 'expression') {
    try {
      expressionOf(rule.expression);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      // People count characters from 1.
      say(row, 'rule', 'bad_expression', { at: error.at + 1, expression: rule.expression });
      return;
    }
  }
  if (measures) for (const name of measuresOf(rule)) if (!measures.has(name)) say(row, 'rule', 'unknown_measure', { name });
}

/** Criteria an expression names; nothing when it is none. */
function named(node: Node): readonly string[] {
  if (!isLeaf(node) || node.rule.type !== 'expression') return [];
  try {
    return expressionOf(node.rule.expression).criteria;
  } catch {
    return [];
  }
}

function expressionFaults(row: Flat, by_code: ReadonlyMap<string, Flat>, say: Say): void {
  for (const code of named(row.node)) {
    const target = by_code.get(code);
    if (!target || !isLeaf(target.node)) say(row, 'rule', 'unknown_criterion', { code });
    else if (reaches(code, row.node.code, by_code)) say(row, 'rule', 'cycle', { code });
  }
}

/** Whether following expressions from one criterion comes to another. */
function reaches(from: string, to: string, by_code: ReadonlyMap<string, Flat>): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (let code = waiting.pop(); code !== undefined; code = waiting.pop()) {
    if (code === to) return true;
    if (seen.has(code)) continue;
    seen.add(code);
    const row = by_code.get(code);
    if (row) waiting.push(...named(row.node));
  }
  return false;
}

/** Leaves in an order in which every expression comes after what it names. The set must have no cycle. */
export function computingOrder(set: Pick<CriteriaSet, 'areas'>): Leaf[] {
  const all = new Map(leaves(set).map((leaf) => [leaf.code, leaf]));
  const ordered = new Set<Leaf>();
  const visit = (leaf: Leaf) => {
    if (ordered.has(leaf)) return;
    for (const code of named(leaf)) {
      const other = all.get(code);
      if (other) visit(other);
    }
    ordered.add(leaf);
  };
  for (const leaf of all.values()) visit(leaf);
  return [...ordered];
}
