// Reports that are kept: made for a unit and a period, edited, checked, approved, sent back, issued.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { record } from '#audit';
import { checkFile, UnreadableError } from '#checks';
import { keep, open, store } from '#files';
import { publicUrl } from '#forms';
import { addDays, type Day, vietnamDay } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Actor, Scope } from '#lib/route';
import { type Db, exec, loadSql, many, maybeOne, one } from '#lib/sql';
import { plain } from '#lib/text';
import { bodyName, descendants, type Unit, unitById, unitForPeriod, unitNear, unitsByIds } from '#org';
import { Anchors, contentOf, figuresFor } from './compose.ts';
import { Content, type Figure, type Narrative, type Paragraph } from './content.ts';
import { periodReport } from './period-report.ts';
import { dueOn, periodFor, type Regime, regimeOf } from './regimes.ts';
import { EVENTS, eventOf, hindrance, STATES, STEPS, type State, type StepName, stateAfter } from './states.ts';
import { filled } from './word/fill.ts';
import { readBack } from './word/read-back.ts';
import { refreshed } from './word/refresh.ts';
import { defaultTemplate } from './word/template.ts';

const sql = loadSql(import.meta.url, [
  'insert_report',
  'insert_version',
  'insert_event',
  'hold_report',
  'report',
  'events',
  'newest_version',
  'version',
  'versions',
  'listed',
  'count_listed',
  'existing',
  'earlier',
  'insert_remark',
  'remarks',
  'close_remark',
  'put_explanation',
  'explanations',
]);

export type By = { actor: Actor; now: Date; scope: Scope; request_id?: string | null };

const Held = z.object({
  tenant: z.number(),
  id: z.number(),
  unit_id: z.number(),
  regime: z.string(),
  kind: z.string(),
  s: z.string(),
  e: z.string(),
  due_on: z.string().nullable(),
  title: z.string(),
});
export type Held = z.infer<typeof Held>;

export const EventShown = z.object({
  seq: z.number(),
  kind: z.enum(EVENTS),
  version: z.number(),
  at: z.date(),
  by: z.number().nullable(),
  by_name: z.string().nullable(),
  reason: z.string().nullable(),
});

export const FindingShown = z.object({
  /** The same fault in a later version has the same id. */
  id: z.string(),
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  quote: z.string(),
});
export type FindingShown = z.infer<typeof FindingShown>;

const Version = z.object({
  version: z.number(),
  content: Content,
  known_at: z.date(),
  made_at: z.date(),
  made_how: z.enum(['composed', 'refreshed', 'edited', 'uploaded']),
  made_by_name: z.string().nullable(),
  file_id: z.number().nullable(),
  findings: z.array(FindingShown).nullable(),
});
export type Version = z.infer<typeof Version>;

// ---- making

export type NewReport = { unit: string; regime: string; kind: string; year: number; n: number };

/**
 * Makes the report of a unit for a period, written from the records; the office's own words are carried over from the report before it.
 * Asked again it is the one that is there.
 * @throws reports.regime_unknown, reports.not_of_regime, reports.period_not_over, org.unit_unknown, org.unit_not_on_day
 */
export async function create(db: Db, ask: NewReport, by: By): Promise<{ id: number; is_new: boolean }> {
  const regime = regimeOf(ask.regime);
  const period = periodFor(regime, ask.kind, ask.year, ask.n);
  const today = vietnamDay(by.now);
  if (period.s > today) throw new DomainError('reports.period_not_begun', 422, { from: period.s });
  const to = addDays(period.e, -1);
  const { unit } = await unitForPeriod(db, ask.unit, period.s, to);
  if (by.scope.unit_ids !== null && !by.scope.unit_ids.includes(unit.id))
    throw new DomainError('org.unit_unknown', 404, { code: ask.unit });
  const key = { tenant: unit.tenant, unit_id: unit.id, regime: regime.code, s: period.s, e: period.e };
  const existing = await maybeOne(db, sql.existing, key, z.object({ id: z.number() }));
  if (existing) return { id: existing.id, is_new: false };
  const content = await composed(db, { unit, regime, s: period.s, e: period.e, kind: period.kind }, by);
  const title = `${regime.name_vi} ${lowerFirst(period.label_vi)}: ${bodyName(unit)}`;
  const due_on = dueOn(regime, unit.kind, period);
  const made = await maybeOne(
    db,
    sql.insert_report,
    { ...key, kind: period.kind, due_on, title, now: by.now, by: by.actor.user_id },
    z.object({ id: z.number() }),
  );
  // Somebody else made it meanwhile.
  if (!made) return { ...(await one(db, sql.existing, key, z.object({ id: z.number() }))), is_new: false };
  const report: Held = { ...key, id: made.id, kind: period.kind, due_on, title };
  await addVersion(db, report, { version: 1, content, made_how: 'composed', file_id: null, known_at: by.now }, by);
  await addEvent(db, report, { seq: 1, kind: 'created', version: 1, reason: null }, by);
  await audit(db, report, by, 'reports.create', { title, version: 1 });
  return { id: made.id, is_new: true };
}

