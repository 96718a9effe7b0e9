// What a kept report says is changed: in the browser, in Word, by figures of today. Each change is a new version.
import { z } from 'zod';
import { reachOf } from '#access';
import { UnreadableError } from '#checks';
import { keep, open, store } from '#files';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { consolidated, keepIncluded } from './consolidate.ts';
import type { Given } from './consolidate-given.ts';
import { type Content, namedIn, narrativesIn, type Paragraph, type Section, tablesIn } from './content.ts';
import { addedAgain, addedFigures, type FigureWanted } from './figure-added.ts';
import { composed, frameOf } from './make.ts';
import { ownFile } from './own-file.ts';
import { regimeOf } from './regimes.ts';
import { drafted } from './self-written/write.ts';
import {
  addEvent,
  addVersion,
  auditReport,
  type By,
  begin,
  FindingShown,
  type Held,
  held,
  type NewVersion,
  type Now,
  unitOf,
  type Version,
  versionOf,
} from './stored.ts';
import { marked, placeTexts, withoutPlaces } from './to-write.ts';
import { periodKept, windowKept } from './window-kept.ts';

export const Saved = z.object({
  version: z.number(),
  findings: z.array(FindingShown),
  /** The office's own file could not be kept: it has no place for what is new, so the product's layout serves again. */
  is_layout_lost: z.boolean(),
});
export type Saved = z.infer<typeof Saved>;

/**
 * Words of blocks changed in the browser, with figures put into them. Written over an older version, they are taken where nobody else changed the same
 * blocks since: two people write different parts side by side.
 * @throws those of `addedFigures`, reports.not_found, reports.not_in_this_state, reports.changed_meanwhile, reports.no_such_block
 */
export async function save(
  db: Db,
  id: number,
  edit: { version: number; blocks: Record<string, Paragraph[]>; figures?: readonly FigureWanted[] | undefined },
  by: By,
): Promise<Saved> {
  const { report, now } = await begin(db, id, 'save', null, by);
  const before = await versionOf(db, report);
  if (before.version !== edit.version) await refuseOverwriting(db, report, before, edit);
  const added = await addedFigures(db, edit.figures ?? [], before.known_at, reachOf(by.scope));
  const words = new Map(Object.entries(edit.blocks));
  // What stands in the report already stays as it was counted.
  const content = withWords({ ...before.content, figures: { ...added, ...before.content.figures } }, words);
  return keepWords(db, report, now, { before, content }, by);
}

/** @throws reports.changed_meanwhile with the blocks that say something else since, and who wrote there; reports.no_such_version */
async function refuseOverwriting(
  db: Db,
  report: Held,
  newest: Version,
  edit: { version: number; blocks: Record<string, Paragraph[]> },
): Promise<void> {
  const wordsIn = ({ content }: Version) =>
    new Map(narrativesIn(content).map((one) => [one.key, JSON.stringify(one.paragraphs)]));
  const [was, is] = [wordsIn(await versionOf(db, report, edit.version)), wordsIn(newest)];
  const blocks = Object.keys(edit.blocks).filter((key) => was.get(key) !== is.get(key));
  if (blocks.length === 0 && edit.version < newest.version) return;
  throw new DomainError('reports.changed_meanwhile', 409, {
    version: newest.version,
    blocks,
    by_name: newest.made_by_name ?? '',
  });
}

/** Takes the places nobody wrote in out of the report, as a new version where it has any. @throws those of `save` */
export async function leaveOut(db: Db, id: number, by: By): Promise<void> {
  const { version, content } = await versionOf(db, await held(db, id, by.scope));
  const blocks = withoutPlaces(content);
  if (Object.keys(blocks).length > 0) await save(db, id, { version, blocks }, by);
}

/** Keeps changed words as a new version, in the office's own file where there is one. */
export async function keepWords(
  db: Db,
  report: Held,
  now: Now,
  { before, content }: { before: Version; content: Content },
  by: By,
): Promise<Saved> {
  const own = await inOwnFile(db, before, content, by);
  const file_id = own && (await keepFile(db, report, own, by));
  const made = { content, made_how: 'edited' as const, file_id, known_at: before.known_at };
  return { ...(await finish(db, report, now, made, by, own?.bytes)), is_layout_lost: before.file_id !== null && own === null };
}

/** @throws reports.no_such_block, reports.no_such_figure */
export function withWords(content: Content, words: ReadonlyMap<string, Paragraph[]>): Content {
  const keys = new Set(narrativesIn(content).map(({ key }) => key));
  for (const [key, paragraphs] of words) {
    if (!keys.has(key)) throw new DomainError('reports.no_such_block', 422, { block: key });
    for (const paragraph of paragraphs)
      for (const one of paragraph)
        if ('figure' in one && !content.figures[one.figure])
          throw new DomainError('reports.no_such_figure', 422, { anchor: one.figure });
  }
  const places = placeTexts(content);
  const sections = content.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => {
      const given = block.kind === 'narrative' ? words.get(block.key) : undefined;
      const paragraphs = given && marked(given, places);
      if (block.kind !== 'narrative' || !paragraphs || JSON.stringify(paragraphs) === JSON.stringify(block.paragraphs))
        return block;
      // Words that came from below stay theirs, however they are edited.
      return block.origin === 'pulled'
        ? { ...block, paragraphs }
        : { ...block, origin: 'typed' as const, from: null, paragraphs };
    }),
  }));
  return { ...content, sections };
}

type OwnFile = { name: string; bytes: Uint8Array };

