import type { Routes } from '../../../server/routes.ts';
import type { Case } from '../cases.ts';

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
} satisfies Partial<Record<keyof Routes, Case | Case[]>>;