const lowerFirst = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

type Frame = { unit: Unit; regime: Regime; s: Day; e: Day; kind: string };

/** The report as the records say it, with the office's own words of the report before. */
async function composed(db: Db, frame: Frame, by: By): Promise<Content> {
  const { unit, s, e } = frame;
  const anchors = new Anchors();
  const to = addDays(e, -1);
  const today = vietnamDay(by.now);
  const ask = { unit: unit.code, from: s, to, scope: 'all' as const, today };
  const document = await periodReport(db, ask, by.scope, anchors.linkTo, { at: by.now, on: today });
  const { content, printed } = contentOf(document, { unit: bodyName(unit), period: document.subject.at(-1) ?? '', from: s, to });
  const earlier = await maybeOne(
    db,
    sql.earlier,
    { tenant: unit.tenant, unit_id: unit.id, regime: frame.regime.code, kind: frame.kind, s },
    z.object({ content: Content, title: z.string() }),
  );
  content.figures = await figuresFor(db, anchors, printed, { today }, by.scope);
  return earlier ? carriedOver(content, earlier) : content;
}

/**
 * Own words of the report before stand in the same places: figures of the system become those of the new period where it has them, else the
 * words they were, which the check then calls stale.
 */
export function carriedOver(content: Content, earlier: { content: Content; title: string }): Content {
  const by_meaning = new Map(Object.values(content.figures).map((figure) => [meaningOf(figure, content), figure.anchor]));
  const moved = (paragraph: Paragraph): Paragraph =>
    paragraph.map((one) => {
      if (!('figure' in one)) return one;
      const figure = earlier.content.figures[one.figure];
      const anchor = figure && by_meaning.get(meaningOf(figure, earlier.content));
      if (anchor) return one.bold ? { figure: anchor, bold: true } : { figure: anchor };
      return { text: figure?.printed ?? '' };
    });
  const own = new Map(
    earlier.content.sections.flatMap(({ heading, blocks }) =>
      blocks.flatMap((block) =>
        block.kind === 'narrative' && block.origin !== 'drafted' ? [[`${heading}|${block.key}`, block] as const] : [],
      ),
    ),
  );
  const sections = content.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => {
      const before = block.kind === 'narrative' ? own.get(`${section.heading}|${block.key}`) : undefined;
      if (block.kind !== 'narrative' || !before || before.paragraphs.length === 0) return block;
      const carried: Narrative = { ...block, origin: 'carried', from: earlier.title, paragraphs: before.paragraphs.map(moved) };
      return carried;
    }),
  }));
  return { ...content, sections };
}

/** What a figure means in its report: that of the whole period is the same figure in the next one. */
function meaningOf(figure: Figure, { from, to }: Content): string {
  const days = figure.from === from && figure.to === to ? 'period' : `${figure.from}..${figure.to}`;
  return [figure.measure, figure.unit, JSON.stringify(figure.filter), days].join('|');
}

// ---- versions and events

type NewVersion = { version: number; content: Content; made_how: Version['made_how']; file_id: number | null; known_at: Date };

async function addVersion(db: Db, report: Held, made: NewVersion, by: By, bytes?: Uint8Array): Promise<void> {
  const findings = await findingsOf(bytes ?? (await draftDocx(made.content)));
  await exec(db, sql.insert_version, {
    tenant: report.tenant,
    report_id: report.id,
    version: made.version,
    content: JSON.stringify(made.content),
    known_at: made.known_at,
    now: by.now,
    by: by.actor.user_id,
    made_how: made.made_how,
    file_id: made.file_id,
    findings: JSON.stringify(findings),
  });
}

