import type { Routes } from '../../../server/routes.ts';
import { body, type Case, NO_ID, NO_UNIT } from '../cases.ts';

const CATALOGUE = 'the catalogue is published';

export const CASES = {
  'procedures.list': { kind: 'open', why: CATALOGUE, input: { q: 'khai sinh' } },
  'procedures.sectors': { kind: 'open', why: CATALOGUE, input: {} },
  'procedures.kit': { kind: 'open', why: CATALOGUE, input: {} },
  'procedures.get': { kind: 'open', why: CATALOGUE, input: { code: '1.001193' } },
  'procedures.announce': {
    kind: 'open',
    why: 'one catalogue for everyone: only a role on a province or the nation may change it',
    input: {
      code: '1.001193',
      from: '2027-01-01',
      content: {
        name: 'x',
        sector: 'khong-co',
        level: 'commune',
        authority: 'x',
        online_level: 'none',
        limit: { unit: 'working_day', amount: 1 },
        papers: [],
        source: 'x',
      },
    },
    answers: ['422 procedures.sector_unknown'],
  },
  'procedures.decisions': { kind: 'open', why: CATALOGUE, input: {} },
  'procedures.decision': { kind: 'open', why: CATALOGUE, input: { id: NO_ID }, answers: ['404 procedures.decision_not_found'] },
  'procedures.enter_decision': {
    kind: 'open',
    why: 'one catalogue for everyone: only a role on a province or the nation may change it',
    input: {
      number: '1/QĐ-X',
      signed_on: '2027-01-01',
      issuer: 'x',
      title: 'x',
      items: [{ kind: 'abolish', code: '1.001193', effective_on: '2027-01-01' }],
    },
    answers: ['422 procedures.signed_in_the_future'],
  },
  'procedures.gaps': { kind: 'open', why: CATALOGUE, input: {} },
  'procedures.publications': {
    kind: 'list',
    // At the kiosks the demonstration posts nothing.
    input: { place: 'kiosk', page_size: 200 },
    mark: ({ publication }) => publication.address,
    total: (answer) => body<{ total: number }>(answer).total,
    of_unit: ({ unit }) => ({ place: 'kiosk', unit: unit.code, page_size: 200 }),
  },
  'procedures.post': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, codes: ['1.001022'], place: 'website', from: '2026-11-20' }),
    missing: { unit: NO_UNIT },
    // That the unit exists is known to everyone; that one may not post for it is said.
    refusal: '403 procedures.unit_not_permitted',
  },
  'procedures.check_publication': {
    kind: 'record',
    input: ({ publication }) => ({ id: publication.id }),
    missing: { id: NO_ID },
    refusal: '404 procedures.publication_not_found',
  },
  'procedures.reviews': {
    kind: 'list',
    input: { year: 2026, page_size: 200 },
    mark: ({ publication }) => publication.plan_no,
    of_unit: ({ unit }) => ({ year: 2026, unit: unit.code, page_size: 200 }),
  },
  'procedures.plan_reviews': {
    kind: 'record',
    input: ({ unit }) => ({ unit: unit.code, year: 2028, codes: ['1.001022'], due_on: '2028-06-30' }),
    missing: { unit: NO_UNIT },
    refusal: '403 procedures.unit_not_permitted',
  },
  'procedures.record_outcome': {
    kind: 'record',
    input: ({ publication }) => ({ id: publication.review_id, outcome: 'simplify', findings: 'x', done_on: '2026-11-20' }),
    missing: { id: NO_ID },
    refusal: '404 procedures.review_not_found',
  },
  'procedures.propose': {
    kind: 'record',
    input: ({ publication }) => ({ id: publication.review_id, what: 'x' }),
    missing: { id: NO_ID },
    refusal: '404 procedures.review_not_found',
    answers: ['200', '409 procedures.not_reviewed_yet'],
  },
  'procedures.move_proposal': {
    kind: 'record',
    input: ({ publication }) => ({ id: publication.proposal_id, state: 'in_force' }),
    missing: { id: NO_ID },
    refusal: '404 procedures.proposal_not_found',
    answers: ['409 procedures.proposal_not_in_this_state'],
  },
  'procedures.export': { kind: 'open', why: CATALOGUE, input: { empty: true } },
  'procedures.import_preview': {
    kind: 'open',
    why: 'one catalogue for everyone: only a role on a province or the nation may change it',
    input: { effective_on: '2027-01-01' },
    answers: ['400 app.bad_input'],
  },
  'procedures.import': {
    kind: 'open',
    why: 'one catalogue for everyone: only a role on a province or the nation may change it',
    input: { number: 'x', issuer: 'x', title: 'x', signed_on: '2026-11-19', effective_on: '2027-01-01' },
    answers: ['400 app.bad_input'],
  },
  'procedures.offered': { kind: 'open', why: CATALOGUE, input: { code: '1.001193' } },
  'procedures.change_offer': {
    kind: 'open',
    why: 'one catalogue for everyone: only a role on a province or the nation may change it',
    input: { code: '9.999999', unit: 'H48.108', from: '2027-01-01' },
    answers: ['404 procedures.unknown'],
  },
  'procedures.keep_sector': {
    kind: 'open',
    why: 'one catalogue for everyone: only a role on a province or the nation may change it',
    input: { code: 'thu', name: 'Thử', source: 'x' },
  },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
