// The catalogue as it comes with the product: packs/procedures/*.yaml, checked whole before anything is loaded.
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Day, isDay } from '#lib/day';
import { PACKS, type PackProblem, packLine, readPackFile, refuseIfBroken } from '#lib/pack';

const day = z.string().refine(isDay, 'not a day that exists (YYYY-MM-DD)');
const status = z.enum(['approved', 'to_be_verified']);
const CODE = /^\d\.\d{6}$/;

export const Paper = z.strictObject({
  name: z.string().min(1),
  form_code: z.string().min(1).nullable().default(null),
  originals: z.int().min(0).max(20).default(0),
  copies: z.int().min(0).max(20).default(0),
  is_required: z.boolean().default(true),
  must_digitise: z.boolean().default(true),
});
export type Paper = z.output<typeof Paper>;

export const Limit = z.strictObject({
  unit: z.enum(['hour', 'day', 'working_day', 'month']),
  amount: z.int().min(0).max(3660),
  cut_off: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of day (HH:MM)')
    .nullable()
    .default(null),
});

export const Fee = z.strictObject({
  name: z.string().min(1).max(300),
  /** phí (fee) or lệ phí (charge). */
  kind: z.enum(['fee', 'charge']).default('fee'),
  amount_vnd: z.int().min(0).nullable().default(null),
  /** How it is reckoned when it is no one number. */
  amount_text: z.string().min(1).max(500).nullable().default(null),
  stage: z.enum(['reception', 'supplement', 'result']).default('reception'),
  exempt: z.string().max(500).nullable().default(null),
  source: z.string().max(300).nullable().default(null),
});
export const PublishedStep = z.strictObject({
  name: z.string().min(1).max(1000),
  actor: z.string().min(1).max(300),
  how: z.string().max(500).nullable().default(null),
  duration: z.string().max(200).nullable().default(null),
});
export const LegalDocument = z.strictObject({
  number: z.string().min(1).max(100),
  name: z.string().max(500).nullable().default(null),
  article: z.string().max(200).nullable().default(null),
  signed_on: day.nullable().default(null),
});
export const VERTICAL_AGENCIES = ['police', 'social_insurance', 'military', 'tax', 'court', 'bank', 'other'] as const;
export const INTERLINKED_KINDS = ['same_level', 'between_levels', 'three_levels'] as const;

/** What the catalogue says about a procedure from a day on. */
export const Content = z.strictObject({
  name: z.string().min(1),
  sector: z.string().min(1),
  level: z.enum(['province', 'district', 'commune']),
  authority: z.string().min(1),
  /** null: the law sets no time limit that is counted. */
  limit: Limit.nullable(),
  supplement: z
    .strictObject({ policy: z.enum(['pause', 'restart']).default('pause'), max: z.int().min(0).nullable().default(null) })
    .default({ policy: 'pause', max: null }),
  fee_vnd: z.int().min(0).default(0),
  online_level: z.enum(['none', 'partial', 'full']),
  legacy_online_label: z.string().nullable().default(null),
  is_interlinked: z.boolean().default(false),
  is_no_writing: z.boolean().default(false),
  is_boundary_free: z.boolean().default(false),
  result_name: z.string().nullable().default(null),
  decision_no: z.string().nullable().default(null),
  legal_basis: z.string().nullable().default(null),
  papers: z.array(Paper).default([]),
  fees: z.array(Fee).max(30).default([]),
  steps: z.array(PublishedStep).max(50).default([]),
  legal_documents: z.array(LegalDocument).max(50).default([]),
  is_at_desk: z.boolean().default(true),
  off_desk_reason: z.string().min(1).max(500).nullable().default(null),
  vertical_agency: z.enum(VERTICAL_AGENCIES).nullable().default(null),
  interlinked_kind: z.enum(INTERLINKED_KINDS).nullable().default(null),
  can_post_receive: z.boolean().default(false),
  can_post_return: z.boolean().default(false),
  is_internal: z.boolean().default(false),
  conditions: z.string().max(5000).nullable().default(null),
  source: z.string().min(1),
  status: status.default('to_be_verified'),
  note: z.string().nullable().default(null),
});
export type Content = z.output<typeof Content>;

