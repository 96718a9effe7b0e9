// Words of the reports below, taken into the report above: block by block, with where they came from, never twice unasked.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { addDays, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import { type Db, exec, loadSql, many } from '#lib/sql';
import { definitionsOn } from '#measures';
import { unitById } from '#org';
import { takenFigure } from './consolidate-cells.ts';
import { reportsOf, type UnitReport, unitsOf } from './consolidate-units.ts';
import {
  type Content,
  type ContentBlock,
  Figure,
  type Inline,
  type Narrative,
  namedIn,
  type Paragraph,
  Section,
} from './content.ts';
import { regimeOf } from './regimes.ts';
import { addEvent, addVersion, auditReport, type By, begin, FindingShown, type Held, type Now, versionOf } from './stored.ts';

const sql = loadSql(import.meta.url, ['insert_pull', 'pulls', 'sections_of', 'headings_of', 'figures_of']);

/** Where the reports of the units below are; of what is not issued nothing is read. */
export async function submittedTo(db: Db, report: Held, by: Pick<By, 'now'>): Promise<UnitReport[]> {
  const regime = await regimeOf(db, report);
  const unit = await unitById(db, report.unit_id, addDays(report.e, -1));
  const period = { kind: report.kind, s: report.s, e: report.e };
  return reportsOf(db, regime, await unitsOf(db, regime, unit, period), period, vietnamDay(by.now));
}

type Submitted = UnitReport & { report: NonNullable<UnitReport['report']>; issue: NonNullable<UnitReport['issue']> };
const isSubmitted = (one: UnitReport): one is Submitted => one.report !== null && one.issue !== null;

const keysOf = (reports: readonly Submitted[]) => ({
  tenants: reports.map(({ report }) => report.tenant),
  reports: reports.map(({ report }) => report.id),
  versions: reports.map(({ issue }) => issue.version),
});

const hashOf = (text: string) =>
  createHash('sha256').update(text.normalize('NFC').replace(/\s+/g, ' ').trim()).digest('hex').slice(0, 16);

/** What a paragraph says in print: two versions that print the same are the same words. */
const spoken = (paragraph: Paragraph, figures: ReadonlyMap<string, Figure>, unit_name: string) =>
  paragraph.map((piece) => wordsOf(piece, figures, unit_name)).join('');

function wordsOf(piece: Inline, figures: ReadonlyMap<string, Figure>, unit_name: string): string {
  if ('text' in piece) return piece.text;
  if ('figure' in piece) return figures.get(piece.figure)?.printed ?? '';
  return piece.field === 'unit' ? unit_name : '';
}

/** A place that says what to write, and nobody wrote. */
const isPlaceholder = (text: string) => /^\[.*\]$/s.test(text.trim());

export type Source = {
  report_id: number;
  version: number;
  unit_id: number;
  unit_name: string;
  heading: string;
  block: string;
  origin: Narrative['origin'];
  paragraphs: Paragraph[];
  /** Of each paragraph, as it prints. */
  texts: string[];
  figures: Figure[];
};

