import assert from 'node:assert/strict';
import test from 'node:test';
import { isAway, outcomeOf, temporaryNumber } from './outcome.ts';

for (const [code, status, expected] of [
  ['web.no_connection', 0, 'away'],
  ['web.unexpected_reply', 502, 'away'],
  ['app.database_away', 503, 'away'],
  ['access.sign_in_needed', 401, 'sign_in'],
  ['access.must_change_password', 403, 'sign_in'],
  ['app.csrf', 403, 'token'],
  ['app.try_again', 409, 'again'],
  ['app.internal', 500, 'again'],
  ['dossiers.client_id_reused', 409, 'refused'],
  ['dossiers.papers_missing', 422, 'refused'],
  ['access.not_permitted', 403, 'refused'],
] as const) {
  test(`a reply ${status} ${code}: ${expected}`, () => assert.equal(outcomeOf({ code, status }), expected));
}

test('a server that answers with a fault is there', () => {
  assert.equal(isAway({ code: 'app.internal', status: 500 }), false);
});

test('the number of a temporary slip names desk and day', () => {
  assert.equal(temporaryNumber('H48.108', '2026-11-20', '7f3a2c99'), 'TAM-H48.108-261120-7F3A2C');
});
