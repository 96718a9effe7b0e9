import assert from 'node:assert/strict';
import test from 'node:test';
import { browserName } from './browser-name.ts';

for (const [agent, expected] of [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/120.0 Chrome/114.0 Safari/537.36',
    'Cốc Cốc, Windows',
  ],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0', 'Edge, Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604', 'Safari, iOS'],
  ['curl/8.5.0', 'curl/8.5.0'],
  [null, '?'],
] as const) {
  test(`browser: ${expected}`, () => assert.equal(browserName(agent), expected));
}