/** Narrative of the submitted reports under one heading (null: under every one), unit by unit in the order of the tree. */
export async function sourcesOf(db: Db, reports: readonly UnitReport[], heading: string | null): Promise<Source[]> {
  const submitted = reports.filter(isSubmitted);
  const Row = z.object({ report_id: z.number(), version: z.number(), section: Section, unit_name: z.string() });
  const rows = Map.groupBy(await many(db, sql.sections_of, { ...keysOf(submitted), heading }, Row), ({ report_id }) => report_id);
  const anchors = [...rows.values()].flat().flatMap(({ section }) => section.blocks.flatMap(anchorsIn));
  const FigureRow = z.object({ report_id: z.number(), anchor: z.string(), figure: Figure });
  const figure_rows = anchors.length === 0 ? [] : await many(db, sql.figures_of, { ...keysOf(submitted), anchors }, FigureRow);
  const figures = new Map(
    [...Map.groupBy(figure_rows, ({ report_id }) => report_id)].map(([id, own]) => [
      id,
      new Map(own.map(({ anchor, figure }) => [anchor, figure])),
    ]),
  );
  return submitted.flatMap(({ unit, report }) =>
    (rows.get(report.id) ?? []).flatMap(({ version, section, unit_name }) =>
      section.blocks.flatMap((block): Source[] => {
        if (block.kind !== 'narrative') return [];
        const known = figures.get(report.id) ?? new Map<string, Figure>();
        const said = block.paragraphs
          .map((paragraph) => ({ paragraph, text: spoken(paragraph, known, unit_name) }))
          .filter(({ text }) => text.trim() !== '' && !isPlaceholder(text));
        if (said.length === 0) return [];
        const own = { block: block.key, origin: block.origin, heading: section.heading };
        const used = [
          ...new Set(said.flatMap(({ paragraph }) => paragraph.flatMap((one) => ('figure' in one ? [one.figure] : [])))),
        ];
        return [
          {
            ...own,
            report_id: report.id,
            version,
            unit_id: unit.id,
            unit_name: unit.name,
            paragraphs: said.map(({ paragraph }) => paragraph.map((one) => plainField(one, unit_name))),
            texts: said.map(({ text }) => text),
            figures: used.flatMap((anchor) => known.get(anchor) ?? []),
          },
        ];
      }),
    ),
  );
}

function anchorsIn(block: ContentBlock): string[] {
  if (block.kind !== 'narrative') return [];
  return namedIn(block.paragraphs);
}

// In another report a field would say that report's own unit and period.
function plainField(piece: Inline, unit_name: string): Inline {
  if (!('field' in piece)) return piece;
  return { text: piece.field === 'unit' ? unit_name : '' };
}

/** `reports`: how many have words under it; `written`: how many of them wrote there themselves. */
export const Heading = z.object({ heading: z.string(), reports: z.number(), written: z.number() });

/** Headings under which submitted reports have words. */
export async function headingsOf(db: Db, reports: readonly UnitReport[]): Promise<z.infer<typeof Heading>[]> {
  return many(db, sql.headings_of, keysOf(reports.filter(isSubmitted)), Heading);
}

/** Where somebody wrote, before what the system wrote in every report; the opening last. */
export function firstHeading(headings: readonly z.infer<typeof Heading>[]): string | null {
  const first = headings.find(({ written }) => written > 0) ?? headings.find(({ heading }) => heading !== '') ?? headings[0];
  return first?.heading ?? null;
}

// ---- what was pulled

const PullRow = z.object({
  block: z.string(),
  of_tenant: z.number(),
  of_report_id: z.number(),
  of_version: z.number(),
  of_block: z.string(),
  words_sha256: z.string(),
  at: z.date(),
  by_name: z.string().nullable(),
  unit_id: z.number(),
});
type PullRow = z.infer<typeof PullRow>;

const Marks = z.object({
  /** Edited here since. */
  is_edited: z.boolean(),
  /** `changed`: the unit issued its report anew and says it otherwise; `not_in_force`: the report was sent back or recalled. Null: it still stands. */
  stale: z.enum(['changed', 'not_in_force']).nullable(),
});
export type Pulled = PullRow & z.infer<typeof Marks>;

/** What is shown of it. */
export const PulledShown = PullRow.omit({ of_tenant: true, words_sha256: true }).extend(Marks.shape);

/** Blocks of a content that were pulled, each with whether it still says what its report says. */
export async function pulledIn(db: Db, report: Held, content: Content, reports: readonly UnitReport[]): Promise<Pulled[]> {
  const blocks = new Map(content.sections.flatMap(({ blocks: own }) => own.map((block) => [block.key, block] as const)));
  const all = await many(db, sql.pulls, { tenant: report.tenant, report_id: report.id }, PullRow);
  const there = all.filter(({ block }) => blocks.has(block));
  if (there.length === 0) return [];
  const now = new Map(reports.filter(isSubmitted).map((one) => [one.report.id, one]));
  const anew = there.filter(
    ({ of_report_id, of_version }) => (now.get(of_report_id)?.issue.version ?? of_version) !== of_version,
  );
  const wanted = new Set(anew.map(({ of_report_id }) => of_report_id));
  const sources =
    wanted.size === 0
      ? []
      : await sourcesOf(
          db,
          [...now.values()].filter(({ report: one }) => wanted.has(one.id)),
          null,
        );
  const figures = new Map(Object.entries(content.figures));
  return there.map((pull) => {
    const block = blocks.get(pull.block) as Narrative;
    const hashes = block.paragraphs.map((paragraph) => hashOf(spoken(paragraph, figures, '')));
    const source = sources.find(({ report_id, block: key }) => report_id === pull.of_report_id && key === pull.of_block);
    const said = new Set(source?.texts.map(hashOf) ?? []);
    const is_other = anew.includes(pull) && pull.words_sha256.split(',').some((one) => !said.has(one));
    const stale = !now.has(pull.of_report_id) ? 'not_in_force' : is_other ? 'changed' : null;
    return { ...pull, is_edited: hashes.join(',') !== pull.words_sha256, stale };
  });
}

