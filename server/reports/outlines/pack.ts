// Outlines as data: what a report of a kind is made of, part by part. A file of packs/reports/outlines each.
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Day, isDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { PACKS, type PackProblem, readPackFile, refuseIfBroken } from '#lib/pack';
import { DRAFT_KINDS } from '../content.ts';

const DIR = path.join(PACKS, 'reports/outlines');
const Valid = z.string().refine(isDay, 'not a day that exists');
const Words = z.string().min(1);
const Levels = z.array(Words).min(1).optional();

const Basis = z.strictObject({
  text_vi: Words,
  valid_from: Valid.default('1990-01-01'),
  valid_to: Valid.nullable().default(null),
  status: z.enum(['approved', 'to_be_verified']),
  /** Kinds of units that cite it; all without it. */
  for: Levels,
});

/**
 * Clauses joined to one sentence. `{new}` is the figure of a measure over the period, `{new@own}` of the unit itself, `{new@below}` of what is
 * below it, `{new@year}` since 1 January, `{plans.tasks:all.total}` a figure of plans or scorecards. A clause
 * with a figure nobody knows is left out, one that begins with `?` also when its figures are zero, and `a || b` says b where a is not known; of a sentence without clauses `otherwise` is said, or nothing;
 * `missing` instead where it is for the office to enter what the sentence needs: a place to write, like `write`. `with_annex`: said where the report has one.
 */
const Say = z.strictObject({
  lead: z.string().default(''),
  say: z.array(Words).min(1),
  otherwise: Words.optional(),
  missing: Words.optional(),
  with_annex: z.boolean().default(false),
  for: Levels,
});
/** Rows of a group of a list form, as sentences. */
const Rows = z.strictObject({ rows_of: z.strictObject({ form: Words, group: Words }), for: Levels });
const Table = z.strictObject({
  table: z.enum(['tasks_by_area', 'task_exceptions', 'assigned_tasks', 'documents', 'areas', 'sectors', 'target_leads']),
  caption: Words,
  for: Levels,
});
/** A form of things on the page itself. */
const Detail = z.strictObject({ detail: Words, caption: Words, for: Levels });
/** What only the office knows. */
const Write = z.strictObject({ write: Words, for: Levels });

/** A place beside which a kept report offers words drafted from data. */
const Offer = z.strictObject({ draft: z.enum(DRAFT_KINDS), for: Levels });

export const OutlineBlock = z.union([Say, Rows, Table, Detail, Write, Offer]);
export type OutlineBlock = z.infer<typeof OutlineBlock>;

const Section = z.strictObject({ heading: Words, blocks: z.array(OutlineBlock).min(1) });
const Part = z.strictObject({
  heading: Words,
  blocks: z.array(OutlineBlock).default([]),
  sections: z.array(Section).default([]),
});
const Annex = z.strictObject({
  form: Words,
  kind: z.enum(['detail', 'list', 'sectors', 'units']),
});

export const Outline = z
  .strictObject({
    code: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    name_vi: Words,
    name_en: Words,
    source: Words,
    status: z.enum(['approved', 'to_be_verified']),
    subject: z.array(Words).min(1).max(3),
    /** Whose targets its drafts speak of. */
    targets: z.enum(['reform', 'criterion_15']).default('reform'),
    bases: z.array(Basis).default([]),
    /** `{body}`: who reports; `{period}`: of when; `{in_days}`: from which day to which, in brackets, unless the period is called so. */
    opening: Words,
    parts: z.array(Part).min(1),
    annexes: z.array(Annex).default([]),
    /** Before those every document has. */
    recipients: z.array(Words).default([]),
  })
  .superRefine((outline, context) => {
    outline.parts.forEach((part, at) => {
      if (part.blocks.length + part.sections.length === 0)
        context.addIssue({ code: 'custom', path: ['parts', at], message: 'a part says nothing' });
    });
  });
export type Outline = z.infer<typeof Outline>;

let known: Map<string, Outline> | null = null;

/** Every outline by code. @throws packs.broken with every fault's file and line */
export function outlines(): ReadonlyMap<string, Outline> {
  if (known) return known;
  const problems: PackProblem[] = [];
  const found = new Map<string, Outline>();
  for (const name of fs
    .readdirSync(DIR)
    .filter((one) => one.endsWith('.yaml'))
    .sort()) {
    const { value, problems: faults } = readPackFile(path.join(DIR, name), Outline);
    problems.push(...faults);
    if (value) found.set(value.code, value);
  }
  refuseIfBroken(problems);
  known = found;
  return found;
}

/** @throws reports.outline_unknown */
export function outlineOf(code: string): Outline {
  const found = outlines().get(code);
  if (!found) throw new DomainError('reports.outline_unknown', 404, { outline: code });
  return found;
}

/** Legal bases a unit of that kind cites for a period that ends on `day`. */
export function basesOf(outline: Outline, kind: string, day: Day): string[] {
  return outline.bases
    .filter((base) => base.valid_from <= day && (base.valid_to === null || day < base.valid_to))
    .filter((base) => isFor(base, kind))
    .map((base) => base.text_vi);
}

export const isFor = (one: { for?: string[] | undefined }, kind: string): boolean =>
  one.for === undefined || one.for.includes(kind);
