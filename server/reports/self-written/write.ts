// Parts that the product drafts from data: strengths, weaknesses, missing points, next tasks. Every figure in them is one of the report's measures under
// its anchor; what is not known is not said, and of nothing there is no draft.
import type { Day } from '#lib/day';
import type { Scope } from '#lib/route';
import type { Db } from '#lib/sql';
import { type Draft, type DraftKind, narrativesIn, type Paragraph, type Section } from '../content.ts';
import { askDossiers, betterRates, lateDossiers, nothingLate, worseRates } from './dossiers.ts';
import type { Frame, SelfAsk } from './frame.ts';
import { openRemedies } from './inspections.ts';
import { nextTasks } from './next.ts';
import { joined, Numbers, type Said, words } from './numbers.ts';
import { targetsMet, targetsMissed, tasksBehind, tasksDone } from './plans.ts';
import { missingPoints } from './points.ts';

export const DRAFT_HEADINGS: Readonly<Record<DraftKind, string>> = {
  strengths: 'Kết quả nổi bật',
  weaknesses: 'Tồn tại, hạn chế',
  missing_points: 'Nội dung chấm điểm chưa đạt',
  next_tasks: 'Nhiệm vụ trọng tâm kỳ tới',
};

const WRITERS: Readonly<Record<DraftKind, (frame: Frame) => Promise<Said[]>>> = {
  strengths: async (frame) => [
    ...(await targetsMet(frame)),
    ...betterRates(frame),
    ...nothingLate(frame),
    ...(frame.about === 'reform' ? await tasksDone(frame) : []),
  ],
  weaknesses: async (frame) => [
    ...(await targetsMissed(frame)),
    ...worseRates(frame),
    ...(await lateDossiers(frame)),
    ...(frame.about === 'reform' ? [...(await tasksBehind(frame)), ...(await openRemedies(frame))] : []),
  ],
  missing_points: missingPoints,
  next_tasks: nextTasks,
};

const MOST_INLINE = 2;

/** The heading, then a line for each thing said, and below it one for each thing it consists of. */
function laidOut(kind: DraftKind, all: readonly Said[]): Paragraph[] {
  if (all.length === 0) return [];
  const lines = all.flatMap(({ line, items = [] }): Paragraph[] => {
    if (items.length === 0) return [words`- ${line}`];
    if (items.length <= MOST_INLINE) return [words`- ${line}: ${joined(items)}`];
    return [words`- ${line}:`, ...items.map((item) => words`+ ${item}`)];
  });
  const ended = lines.map((line, at): Paragraph => {
    const last = line.at(-1);
    const is_open = last !== undefined && 'text' in last && last.text.endsWith(':');
    return is_open ? line : words`${line}${at === lines.length - 1 ? '.' : ';'}`;
  });
  return [[{ text: `${DRAFT_HEADINGS[kind]}:`, bold: true }], ...ended];
}

/** The drafts asked for; of what nothing can be said there is none. @throws measures errors */
export async function selfWritten(
  db: Db,
  ask: SelfAsk,
  kinds: readonly DraftKind[],
  access: Scope,
): Promise<Map<DraftKind, Draft>> {
  const found = new Map<DraftKind, Draft>();
  if (kinds.length === 0) return found;
  const numbers = new Numbers(db, { tenant: ask.unit.tenant, today: ask.today }, access);
  const day: Day = ask.today < ask.to ? ask.today : ask.to;
  const frame: Frame = { ...ask, db, access, numbers, year: Number(ask.to.slice(0, 4)), day };
  await askDossiers(frame);
  for (const kind of kinds) {
    const paragraphs = laidOut(kind, await WRITERS[kind](frame));
    if (paragraphs.length > 0) found.set(kind, { kind, state: 'offered', paragraphs, figures: numbers.used(paragraphs) });
  }
  return found;
}

/** The places of a report with what is drafted for each; a place without a draft is the officer's alone. */
export function withDrafts(sections: readonly Section[], drafts: ReadonlyMap<DraftKind, Draft>): Section[] {
  return sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => {
      if (block.kind !== 'narrative' || !block.draft) return block;
      const { draft, ...place } = block;
      const made = drafts.get(draft.kind);
      return made ? { ...place, draft: made } : place;
    }),
  }));
}

/** Which drafts the places of a report ask for. */
export function draftsWanted(sections: readonly Section[]): DraftKind[] {
  return narrativesIn({ sections }).flatMap(({ draft }) => draft?.kind ?? []);
}

/** Words without their figures' values: what a draft says, however much. */
const sense = (paragraphs: readonly Paragraph[]) => JSON.stringify(paragraphs);

/**
 * What stands beside a part when the report is written anew: what nobody decided on is written anew; what was refused stays refused; what was accepted
 * is offered again where the data say something else.
 */
export function drafted(before: Draft | undefined, fresh: Draft | undefined): Draft | undefined {
  if (!before || !fresh || before.state === 'offered') return fresh;
  if (before.state === 'refused') return { ...fresh, state: 'refused' };
  return { ...fresh, state: sense(before.paragraphs) === sense(fresh.paragraphs) ? before.state : 'changed' };
}
