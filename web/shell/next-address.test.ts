import assert from 'node:assert/strict';
import test from 'node:test';
import { nextAddress } from './next-address.ts';

for (const [asked, expected, why] of [
  [null, '/', 'nothing asked: home'],
  ['/figures?unit=po-y', '/figures?unit=po-y', 'a page with its filters'],
  ['https://example.org', '/', 'another site'],
  ['//example.org', '/', 'another site without its scheme'],
  ['/\\example.org', '/', 'a backslash that browsers read as a slash'],
  ['/sign-in?next=/', '/', 'not the sign-in page again'],
] as const) {
  test(`after signing in: ${why}`, () => assert.equal(nextAddress(asked), expected));
}