async function addEvent(
  db: Db,
  report: Held,
  event: { seq: number; kind: (typeof EVENTS)[number]; version: number; reason: string | null },
  by: By,
): Promise<void> {
  await exec(db, sql.insert_event, { tenant: report.tenant, report_id: report.id, ...event, now: by.now, by: by.actor.user_id });
}

function audit(db: Db, report: Held, by: By, action: string, after: unknown, reason: string | null = null): Promise<void> {
  const { actor, now, request_id = null } = by;
  return record(db, {
    tenant: report.tenant,
    at: now,
    actor,
    request_id,
    action,
    subject_kind: 'report',
    subject_id: report.id,
    unit_id: report.unit_id,
    after,
    reason,
  });
}

/** The Word file of a version that the product made: figures locked and bound. */
export async function draftDocx(content: Content): Promise<Uint8Array> {
  return filled(await defaultTemplate(new Date(0)), content, { linkOf: () => null });
}

const ORDER = { error: 0, warning: 1, note: 2 } as const;

/** What the checker says of the file, errors first; 200 at most. */
async function findingsOf(docx: Uint8Array): Promise<FindingShown[]> {
  const { checked } = await checkFile('report.docx', docx);
  return checked.findings
    .map(({ rule, severity, message, quote, expected }) => ({
      id: createHash('sha256')
        .update(`${rule}|${quote}|${expected ?? ''}`)
        .digest('hex')
        .slice(0, 24),
      rule,
      severity,
      message,
      quote,
    }))
    .sort((a, b) => ORDER[a.severity] - ORDER[b.severity])
    .slice(0, 200);
}

// ---- reading

/** @throws reports.not_found, also when it lies outside the scope */
export async function held(db: Db, id: number, scope: Scope, for_update = false): Promise<Held> {
  const found = await maybeOne(db, for_update ? sql.hold_report : sql.report, { id, scope: scope.unit_ids }, Held);
  if (!found) throw new DomainError('reports.not_found', 404, { id });
  return found;
}

export async function eventsOf(db: Db, report: Held): Promise<z.infer<typeof EventShown>[]> {
  return many(db, sql.events, { tenant: report.tenant, id: report.id }, EventShown);
}

/** @throws reports.no_such_version */
export async function versionOf(db: Db, report: Held, version?: number | undefined): Promise<Version> {
  const key = { tenant: report.tenant, id: report.id };
  const found =
    version === undefined
      ? await maybeOne(db, sql.newest_version, key, Version)
      : await maybeOne(db, sql.version, { ...key, version }, Version);
  if (!found) throw new DomainError('reports.no_such_version', 404, { version: version ?? null });
  return found;
}

export const VersionShown = Version.pick({ version: true, made_at: true, made_how: true, made_by_name: true });

export function versionsOf(db: Db, report: Held): Promise<z.infer<typeof VersionShown>[]> {
  return many(db, sql.versions, { tenant: report.tenant, id: report.id }, VersionShown);
}

export const ReportRow = z.object({
  id: z.number(),
  title: z.string(),
  regime: z.string(),
  kind: z.string(),
  from: z.string(),
  to: z.string(),
  due_on: z.string().nullable(),
  unit_code: z.string(),
  unit_name: z.string(),
  state: z.enum(STATES),
  last_at: z.date(),
  issued_at: z.date().nullable(),
  number: z.number().nullable(),
  year: z.number().nullable(),
  /** Issued after its last day, or not issued though that has passed; null when the regime names no day. */
  is_late: z.boolean().nullable(),
});
export type ReportRow = z.infer<typeof ReportRow>;

const Listed = z.object({
  id: z.number(),
  title: z.string(),
  regime: z.string(),
  kind: z.string(),
  s: z.string(),
  e: z.string(),
  due_on: z.string().nullable(),
  unit_code: z.string(),
  unit_id: z.number(),
  last_event: z.enum(EVENTS),
  last_at: z.date(),
  issued_at: z.date().nullable(),
  number: z.number().nullable(),
  year: z.number().nullable(),
});

export type Wanted = {
  unit?: string | undefined;
  regime?: string | undefined;
  state?: State | undefined;
  from?: Day | undefined;
  before?: Day | undefined;
  q?: string | undefined;
  page: number;
  page_size: number;
};

