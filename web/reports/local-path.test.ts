import assert from 'node:assert/strict';
import test from 'node:test';
import { localPath } from './local-path.ts';

test('a figure of a document opens its records in the product it is read in', () => {
  assert.equal(
    localPath('https://motcua.example/figures/records?unit=po-y&measure=new'),
    '/figures/records?unit=po-y&measure=new',
  );
  assert.equal(localPath('/figures/records?unit=po-y'), '/figures/records?unit=po-y');
});

test('any other address stays as it is', () => {
  assert.equal(localPath('https://example.org/law'), 'https://example.org/law');
  assert.equal(localPath('http://['), 'http://[');
});
