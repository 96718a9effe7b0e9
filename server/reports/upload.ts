// The Word file an office gives back. It says which report and which version it is of: that of another report is refused, and one that is older takes
// nothing from what somebody else wrote meanwhile.
import { z } from 'zod';
import { open, store } from '#files';
import { addDays } from '#lib/day';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { type Content, narrativesIn } from './content.ts';
import { anchorsIn, finish, keepFile, readable, withWords } from './edit.ts';
import { type Choice, merged, saysSame } from './merge.ts';
import { ownFile } from './own-file.ts';
import { type By, begin, FindingShown, type Held, unitOf, type Version, versionOf, versionsOf, writtenDraft } from './stored.ts';
import { stillOpen, toldOf } from './upload-told.ts';
import { figuresNamed, marked, markOf, unbound } from './word/mark.ts';
import type { Mark } from './word/package.ts';
import { readBack } from './word/read-back.ts';

export const Uploaded = z.object({
  version: z.number(),
  /** The version the file was given out from; older than the newest: blocks nobody changed in the file took the newest words. */
  base: z.number(),
  is_older: z.boolean(),
  changed: z.array(z.object({ anchor: z.string(), label: z.string(), was: z.string(), now: z.string(), quote: z.string() })),
  typed: z.array(z.object({ text: z.string(), quote: z.string(), block: z.string(), same_as: z.string().nullable() })),
  removed: z.array(z.string()),
  lost: z.array(z.string()),
  /** Names in cells, rows and tables put back as the report has them. */
  tables: z.array(z.object({ kind: z.string(), place: z.string(), was: z.string(), now: z.string() })),
  /** Beginnings of paragraphs that LibreOffice dropped, put back. */
  cut: z.array(z.object({ block: z.string(), text: z.string() })),
  recipients: z.array(z.string()).nullable(),
  /** Words of the file outside the parts of the report. */
  elsewhere: z.object({ added: z.array(z.string()), gone: z.array(z.string()) }),
  outside: z.number(),
  /** The file has no place for something the report prints: the product's layout serves instead. */
  is_layout_lost: z.boolean(),
  findings: z.array(FindingShown),
});
export type Uploaded = z.infer<typeof Uploaded>;

/** What a file says of itself when it is given out. */
export async function markOn(db: Db, report: Held, version: number): Promise<Mark> {
  const { code } = await unitOf(db, report);
  return { report: report.id, version, unit: code, from: report.s, to: addDays(report.e, -1) };
}

/** The Word file of a version as it is given out to be written in: with the report and version it is of, its title and its author. */
export async function givenOut(db: Db, report: Held, version: Version, by: By): Promise<Uint8Array> {
  const { title, unit_name: author } = version.content;
  const bytes = unbound(await givenFile(db, report, version, by));
  return marked(bytes, await markOn(db, report, version.version), { title, author });
}

/** Less than this of its figures are of this report: the file is of another. */
const LEAST_OF_FIGURES = 0.5;
const MOST_VERSIONS = 15;

/**
 * The Word file the office gives back: its words are taken over, its own layout is kept; figures changed by hand are told and put back.
 * @param choice blocks that two people changed, with whose words stay
 * @throws reports.not_found, reports.not_in_this_state, reports.unreadable, reports.other_report, reports.changed_by_both, files.…
 */
export async function upload(
  db: Db,
  id: number,
  file: { name: string; bytes: Buffer },
  choice: Choice,
  by: By,
): Promise<Uploaded> {
  const { report, now } = await begin(db, id, 'save', null, by);
  const newest = await versionOf(db, report);
  const base = await baseOf(db, report, newest, file.bytes);
  const given = await givenFile(db, report, base, by);
  const back = readable(() => readBack(file.bytes, base.content, given));
  if (back.narrative.size === 0) throw new DomainError('reports.other_report', 422, { title: report.title });
  // What was taken out of the file is taken out of the report: the file and the page say the same.
  for (const key of back.lost) back.narrative.set(key, []);
  const { words, conflicts } = merged(back.narrative, base.content, newest.content, choice);
  if (conflicts.length > 0)
    throw new DomainError('reports.changed_by_both', 409, { version: newest.version, base: base.version, places: conflicts });
  // Figures of words that came from an older version stay known, though the newest report no longer has them.
  const figures = { ...base.content.figures, ...newest.content.figures };
  const worded = standingOnly(withWords({ ...newest.content, figures }, words), newest.content);
  const content: Content = back.recipients ? { ...worded, recipients: back.recipients } : worded;
  const own = readable(() => ownFile(file.bytes, content, base.content));
  const name = file.name.toLowerCase().endsWith('.docx') ? file.name : `${file.name}.docx`;
  const file_id = own && (await keepFile(db, report, { name, bytes: own }, by));
  // A file of the newest version was held against all of it; what an older one could not answer for stays open.
  const is_older = base.version < newest.version;
  const told = [...toldOf(back, base.content), ...(is_older ? stillOpen(newest.findings) : [])];
  const made = { content, made_how: 'uploaded' as const, file_id, known_at: newest.known_at, told };
  const { version, findings } = await finish(db, report, now, made, by, own ?? undefined);
  const { changed, typed, removed, lost, outside, tables, cut, recipients, elsewhere } = back;
  return {
    ...{ version, base: base.version, is_older, changed, typed, removed, lost, outside, cut, recipients, elsewhere, findings },
    tables: tables.map(({ kind, place, was, now: is }) => ({ kind, place, was, now: is })),
    is_layout_lost: own === null,
  };
}

/** Without figures that stand neither in the report of before nor in the words taken over. */
function standingOnly(content: Content, newest: Content): Content {
  const used = anchorsIn(content);
  const figures = Object.values(content.figures).filter(({ anchor }) => used.has(anchor) || newest.figures[anchor]);
  return { ...content, figures: Object.fromEntries(figures.map((one) => [one.anchor, one])) };
}

async function givenFile(db: Db, report: Held, { file_id, content }: Version, by: By): Promise<Uint8Array> {
  if (file_id !== null) return (await open(db, store(), file_id, by.scope)).bytes;
  return (await writtenDraft(db, report, content, by.now)).bytes;
}

/**
 * The version a file was given out from. One given out before files said that is the version whose words it has most of.
 * @throws reports.other_report when it is of another report
 */
async function baseOf(db: Db, report: Held, newest: Version, bytes: Buffer): Promise<Version> {
  const mark = readable(() => markOf(bytes));
  if (mark) {
    if (mark.report !== report.id) throw new DomainError('reports.other_report', 422, { title: report.title, ...mark });
    return mark.version >= newest.version ? newest : versionOf(db, report, mark.version);
  }
  const named = readable(() => figuresNamed(bytes));
  const own = named.filter((anchor) => newest.content.figures[anchor]);
  if (named.length > 0 && own.length < LEAST_OF_FIGURES * named.length)
    throw new DomainError('reports.other_report', 422, { title: report.title });
  const said = readable(() => readBack(bytes, newest.content)).narrative;
  let best: { version: Version; same: number } | null = null;
  for (const { version } of (await versionsOf(db, report)).slice(0, MOST_VERSIONS)) {
    const one = version === newest.version ? newest : await versionOf(db, report, version);
    const same = narrativesIn(one.content).filter(({ key, paragraphs }) =>
      saysSame(one.content, said.get(key) ?? [], one.content, paragraphs),
    ).length;
    if (same > (best?.same ?? -1)) best = { version: one, same };
  }
  return best?.version ?? newest;
}