/** Reports of the units in reach, newest period first; `unit` with everything below it. @throws org.unit_unknown */
export async function reportsIn(db: Db, wanted: Wanted, scope: Scope, today: Day): Promise<{ rows: ReportRow[]; total: number }> {
  const { regime = null, from = null, before = null, page, page_size } = wanted;
  const like = wanted.q ? `%${plain(wanted.q)}%` : null;
  const unit_ids = wanted.unit ? await descendants(db, (await unitNear(db, wanted.unit, today)).id, today) : null;
  const last_events = wanted.state ? EVENTS.filter((kind) => stateAfter(kind) === wanted.state) : null;
  const filter = { scope: scope.unit_ids, unit_ids, regime, from, before, like, last_events };
  const rows = await many(db, sql.listed, { ...filter, limit: page_size, offset: (page - 1) * page_size }, Listed);
  const { total } = await one(db, sql.count_listed, filter, z.object({ total: z.number() }));
  return { rows: await named(db, rows, today), total };
}

async function named(db: Db, rows: readonly z.infer<typeof Listed>[], today: Day): Promise<ReportRow[]> {
  const names = new Map<string, string>();
  // A unit is called what it was called when the period ended; a list has few periods.
  for (const [e, group] of Map.groupBy(rows, (row) => row.e))
    for (const unit of await unitsByIds(db, [...new Set(group.map((row) => row.unit_id))], addDays(e, -1)))
      names.set(`${unit.id} ${e}`, unit.name);
  return rows.map(({ s, e, unit_id, last_event, ...row }) => {
    const issued_on = row.issued_at === null ? null : vietnamDay(row.issued_at);
    return {
      ...row,
      from: s,
      to: addDays(e, -1),
      unit_name: names.get(`${unit_id} ${e}`) ?? row.unit_code,
      state: stateAfter(last_event),
      is_late: row.due_on === null ? null : (issued_on ?? today) > row.due_on,
    };
  });
}

// ---- editing

/** Words of blocks changed in the browser. @throws reports.not_found, reports.not_in_this_state, reports.changed_meanwhile, reports.no_such_block */
export async function save(
  db: Db,
  id: number,
  edit: { version: number; blocks: Record<string, Paragraph[]> },
  by: By,
): Promise<{ version: number; findings: FindingShown[] }> {
  const { report, now } = await begin(db, id, 'save', null, by);
  const before = await versionOf(db, report);
  if (before.version !== edit.version) throw new DomainError('reports.changed_meanwhile', 409, { version: before.version });
  const content = withWords(before.content, new Map(Object.entries(edit.blocks)));
  const bytes = before.file_id === null ? undefined : await draftDocx(content);
  return finish(db, report, now, { content, made_how: 'edited', file_id: null, known_at: before.known_at }, by, bytes);
}

/** @throws reports.no_such_block, reports.no_such_figure */
function withWords(content: Content, words: ReadonlyMap<string, Paragraph[]>): Content {
  const keys = new Set(
    content.sections.flatMap(({ blocks }) => blocks.flatMap((one) => (one.kind === 'narrative' ? [one.key] : []))),
  );
  for (const [key, paragraphs] of words) {
    if (!keys.has(key)) throw new DomainError('reports.no_such_block', 422, { block: key });
    for (const paragraph of paragraphs)
      for (const one of paragraph)
        if ('figure' in one && !content.figures[one.figure])
          throw new DomainError('reports.no_such_figure', 422, { anchor: one.figure });
  }
  const sections = content.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => {
      const paragraphs = block.kind === 'narrative' ? words.get(block.key) : undefined;
      if (block.kind !== 'narrative' || !paragraphs || JSON.stringify(paragraphs) === JSON.stringify(block.paragraphs))
        return block;
      return { ...block, origin: 'typed' as const, from: null, paragraphs };
    }),
  }));
  return { ...content, sections };
}

export const Uploaded = z.object({
  version: z.number(),
  changed: z.array(z.object({ anchor: z.string(), label: z.string(), was: z.string(), now: z.string(), quote: z.string() })),
  typed: z.array(z.object({ text: z.string(), quote: z.string(), block: z.string(), same_as: z.string().nullable() })),
  removed: z.array(z.string()),
  lost: z.array(z.string()),
  outside: z.number(),
  findings: z.array(FindingShown),
});
export type Uploaded = z.infer<typeof Uploaded>;

/**
 * The Word file the office gives back: its words are taken over, its own layout is kept; figures changed by hand are told and put back.
 * @throws reports.not_found, reports.not_in_this_state, reports.unreadable, reports.other_report, files.…
 */