const Version = z.looseObject({ from: day, until: day.optional() });
const ProcedureFile = z.strictObject({
  source: z.string().min(1),
  procedures: z.array(
    z.strictObject({
      code: z.string().regex(CODE, 'not a national procedure code (N.NNNNNN)'),
      versions: z.array(Version).min(1),
    }),
  ),
});
const Sector = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  name_en: z.string().nullable().default(null),
  published_count: z.int().min(0).nullable().default(null),
  published_note: z.string().nullable().default(null),
  source: z.string().optional(),
  status,
});
const SectorFile = z.strictObject({ source: z.string().min(1), sectors: z.array(Sector).min(1) });

export type PackSector = z.output<typeof Sector> & { source: string };
export type PackVersion = { code: string; from: Day; until: Day | null; content: Content };

/**
 * Reads and checks the whole catalogue pack. A later version of a procedure takes over whatever it does not repeat, except its note.
 * @param dir folder with sectors.yaml and any number of other files of procedures
 * @throws packs.broken with every fault's file and line
 */
export function readCatalogue(dir = path.join(PACKS, 'procedures')): { sectors: PackSector[]; versions: PackVersion[] } {
  const problems: PackProblem[] = [];
  const sector_file = readPackFile(path.join(dir, 'sectors.yaml'), SectorFile);
  problems.push(...sector_file.problems);
  const sectors = (sector_file.value?.sectors ?? []).map((one) => ({
    ...one,
    source: one.source ?? (sector_file.value?.source as string),
  }));
  const sector_codes = new Set(sectors.map((one) => one.code));
  const versions: PackVersion[] = [];
  const seen = new Map<string, string>();
  const files = fs.readdirSync(dir).filter((name) => name.endsWith('.yaml') && name !== 'sectors.yaml');
  for (const name of files.sort()) {
    const file = path.join(dir, name);
    const { value, problems: faults } = readPackFile(file, ProcedureFile);
    problems.push(...faults);
    const fault = (keys: PropertyKey[], message: string) =>
      problems.push({
        file: path.relative(path.join(PACKS, '..'), file),
        line: packLine(file, keys),
        path: keys.join('.'),
        message,
      });
    for (const [index, procedure] of (value?.procedures ?? []).entries()) {
      const where = ['procedures', index];
      if (seen.has(procedure.code))
        fault([...where, 'code'], `procedure ${procedure.code} stands in ${seen.get(procedure.code)} too`);
      seen.set(procedure.code, name);
      for (const [n, problem] of checkVersions(
        procedure.code,
        procedure.versions,
        value?.source as string,
        sector_codes,
        versions,
      )) {
        fault([...where, 'versions', n, ...problem.path], problem.message);
      }
    }
  }
  // Sectors that could not be read would make every procedure's sector look unknown.
  refuseIfBroken(sector_file.value ? problems : problems.filter((one) => !one.message.startsWith('unknown sector')));
  return { sectors, versions };
}

type Fault = [version: number, problem: { path: PropertyKey[]; message: string }];

function checkVersions(
  code: string,
  raw: z.output<typeof Version>[],
  source: string,
  sectors: ReadonlySet<string>,
  into: PackVersion[],
): Fault[] {
  const faults: Fault[] = [];
  let before: Record<string, unknown> = { source };
  let last: PackVersion | null = null;
  for (const [n, { from, until = null, ...said }] of raw.entries()) {
    before = { ...before, note: null, ...said };
    const parsed = Content.safeParse(before);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) faults.push([n, { path: [...issue.path], message: issue.message }]);
      continue;
    }
    if (!sectors.has(parsed.data.sector)) faults.push([n, { path: ['sector'], message: `unknown sector ${parsed.data.sector}` }]);
    if (until !== null && until <= from) faults.push([n, { path: ['until'], message: 'ends before it begins' }]);
    if (last && from <= last.from)
      faults.push([n, { path: ['from'], message: 'versions must stand in the order of their days' }]);
    if (last?.until && last.until > from)
      faults.push([n, { path: ['from'], message: 'begins before the version before it ends' }]);
    if (last) last.until ??= from;
    last = { code, from, until, content: parsed.data };
    into.push(last);
  }
  return faults;
}
