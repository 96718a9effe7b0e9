// An officer accepts what the product drafted, as it is or in his own words, or refuses it; until then nothing of it is in the report.
import { z } from 'zod';
import { reachOf } from '#access';
import { DomainError } from '#lib/errors';
import type { Db } from '#lib/sql';
import { type Content, type Draft, type Figure, type Narrative, namedIn, type Paragraph } from '../content.ts';
import { keepWords, type Saved } from '../edit.ts';
import { addedFigures, type FigureWanted } from '../figure-added.ts';
import { auditReport, type By, begin, versionOf } from '../stored.ts';

export const DECISIONS = ['accept', 'refuse', 'offer'] as const;

export const Decided = z.object({
  /** Of the report that the officer saw. */
  version: z.coerce.number().int().positive(),
  block: z.string().max(60),
  decision: z.enum(DECISIONS),
  /** Behind the words that stand there, else instead of them. */
  is_behind: z.boolean().default(false),
});
export type Decided = z.infer<typeof Decided> & {
  /** As the officer edited it; without them as it was drafted. */
  words?: Paragraph[] | undefined;
  /** Figures in his words that neither the report nor the draft has. */
  figures?: readonly FigureWanted[] | undefined;
};

/**
 * What becomes of a draft, as a new version. Accepted words become those of the part with their figures; what is edited first is the officer's own.
 * Refused, it is not offered again; a change the data brought to what was accepted may be left aside.
 * @throws reports.not_found, reports.not_in_this_state, reports.changed_meanwhile, reports.no_such_draft, reports.no_such_figure, those of `begin` and
 * `addedFigures`
 */
export async function decideDraft(db: Db, id: number, ask: Decided, by: By): Promise<Saved> {
  const { report, now } = await begin(db, id, 'save', null, by);
  const before = await versionOf(db, report);
  if (before.version !== ask.version) throw new DomainError('reports.changed_meanwhile', 409, { version: before.version });
  const block = blockOf(before.content, ask.block);
  const added = await addedFigures(db, ask.figures ?? [], before.known_at, reachOf(by.scope));
  const known = { ...before.content.figures, ...added };
  const { block: after, figures } = decided(block, ask, known);
  const sections = before.content.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((one) => (one.key === block.key ? after : one)),
  }));
  const content = { ...before.content, sections, figures: { ...figures, ...added, ...before.content.figures } };
  const saved = await keepWords(db, report, now, { before, content }, by);
  await auditReport(db, report, by, `reports.${ask.decision}_draft`, {
    version: saved.version,
    block: block.key,
    kind: block.draft.kind,
    ...(ask.decision === 'accept' ? { is_behind: ask.is_behind, is_edited: after.origin === 'typed' } : {}),
  });
  return saved;
}

type Drafted = Narrative & { draft: Draft };

/** @throws reports.no_such_draft */
function blockOf({ sections }: Content, key: string): Drafted {
  const found = sections.flatMap(({ blocks }) => blocks).find((one) => one.key === key);
  if (found?.kind !== 'narrative' || !found.draft) throw new DomainError('reports.no_such_draft', 422, { block: key });
  return { ...found, draft: found.draft };
}

const NOTHING: Record<string, Figure> = {};

/** @throws reports.no_such_figure */
function decided(
  block: Drafted,
  ask: Decided,
  known: Readonly<Record<string, Figure>>,
): { block: Narrative; figures: Record<string, Figure> } {
  const { draft } = block;
  if (ask.decision === 'offer') return { block: { ...block, draft: { ...draft, state: 'offered' } }, figures: NOTHING };
  // What was accepted stays as it was; only the change is left aside.
  const refused = draft.state === 'changed' ? ('accepted' as const) : ('refused' as const);
  if (ask.decision === 'refuse') return { block: { ...block, draft: { ...draft, state: refused } }, figures: NOTHING };
  const words = ask.words ?? draft.paragraphs;
  const named = namedIn(words);
  for (const anchor of named)
    if (!draft.figures[anchor] && !known[anchor]) throw new DomainError('reports.no_such_figure', 422, { anchor });
  const is_as_drafted = JSON.stringify(words) === JSON.stringify(draft.paragraphs);
  const is_behind = ask.is_behind && block.paragraphs.length > 0;
  return {
    block: {
      ...block,
      origin: is_as_drafted && !is_behind ? 'accepted' : 'typed',
      from: null,
      paragraphs: is_behind ? [...block.paragraphs, ...words] : words,
      draft: { ...draft, state: 'accepted' },
    },
    figures: Object.fromEntries(Object.entries(draft.figures).filter(([anchor]) => named.includes(anchor))),
  };
}
