import assert from 'node:assert/strict';
import test from 'node:test';
import { type Part, paragraphsOf } from './narrative.ts';

const text = (words: string): Part => ({ nodeType: 3, nodeName: '#text', textContent: words, childNodes: [] });
const element = (name: string, children: Part[], dataset: Record<string, string> = {}): Part => ({
  nodeType: 1,
  nodeName: name,
  textContent: null,
  childNodes: children,
  dataset,
});
const figure = element('SPAN', [text('1.234')], { figure: 'f0123456789ab' });

test('words, figures and fields are read back in their order', () => {
  const box = element('DIV', [
    element('P', [text('Tiếp nhận '), figure, text(' hồ sơ trong '), element('SPAN', [text('quý III')], { field: 'period' })]),
  ]);
  assert.deepEqual(paragraphsOf(box), [
    [{ text: 'Tiếp nhận ' }, { figure: 'f0123456789ab' }, { text: ' hồ sơ trong ' }, { field: 'period' }],
  ]);
});

test('bold and italic stay, neighbouring words join, hard spaces and line breaks of the browser go', () => {
  const box = element('DIV', [element('P', [text('Một\u00a0'), text('hai '), element('B', [text('ba')]), element('BR', [])])]);
  assert.deepEqual(paragraphsOf(box), [[{ text: 'Một hai ' }, { text: 'ba', bold: true }]]);
});

test('a browser that makes divs or none at all gives the same paragraphs; empty ones go', () => {
  const box = element('DIV', [text('Đầu'), element('DIV', [text('Sau')]), element('P', [element('BR', [])]), text('  ')]);
  assert.deepEqual(paragraphsOf(box), [[{ text: 'Đầu' }], [{ text: 'Sau' }]]);
});