/** The office's file with what the report says now; null when it has no place for something, and the product's own layout serves again. */
async function inOwnFile(db: Db, before: Version, content: Content, by: By): Promise<OwnFile | null> {
  if (before.file_id === null) return null;
  const { name, bytes } = await open(db, store(), before.file_id, by.scope);
  const own = readable(() => ownFile(bytes, content, before.content));
  return own && { name, bytes: own };
}

export async function keepFile(db: Db, { unit_id, tenant }: Held, file: OwnFile, by: By): Promise<number> {
  const { actor, now, request_id = null } = by;
  return (await keep(db, store(), { ...file, unit_id, tenant, actor, now, request_id, is_withheld: true })).id;
}

export function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof UnreadableError)) throw cause;
    throw new DomainError('reports.unreadable', 422, { reason: cause.reason }, { cause });
  }
}

/** `changed`: anchors of figures that print something else now, or stand where nothing stood. */
export const Refreshed = Saved.extend({ changed: z.array(z.string()) });
export type Refreshed = z.infer<typeof Refreshed>;

/**
 * Figures of today in the words as they are, in the office's own file where there is one.
 * @param version the one who asks has seen; null where it was just read
 * @throws reports.not_found, reports.not_in_this_state, reports.changed_meanwhile
 */
export async function refresh(db: Db, id: number, version: number | null, by: By): Promise<Refreshed> {
  const { report, now } = await begin(db, id, 'save', null, by);
  const before = await versionOf(db, report);
  if (version !== null && before.version !== version)
    throw new DomainError('reports.changed_meanwhile', 409, {
      version: before.version,
      blocks: [],
      by_name: before.made_by_name ?? '',
    });
  const unit = await unitOf(db, report);
  const regime = await regimeOf(db, report);
  const frame = await frameOf(db, { unit, regime }, periodKept(report, regime), await windowKept(db, report));
  const written = async (given?: Given) => {
    const made = await composed(db, frame, by, { given });
    return { ...made, sections: withWordsKept(made.sections, before.content.sections) };
  };
  const fresh = await written();
  const taken = await consolidated(db, report, { records: fresh, before: before.content, written }, by);
  const anew = taken?.content ?? fresh;
  const added = await addedAgain(db, { sections: anew.sections, before: before.content, fresh: anew }, by.now, reachOf(by.scope));
  const figures = { ...standing(before.content.figures, anew), ...added, ...draftFigures(anew), ...anew.figures };
  // Recipients an office wrote in Word are its own, like its words.
  const content = { ...anew, figures, recipients: before.content.recipients };
  // A cell that was empty and is filled now is a figure the report did not have.
  const stands = anchorsIn(content);
  const changed = Object.values({ ...anew.figures, ...added })
    .filter(({ anchor, printed }) => stands.has(anchor) && before.content.figures[anchor]?.printed !== printed)
    .map(({ anchor }) => anchor);
  const own = await inOwnFile(db, before, content, by);
  const file_id = own && (await keepFile(db, report, own, by));
  const made = { content, made_how: taken ? ('consolidated' as const) : ('refreshed' as const), file_id, known_at: by.now };
  const done = await finish(db, report, now, made, by, own?.bytes);
  if (taken) await keepIncluded(db, report, done.version, taken.included);
  return { ...done, changed, is_layout_lost: before.file_id !== null && own === null };
}

/** Of the figures of before those that still stand in the report: one that left it is no longer counted, and would hinder the issue. */
function standing(figures: Content['figures'], content: Content): Content['figures'] {
  const used = anchorsIn(content);
  return Object.fromEntries(Object.entries(figures).filter(([anchor]) => used.has(anchor)));
}

/** Figures of accepted drafts: printed as they are drafted. */
function draftFigures(content: Content): Content['figures'] {
  const used = anchorsIn(content);
  const drafts = narrativesIn(content).flatMap(({ draft }) => Object.values(draft?.figures ?? {}));
  return Object.fromEntries(drafts.filter(({ anchor }) => used.has(anchor)).map((one) => [one.anchor, one]));
}

/** The office's words where they stood; what was drafted for a part is drafted anew beside it. */
function withWordsKept(fresh: readonly Section[], before: readonly Section[]): Section[] {
  const were = new Map(narrativesIn({ sections: before }).map((one) => [one.key, one]));
  return fresh.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => {
      const old = were.get(block.key);
      if (block.kind !== 'narrative' || !old || old.origin === 'drafted') return block;
      const { draft: _, ...words } = old;
      const draft = drafted(old.draft, block.draft);
      return { ...words, ...(draft ? { draft } : {}) };
    }),
  }));
}

/** Figures that stand somewhere in the report. */
export function anchorsIn(content: Content): Set<string> {
  const cells = tablesIn(content).flatMap(({ header, rows }) => [...header, ...rows].flat());
  return new Set([
    ...narrativesIn(content).flatMap(({ paragraphs }) => namedIn(paragraphs)),
    ...cells.flatMap(({ figure }) => figure ?? []),
  ]);
}

export async function finish(
  db: Db,
  report: Held,
  now: Now,
  made: Omit<NewVersion, 'version'>,
  by: By,
  bytes?: Uint8Array,
): Promise<{ version: number; findings: FindingShown[] }> {
  const version = now.version + 1;
  const findings = await addVersion(db, report, { ...made, version }, by, bytes);
  await addEvent(db, report, { seq: now.seq + 1, kind: 'saved', version, reason: null }, by);
  await auditReport(db, report, by, 'reports.save', { version, made_how: made.made_how });
  return { version, findings };
}
