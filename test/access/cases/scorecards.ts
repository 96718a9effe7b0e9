import type { Routes } from '../../../server/routes.ts';
import { body, type Case, type Input, NO_ID, NO_UNIT } from '../case.ts';
import { pdf } from '../makers/files.ts';
import type { Records } from '../records.ts';

const ofRound = { missing: { id: NO_ID }, refusal: '404 scorecards.round_not_found' } as const;
const ofCard = { missing: { id: NO_ID }, refusal: '404 scorecards.card_not_found' } as const;
const IN_THIS_STATE = ['409 scorecards.not_in_this_state'];
const DAYS = { self_until: '2026-12-01', appraise_until: '2026-12-02', explain_until: '2026-12-03' };
// Loaded first of the sets that come with the product.
const SHIPPED = 1;

const round = (more: Input, answers?: string[]): Case => ({
  kind: 'record',
  input: ({ scoring }: Records) => ({ id: scoring.round_id, ...more }),
  ...ofRound,
  ...(answers && { answers }),
});
const card = (more: Input, answers?: string[]): Case => ({
  kind: 'record',
  input: ({ scoring }: Records) => ({ id: scoring.card_id, ...more }),
  ...ofCard,
  ...(answers && { answers }),
});
const items = (criterion: string): Input => ({ items: [{ criterion, value: '1', reason: 'thử' }] });
let made = 0;

const smallSet = () => {
  made += 1;
  const leaf = { code: '1.1', name_vi: 'Thử', max_points: '1', rule: { type: 'judged' } };
  return {
    code: `thu-${made}`,
    version: 1,
    kind: 'other',
    level: 'any',
    name_vi: 'Thử',
    name_en: 'Trial',
    valid_from: '2026-01-01',
    is_official: false,
    max_points: '1',
    source: 'thử',
    areas: [{ code: '1', name_vi: 'Thử', max_points: '1', children: [leaf] }],
  };
};

export const CASES = {
  'scorecards.sets': { kind: 'open', why: 'criteria, no scores; those of other provinces are left out', input: {} },
  'scorecards.set': { kind: 'open', why: 'a set that comes with the product', input: { id: SHIPPED } },
  'scorecards.set_export': { kind: 'open', why: 'a set that comes with the product', input: { id: SHIPPED } },
  'scorecards.import_set': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
    answers: ['422 scorecards.book_unreadable'],
    upload: ({ place }) => ({ name: `bo-tieu-chi-${place}.pdf`, bytes: pdf(`set ${place}`) }),
  },
  'scorecards.save_set': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, set: smallSet(), reason: 'thử' }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
  },
  'scorecards.approve_set': {
    kind: 'record',
    input: ({ scoring }) => ({ id: scoring.draft_set_id, reason: 'thử' }),
    missing: { id: NO_ID },
    refusal: '404 scorecards.set_not_found',
    answers: ['200', '409 scorecards.set_is_approved', '409 scorecards.set_overlaps'],
  },
  'scorecards.rounds': { kind: 'list', input: {}, mark: ({ scoring }) => scoring.round_name },
  'scorecards.open_round': {
    kind: 'record',
    input: ({ unit }) => ({
      owner: unit.code,
      set_id: SHIPPED,
      name: 'Đợt thử',
      year: 2026,
      from: '2026-01-01',
      to: '2026-11-01',
      ...DAYS,
    }),
    missing: { owner: NO_UNIT },
    refusal: '404 org.unit_unknown',
    // A commune has nothing below it.
    answers: ['200', '422 scorecards.no_units'],
  },
  'scorecards.round': {
    ...round({}),
    seen: (answer, { scoring }) => body<{ round: { id: number } }>(answer).round.id === scoring.round_id,
  } as Case,
  'scorecards.change_days': round({ ...DAYS, reason: 'thử' }),
  'scorecards.close_round': round({}, ['409 scorecards.cards_not_final']),
  'scorecards.take_back_round': {
    kind: 'record',
    input: ({ scoring }) => ({ id: scoring.doomed_round_id, reason: 'thử' }),
    ...ofRound,
    answers: ['200', '409 scorecards.round_closed'],
  },
  'scorecards.publish': round({ number: '1/QĐ', on: '2026-11-01', title: 'thử', publication: 'inside' }, [
    '409 scorecards.round_not_closed',
  ]),
  'scorecards.round_export': round({}),
  'scorecards.card': {
    ...card({}),
    seen: (answer, { scoring }) => body<{ card: { id: number } }>(answer).card.id === scoring.card_id,
  } as Case,
  'scorecards.history': card({ criterion: '1.1' }),
  'scorecards.card_export': card({}),
  'scorecards.score': card(items('1.1')),
  'scorecards.state_total': card({ points: '1', source: 'thử' }),
  'scorecards.link_evidence': card({ criterion: '1.1', evidence_id: NO_ID }, ['404 registers.evidence_not_found']),
  'scorecards.unlink_evidence': card({ link_id: NO_ID, reason: 'thử' }, ['404 registers.link_not_found']),
  'scorecards.submit': card({}, ['409 scorecards.not_all_scored']),
  'scorecards.explain': card(items('1.1'), IN_THIS_STATE),
  'scorecards.end_explaining': card({}, IN_THIS_STATE),
  'scorecards.time_over': card({}, IN_THIS_STATE),
  'scorecards.survey': card(items('7.1')),
  'scorecards.appraise': card(items('1.1'), IN_THIS_STATE),
  'scorecards.send_back': card({ reason: 'thử' }, IN_THIS_STATE),
  'scorecards.hand_over': card({}, IN_THIS_STATE),
  'scorecards.answer': card(items('1.1'), IN_THIS_STATE),
  'scorecards.finish': card({}, IN_THIS_STATE),
  'scorecards.remedy': card({ gap_id: NO_ID, title: 'thử', area: 'steering', lead: NO_UNIT, year: 2026 }, [
    '404 scorecards.gap_not_found',
  ]),
  'scorecards.service_index': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, from: '2026-01-01', to: '2026-11-01' }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
    seen: (answer, { unit }) => body<{ unit: { code: string } }>(answer).unit.code === unit.code,
  },
  'scorecards.service_index_export': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, from: '2026-01-01', to: '2026-11-01' }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
  },
  'scorecards.note_portal': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, from: '2026-01-01', to: '2026-11-01', criterion: '2.1', explanation: 'thử' }),
    missing: { unit: NO_UNIT },
    refusal: '404 org.unit_unknown',
  },
  'scorecards.published': { kind: 'public', input: {} },
  'scorecards.published_round': { kind: 'public', input: { id: NO_ID }, answers: ['404 scorecards.round_not_found'] },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
