import type { Routes } from '../../../server/routes.ts';
import { body, type Case, NO_ID } from '../cases.ts';

export const CASES = {
  'checks.upload': {
    kind: 'record',
    input: ({ unit }) => ({ unit_id: unit.id }),
    missing: { unit_id: 2_147_483_647 },
    refusal: '404 checks.unit_not_found',
    upload: ({ place }) => ({ name: `bao-cao-${place}.txt`, bytes: Buffer.from(`Tiếp nhận 10 hồ sơ ${place}`) }),
  },
  'checks.documents': {
    kind: 'list',
    input: { q: 'báo cáo mốc', page_size: 200 },
    mark: ({ check }) => check.title,
    total: (answer) => body<{ total: number }>(answer).total,
    of_unit: ({ unit }) => ({ q: 'báo cáo mốc', unit: unit.code }),
  },
  'checks.document': {
    kind: 'record',
    input: ({ check }) => ({ id: check.document_id }),
    missing: { id: NO_ID },
    refusal: '404 checks.not_found',
    seen: (answer, { check }) => body<{ title: string }>(answer).title === check.title,
  },
  'checks.compare': {
    kind: 'record',
    input: ({ check }) => ({ id: check.document_id, from: 1, to: 1 }),
    missing: { id: NO_ID },
    refusal: '404 checks.not_found',
    seen: (answer, { check }) => body<{ remaining: { id: number }[] }>(answer).remaining[0]?.id === check.finding_id,
  },
  'checks.recheck': {
    kind: 'record',
    input: ({ check }) => ({ id: check.draft_id }),
    missing: { id: NO_ID },
    refusal: '404 checks.not_found',
    answers: ['409 checks.already_checked'],
  },
  'checks.judge': {
    kind: 'record',
    input: ({ check }) => ({ id: check.finding_id, verdict: 'fixed' }),
    missing: { id: NO_ID },
    refusal: '404 checks.finding_not_found',
    seen: (answer, { check }) => body<{ id: number }>(answer).id === check.finding_id,
  },
  'checks.export': {
    kind: 'record',
    input: ({ check }) => ({ id: check.draft_id, format: 'html' }),
    missing: { id: NO_ID },
    refusal: '404 checks.not_found',
    seen: (answer, { check }) => answer.text.includes(check.quote),
  },
  'checks.rules': { kind: 'open', why: 'the rules and how often they were right, no text of anybody', input: {} },
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
