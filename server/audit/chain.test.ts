import assert from 'node:assert/strict';
import test from 'node:test';
import { canonical, follow, GENESIS, hashOf, type Link, type Sealed, stamp } from './chain.ts';

const ENTRY: Sealed = {
  tenant: 34,
  seq: 1,
  at: '2026-09-07T01:02:03.000000Z',
  actor_id: 7,
  actor_name: 'Y Thu',
  request_id: null,
  action: 'dossiers.receive',
  subject_kind: 'dossier',
  subject_id: '12',
  unit_id: 5,
  before: null,
  after: { code: 'H34.1', papers: [1, 2] },
  reason: null,
};

function chain(length: number): Link[] {
  const links: Link[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const prev_hash = links.at(-1)?.hash ?? GENESIS;
    const entry = { ...ENTRY, seq, subject_id: String(seq) };
    links.push({ ...entry, prev_hash, hash: hashOf(prev_hash, entry) });
  }
  return links;
}

function brokenAt(links: Link[], head: { seq: number; hash: Buffer } | null): number | null {
  const check = follow();
  for (const link of links) {
    const broken = check.step(link);
    if (broken !== null) return broken;
  }
  return check.end(head);
}

test('keys in another order are the same JSON', () => {
  assert.equal(canonical({ b: 1, a: { d: [null, true], c: 'Đắk Song' } }), '{"a":{"c":"Đắk Song","d":[null,true]},"b":1}');
  assert.equal(canonical({ a: undefined, b: null }), '{"b":null}');
});

test('a moment is written as PostgreSQL keeps it, in microseconds', () => {
  assert.equal(stamp(new Date('2026-09-07T01:02:03.004Z')), '2026-09-07T01:02:03.004000Z');
});

test('the hash of an entry is what it was: a change of the format would break every chain there is', () => {
  assert.equal(hashOf(GENESIS, ENTRY).toString('hex'), 'da6ded2957358c7c82d8675dcdb13c4c68ba80ab137618c1fcb17ee6ee9f39c8');
});

const changes: Partial<Sealed>[] = [
  { tenant: 35 },
  { seq: 2 },
  { at: '2026-09-07T01:02:03.000001Z' },
  { actor_id: 8 },
  { actor_name: 'Y Thủ' },
  { request_id: 'r' },
  { action: 'dossiers.decide' },
  { subject_kind: 'paper' },
  { subject_id: '13' },
  { unit_id: 6 },
  { before: {} },
  { after: { code: 'H34.1', papers: [1, 3] } },
  { reason: 'x' },
];
for (const change of changes) {
  test(`the hash covers ${Object.keys(change)[0]}`, () => {
    assert.notDeepEqual(hashOf(GENESIS, { ...ENTRY, ...change }), hashOf(GENESIS, ENTRY));
  });
}

test('a whole chain holds', () => {
  const links = chain(4);
  assert.equal(brokenAt(links, { seq: 4, hash: links[3]?.hash as Buffer }), null);
  assert.equal(brokenAt([], null), null);
});

test('the first entry that is missing or was changed is named', () => {
  const links = chain(4);
  const head = { seq: 4, hash: links[3]?.hash as Buffer };
  assert.equal(brokenAt(links.with(1, { ...(links[1] as Link), reason: 'x' }), head), 2);
  assert.equal(brokenAt(links.toSpliced(2, 1), head), 3);
  assert.equal(brokenAt(links.slice(1), head), 1);
  assert.equal(brokenAt(links.slice(0, 3), head), 4);
  assert.equal(brokenAt(links.slice(0, 2), head), 3);
  assert.equal(brokenAt([], head), 1);
  assert.equal(brokenAt(links, null), 4);
  assert.equal(brokenAt(links, { seq: 3, hash: links[2]?.hash as Buffer }), 4);
  assert.equal(brokenAt(links, { seq: 4, hash: GENESIS }), 4);
});