export type PullAsk = {
  version: number;
  /** Key of the section it goes to, and of the block it follows; null: at the end. */
  section: string;
  after: string | null;
  report_id: number;
  block: string;
  /** Places of the paragraphs taken; empty: all. */
  paragraphs: readonly number[];
  /** Instead of this block, pulled earlier. */
  instead: string | null;
  /** Though it was pulled already. */
  again: boolean;
};

export type Made = { version: number; findings: FindingShown[] };

/**
 * Takes a block of words from the submitted report of a unit below.
 * @throws reports.not_found, reports.not_in_this_state, reports.changed_meanwhile, reports.no_such_source, reports.no_such_block, reports.already_pulled
 */
export async function pull(db: Db, id: number, ask: PullAsk, by: By): Promise<Made & { block: string }> {
  const { report, now, content } = await opened(db, id, ask.version, by);
  const reports = await submittedTo(db, report, by);
  const from = reports.find((one) => one.report?.id === ask.report_id && one.issue !== null);
  const source = from && (await sourcesOf(db, [from], null)).find(({ block }) => block === ask.block);
  if (!from || !source) throw new DomainError('reports.no_such_source', 404, { report: ask.report_id, block: ask.block });
  const places = ask.paragraphs.length === 0 ? source.paragraphs.map((_, at) => at) : ask.paragraphs;
  const paragraphs = places.flatMap((at) => (source.paragraphs[at] ? [source.paragraphs[at]] : []));
  const words = places.flatMap((at) => (source.texts[at] === undefined ? [] : [hashOf(source.texts[at])]));
  if (paragraphs.length === 0) throw new DomainError('reports.no_such_source', 404, { report: ask.report_id, block: ask.block });
  const before = await pulledIn(db, report, content, reports);
  const twice = before.find(
    (one) =>
      one.of_report_id === ask.report_id &&
      one.block !== ask.instead &&
      one.words_sha256.split(',').some((hash) => words.includes(hash)),
  );
  if (twice && !ask.again) throw new DomainError('reports.already_pulled', 409, { unit: source.unit_name, block: twice.block });
  const key = await freeKey(db, report, ask.section);
  const taken = await taking(db, report, content, source, paragraphs);
  const block: Narrative = { kind: 'narrative', key, origin: 'pulled', from: source.unit_name, paragraphs: taken.paragraphs };
  const sections = placed(content, ask, block);
  const made = await keep(db, report, now, { ...content, sections, figures: { ...content.figures, ...taken.figures } }, by);
  const row = {
    block: key,
    of_tenant: from.report?.tenant,
    of_report_id: ask.report_id,
    of_version: source.version,
    of_block: ask.block,
  };
  await exec(db, sql.insert_pull, {
    tenant: report.tenant,
    report_id: report.id,
    ...row,
    words_sha256: words.join(','),
    now: by.now,
    by: by.actor.user_id,
  });
  await auditReport(db, report, by, 'reports.pull', { version: made.version, ...row, unit_id: source.unit_id });
  return { ...made, block: key };
}

async function opened(db: Db, id: number, version: number, by: By): Promise<{ report: Held; now: Now; content: Content }> {
  const { report, now } = await begin(db, id, 'save', null, by);
  const before = await versionOf(db, report);
  if (before.version !== version) throw new DomainError('reports.changed_meanwhile', 409, { version: before.version });
  return { report, now, content: before.content };
}