export async function upload(db: Db, id: number, file: { name: string; bytes: Buffer }, by: By): Promise<Uploaded> {
  const { report, now } = await begin(db, id, 'save', null, by);
  const before = await versionOf(db, report);
  const given =
    before.file_id === null ? await draftDocx(before.content) : (await open(db, store(), before.file_id, by.scope)).bytes;
  const back = readable(() => readBack(file.bytes, before.content, given));
  if (back.narrative.size === 0) throw new DomainError('reports.other_report', 422);
  const content = withWords(before.content, back.narrative);
  const own = readable(() => refreshed(file.bytes, content, before.content));
  const { actor, now: at, request_id = null } = by;
  const kept = await keep(db, store(), {
    bytes: own.bytes,
    name: file.name.toLowerCase().endsWith('.docx') ? file.name : `${file.name}.docx`,
    unit_id: report.unit_id,
    tenant: report.tenant,
    actor,
    now: at,
    request_id,
  });
  const made = { content, made_how: 'uploaded' as const, file_id: kept.id, known_at: before.known_at };
  const { version, findings } = await finish(db, report, now, made, by, own.bytes);
  const { changed, typed, removed, lost, outside } = back;
  return { version, changed, typed, removed, lost, outside, findings };
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof UnreadableError)) throw cause;
    throw new DomainError('reports.unreadable', 422, { reason: cause.reason }, { cause });
  }
}

/** Figures of today in the words as they are. @throws reports.not_found, reports.not_in_this_state */
export async function refresh(
  db: Db,
  id: number,
  by: By,
): Promise<{ version: number; findings: FindingShown[]; changed: string[] }> {
  const { report, now } = await begin(db, id, 'save', null, by);
  const before = await versionOf(db, report);
  const unit = await unitOf(db, report);
  const fresh = await composed(db, { unit, regime: regimeOf(report.regime), s: report.s, e: report.e, kind: report.kind }, by);
  const words = new Map(
    before.content.sections.flatMap(({ blocks }) =>
      blocks.flatMap((one) => (one.kind === 'narrative' && one.origin !== 'drafted' ? [[one.key, one] as const] : [])),
    ),
  );
  const figures = { ...before.content.figures, ...fresh.figures };
  const sections = fresh.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => (block.kind === 'narrative' ? (words.get(block.key) ?? block) : block)),
  }));
  const content = { ...fresh, sections, figures };
  const changed = Object.values(fresh.figures)
    .filter(({ anchor, printed }) => before.content.figures[anchor] && before.content.figures[anchor]?.printed !== printed)
    .map(({ anchor }) => anchor);
  const made = { content, made_how: 'refreshed' as const, file_id: null, known_at: by.now };
  return { ...(await finish(db, report, now, made, by)), changed };
}

/** The unit as it was in the report's period. */
export function unitOf(db: Db, report: Held): Promise<Unit> {
  return unitById(db, report.unit_id, addDays(report.e, -1));
}

type Now = { state: State; seq: number; version: number };

/** Locks the report and says whether the step may be taken. */
export async function begin(
  db: Db,
  id: number,
  step: StepName,
  reason: string | null,
  by: By,
): Promise<{ report: Held; now: Now }> {
  const report = await held(db, id, by.scope, true);
  const events = await eventsOf(db, report);
  const last = events.at(-1);
  if (!last) throw new Error(`report ${id} has no event`);
  const state = stateAfter(last.kind);
  const submitted_by = events.findLast(({ kind }) => kind === 'submitted')?.by ?? null;
  const problem = hindrance(step, { state, submitted_by, actor_id: by.actor.user_id, reason });
  if (problem === 'not_in_this_state')
    throw new DomainError('reports.not_in_this_state', 409, { state, step, from: STEPS[step].from });
  if (problem === 'needs_reason') throw new DomainError('reports.needs_reason', 422, { step });
  if (problem === 'own_submission') throw new DomainError('reports.own_submission', 409, { step });
  return { report, now: { state, seq: last.seq, version: last.version } };
}

async function finish(
  db: Db,
  report: Held,
  now: Now,
  made: Omit<NewVersion, 'version'>,
  by: By,
  bytes?: Uint8Array,
): Promise<{ version: number; findings: FindingShown[] }> {
  const newest = await versionOf(db, report);
  const version = newest.version + 1;
  await addVersion(db, report, { ...made, version }, by, bytes);
  await addEvent(db, report, { seq: now.seq + 1, kind: 'saved', version, reason: null }, by);
  await audit(db, report, by, 'reports.save', { version, made_how: made.made_how });
  return { version, findings: (await versionOf(db, report)).findings ?? [] };
}

