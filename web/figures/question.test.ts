import assert from 'node:assert/strict';
import test from 'node:test';
import { asked, recordsPath, scopeOf } from './question.ts';

const FILTER = { unit: 'dak-song', from: '2023-01-01', to: '2023-09-20', scope: 'all' as const };

test('the address of records has the same words as the links in Word and Excel files', () => {
  assert.equal(
    recordsPath('resolved_overdue', { ...FILTER, sector: 'G15-DD' }),
    '/figures/records?unit=dak-song&measure=resolved_overdue&from=2023-01-01&to=2023-09-20&scope=all&sector=G15-DD',
  );
});

test('the denominator of a rate has an address of its own', () => {
  assert.ok(recordsPath('on_time_rate', FILTER, 'denominator').endsWith('&part=denominator'));
});

test('an unknown scope is the whole: the unit and below', () => {
  assert.equal(scopeOf('own'), 'own');
  assert.equal(scopeOf('everything'), 'all');
  assert.equal(scopeOf(undefined), 'all');
});

test('what was not asked for is not sent', () => {
  assert.deepEqual(asked({ unit: 'po-y', sector: undefined, level: '' }), { unit: 'po-y' });
});