// A key is never given twice, so that what was pulled and dropped keeps its own.
async function freeKey(db: Db, report: Held, section: string): Promise<string> {
  const all = await many(db, sql.pulls, { tenant: report.tenant, report_id: report.id }, PullRow);
  return `${section.slice(0, 40)}.p${all.length + 1}`;
}

/** The words with their figures as those of the unit: frozen, each opening the report it was taken from. */
async function taking(db: Db, report: Held, content: Content, source: Source, paragraphs: readonly Paragraph[]) {
  const definitions = await definitionsOn(db, content.to, report.tenant);
  const known = new Map(source.figures.map((figure) => [figure.anchor, figure]));
  const figures: Record<string, Figure> = {};
  const moved = paragraphs.map((paragraph) =>
    paragraph.map((piece): Inline => {
      if (!('figure' in piece)) return piece;
      const figure = known.get(piece.figure);
      // A measure of another province has no meaning here: its figure stays as the words it printed.
      if (!figure || !definitions.has(figure.measure)) return { text: figure?.printed ?? '' };
      const own = takenFigure(figure, source.report_id, source.version);
      figures[own.anchor] = own;
      return { ...piece, figure: own.anchor };
    }),
  );
  return { paragraphs: moved, figures };
}

function placed(content: Content, ask: PullAsk, block: Narrative): Section[] {
  const section = content.sections.find(({ key }) => key === ask.section);
  if (!section) throw new DomainError('reports.no_such_block', 422, { block: ask.section });
  const at = section.blocks.findIndex(({ key }) => key === (ask.instead ?? ask.after));
  if ((ask.instead ?? ask.after) !== null && at < 0)
    throw new DomainError('reports.no_such_block', 422, { block: ask.instead ?? ask.after });
  const blocks = [...section.blocks];
  if (ask.instead !== null) {
    refuseOwn(blocks[at] as ContentBlock);
    blocks.splice(at, 1, block);
  } else blocks.splice(at < 0 ? blocks.length : at + 1, 0, block);
  return content.sections.map((one) => (one === section ? { ...one, blocks } : one));
}

/** Only what was pulled may go: the report's own words are edited, never dropped here. */
function refuseOwn(block: ContentBlock): void {
  if (block.kind !== 'narrative' || block.origin !== 'pulled')
    throw new DomainError('reports.no_such_block', 422, { block: block.key });
}

/**
 * Another order of the blocks of a section; pulled blocks that are not named are dropped.
 * @throws reports.not_found, reports.not_in_this_state, reports.changed_meanwhile, reports.no_such_block
 */
export async function arrange(
  db: Db,
  id: number,
  ask: { version: number; section: string; blocks: readonly string[] },
  by: By,
): Promise<Made> {
  const { report, now, content } = await opened(db, id, ask.version, by);
  const section = content.sections.find(({ key }) => key === ask.section);
  const known = new Map(section?.blocks.map((block) => [block.key, block]));
  const unknown = ask.blocks.find((key, at) => !known.has(key) || ask.blocks.indexOf(key) !== at);
  if (!section || unknown !== undefined) throw new DomainError('reports.no_such_block', 422, { block: unknown ?? ask.section });
  for (const block of section.blocks) if (!ask.blocks.includes(block.key)) refuseOwn(block);
  const blocks = ask.blocks.map((key) => known.get(key) as ContentBlock);
  const sections = content.sections.map((one) => (one === section ? { ...one, blocks } : one));
  const made = await keep(db, report, now, { ...content, sections }, by);
  await auditReport(db, report, by, 'reports.arrange', { version: made.version, section: ask.section, blocks: ask.blocks });
  return made;
}

async function keep(db: Db, report: Held, now: Now, content: Content, by: By): Promise<Made> {
  const before = await versionOf(db, report);
  const version = now.version + 1;
  const made = { version, content, made_how: 'consolidated' as const, file_id: null, known_at: before.known_at };
  const findings = await addVersion(db, report, made, by);
  await addEvent(db, report, { seq: now.seq + 1, kind: 'saved', version, reason: null }, by);
  return { version, findings };
}

export { FindingShown };