/** A step that changes nothing of what the report says. @throws reports.not_found, reports.not_in_this_state, reports.needs_reason, reports.own_submission */
export async function step(
  db: Db,
  id: number,
  name: Exclude<StepName, 'save' | 'issue'>,
  reason: string | null,
  by: By,
): Promise<{ state: State }> {
  const { report, now } = await begin(db, id, name, reason, by);
  const kind = eventOf(name);
  const { version } = await versionOf(db, report);
  await addEvent(db, report, { seq: now.seq + 1, kind, version, reason }, by);
  await audit(db, report, by, `reports.${name}`, { from: now.state, to: stateAfter(kind), version }, reason);
  return { state: stateAfter(kind) };
}

// ---- remarks and explanations

export const RemarkShown = z.object({
  id: z.number(),
  version: z.number(),
  place: z.string(),
  words: z.string(),
  at: z.date(),
  by_name: z.string().nullable(),
  answers: z.number().nullable(),
  closed_at: z.date().nullable(),
});

export function remarksOf(db: Db, report: Held): Promise<z.infer<typeof RemarkShown>[]> {
  return many(db, sql.remarks, { tenant: report.tenant, report_id: report.id }, RemarkShown);
}

/** A remark on a figure, a block or the whole, or the answer to one. @throws reports.not_found, reports.no_such_place */
export async function remark(
  db: Db,
  id: number,
  said: { place: string; words: string; answers: number | null },
  by: By,
): Promise<{ id: number }> {
  const report = await held(db, id, by.scope);
  const { version, content } = await versionOf(db, report);
  const keys = content.sections.flatMap(({ blocks }) => blocks.map(({ key }) => key));
  const known = await remarksOf(db, report);
  const is_place = said.place === 'report' || said.place in content.figures || keys.includes(said.place);
  if (!is_place || (said.answers !== null && !known.some((one) => one.id === said.answers)))
    throw new DomainError('reports.no_such_place', 422, { place: said.place });
  const key = { tenant: report.tenant, report_id: report.id, version, now: by.now, by: by.actor.user_id };
  const made = await one(db, sql.insert_remark, { ...key, ...said }, z.object({ id: z.number() }));
  await audit(db, report, by, 'reports.remark', { place: said.place, answers: said.answers });
  return made;
}

/** @throws reports.not_found, reports.no_such_place */
export async function closeRemark(db: Db, id: number, remark_id: number, by: By): Promise<void> {
  const report = await held(db, id, by.scope);
  const done = await exec(db, sql.close_remark, { tenant: report.tenant, report_id: report.id, id: remark_id, now: by.now });
  if (done === 0) throw new DomainError('reports.no_such_place', 404, { place: String(remark_id) });
  await audit(db, report, by, 'reports.close_remark', { remark: remark_id });
}

export const ExplanationShown = z.object({
  finding: z.string(),
  words: z.string(),
  at: z.date(),
  by_name: z.string().nullable(),
});

export function explanationsOf(db: Db, report: Held): Promise<z.infer<typeof ExplanationShown>[]> {
  return many(db, sql.explanations, { tenant: report.tenant, report_id: report.id }, ExplanationShown);
}

/** Why a finding does not hinder the issue, over the name of the one who says so. @throws reports.not_found, reports.no_such_finding */
export async function explain(db: Db, id: number, said: { finding: string; words: string }, by: By): Promise<void> {
  const report = await held(db, id, by.scope, true);
  const { findings } = await versionOf(db, report);
  if (!findings?.some((one) => one.id === said.finding))
    throw new DomainError('reports.no_such_finding', 404, { finding: said.finding });
  await exec(db, sql.put_explanation, {
    tenant: report.tenant,
    report_id: report.id,
    ...said,
    now: by.now,
    by: by.actor.user_id,
  });
  await audit(db, report, by, 'reports.explain', said);
}

/** The page behind a figure of a report. */
export function figureAddress(report_id: number, anchor: string): string {
  return `${publicUrl()}/reports/kept/${report_id}?figure=${anchor}`;
}

export { addEvent, audit as auditReport };
