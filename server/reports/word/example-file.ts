// The example report as a Word file, and what an officer does to one, for the tests.
import assert from 'node:assert/strict';
import { openZip, rezip } from '#checks';
import { type Content, narrativesIn, type Paragraph } from '../content.ts';
import { exampleContent } from './example-content.ts';
import { filled } from './fill.ts';
import { openWord } from './package.ts';
import { defaultTemplate } from './template.ts';
import { readTree, textOf } from './tree.ts';

export const MADE = new Date('2026-09-14T03:00:00Z');
export const STORE = '{0A1B2C3D-0000-4000-8000-000000000001}';

/** A report in the default template. */
export const draft = async (content: Content = exampleContent()) =>
  filled(await defaultTemplate(MADE), content, { linkOf: () => null, store: STORE });

/** The file as an officer leaves it: words of its main part replaced. */
export function typed(bytes: Uint8Array, ...changes: [string, string][]): Buffer {
  const { part, xml } = openWord(bytes);
  const text = changes.reduce((so_far, [from, to]) => {
    assert.ok(so_far.includes(from), `the file does not say ${from}`);
    return so_far.replace(from, to);
  }, xml);
  return rezip(openZip(bytes), [{ name: part, bytes: Buffer.from(text) }]);
}

/** All words of the main part, one space between them at the most. */
export function plainText(bytes: Uint8Array): string {
  const tree = readTree(openWord(bytes).xml);
  return textOf(tree, tree.root).replace(/\s+/g, ' ');
}

/** Parts of words by their key. */
export const narrativeOf = (content: Content): [string, Paragraph[]][] =>
  narrativesIn(content).map(({ key, paragraphs }) => [key, paragraphs]);
