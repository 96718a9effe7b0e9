// Scoring of the demonstration: one district's published points, made-up rounds of communes at several stages, the service index of a commune.
import path from 'node:path';
import { z } from 'zod';
import { type Day, vietnamMoment } from '#lib/day';
import { PACKS, readPackFile, refuseIfBroken } from '#lib/pack';
import type { Db } from '#lib/sql';
import * as scorecards from '#scorecards';

const FOLDER = path.join(PACKS, 'demo');
const ROUNDS = ['dak-song', 'lam-dong-2025', 'lam-dong-2026', 'quang-ngai-2026'] as const;

const day = z.iso.date();
const Gap = z.strictObject({
  points: z.string(),
  cause: z.enum(['not_due', 'lost']),
  reason: z.string(),
  office_unit: z.string().nullable().default(null),
  due_on: day.nullable().default(null),
});
const Score = z.strictObject({
  criterion: z.string(),
  value: z.string().nullable().default(null),
  answer: z.string().nullable().default(null),
  is_applicable: z.boolean().default(true),
  is_estimate: z.boolean().default(false),
  reason: z.string(),
  gaps: z.array(Gap).nullable().default(null),
});
const STEPS = ['self', 'submitted', 'appraised', 'explained', 'final'] as const;
const Round = z.strictObject({
  owner: z.string(),
  set: z.string(),
  name: z.string(),
  year: z.int(),
  from: day,
  to: day,
  self_until: day,
  appraise_until: day,
  explain_until: day,
  scored_on: day,
  scored_by: z.string(),
  publish: z
    .strictObject({ number: z.string(), on: day, title: z.string(), publication: z.enum(['inside', 'public']) })
    .optional(),
  units: z.array(
    z.strictObject({
      unit: z.string(),
      until: z.enum(STEPS),
      scores: z.array(Score),
      appraisal: z.array(Score).default([]),
      explanation: z.array(Score).default([]),
      survey: z.array(Score).default([]),
      stated: z.array(z.strictObject({ part: z.string(), points: z.string(), source: z.string() })).default([]),
    }),
  ),
});
type Round = z.output<typeof Round>;
type Score = z.output<typeof Score>;

const PortalRows = z.strictObject({
  unit: z.string(),
  from: day,
  to: day,
  noted_by: z.string(),
  rows: z.array(z.strictObject({ criterion: z.string(), points: z.string().nullable().default(null), explanation: z.string() })),
});

function read<S extends z.ZodType>(name: string, schema: S): z.output<S> {
  const { value, problems } = readPackFile(path.join(FOLDER, `scorecards-${name}.yaml`), schema);
  refuseIfBroken(problems);
  return value as z.output<S>;
}

const items = (scores: readonly Score[]): scorecards.ScoreInput[] =>
  scores.map(({ gaps, ...score }) => ({ ...score, gaps: gaps?.map((gap) => ({ ...gap, office: null })) ?? null }));

/** @throws packs.broken */
export async function loadScorecards(db: Db, by: { now: Date; today: Day }): Promise<void> {
  for (const name of ROUNDS) {
    const round = read(name, Round);
    // A round of days that are yet to come on this clock is not there yet.
    if (round.scored_on <= by.today) await loadRound(db, round);
  }
  const index = read('po-y-766', PortalRows);
  for (const row of index.rows) {
    const { unit, from, to } = index;
    await scorecards.notePortal(db, { unit, from, to, ...row }, { ...at(by.today, index.noted_by), now: by.now });
  }
}

/** Whoever acts on a day of the demonstration; no account, so that nobody is taken for having done it. */
const at = (on: Day, name: string): scorecards.By => ({
  actor: { user_id: null, name },
  now: vietnamMoment(on),
  today: on,
  scope: { unit_ids: null },
  request_id: 'demo',
});

async function loadRound(db: Db, round: Round): Promise<void> {
  const by = at(round.scored_on, round.scored_by);
  const above = at(round.scored_on, 'Sở Nội vụ (minh hoạ)');
  const set = await scorecards.setOn(db, round.set, round.to, 0);
  const { owner, name, year, from, to, self_until, appraise_until, explain_until } = round;
  const days = { self_until, appraise_until, explain_until };
  const units = round.units.map((one) => one.unit);
  const { id } = await scorecards.openRound(db, { owner, set_id: set.id, name, year, from, to, units, ...days }, above);
  const cards = new Map((await scorecards.cardsOf(db, [id])).map((card) => [card.unit_code, card.id]));
  for (const one of round.units) await loadCard(db, cards.get(one.unit) as number, one, by, above);
  if (!round.publish) return;
  await scorecards.closeRound(db, id, above);
  await scorecards.publishRound(db, id, round.publish, at(round.publish.on, above.actor.name));
}

async function loadCard(
  db: Db,
  card_id: number,
  one: Round['units'][number],
  by: scorecards.By,
  above: scorecards.By,
): Promise<void> {
  const give = (
    action: Parameters<typeof scorecards.score>[1]['action'],
    stage: 'self' | 'survey' | 'appraisal' | 'explanation' | 'final',
    scores: readonly Score[],
  ) => {
    const side = stage === 'self' || stage === 'explanation' ? ('unit' as const) : ('superior' as const);
    return scores.length === 0
      ? null
      : scorecards.score(db, { card_id, action, side, stage, items: items(scores) }, side === 'unit' ? by : above);
  };
  const last = STEPS.indexOf(one.until);
  await give('self_score', 'self', one.scores);
  for (const { part, points, source } of one.stated) await scorecards.stateTotal(db, card_id, { part, points, source }, by);
  await give('survey', 'survey', one.survey);
  if (last >= STEPS.indexOf('submitted')) await scorecards.submit(db, card_id, by);
  if (last < STEPS.indexOf('appraised')) return;
  await give('appraise', 'appraisal', one.appraisal);
  await scorecards.handOver(db, card_id, above);
  await give('explain', 'explanation', one.explanation);
  if (last < STEPS.indexOf('explained')) return;
  await scorecards.endExplaining(db, card_id, 'unit', by);
  if (one.until === 'final') await scorecards.finish(db, card_id, above);
}
