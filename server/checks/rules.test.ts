import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { checkReport } from './check.ts';
import { readTextString } from './read/text.ts';
import { RULES } from './rules.ts';

// Each rule's document is its test: a line marked `{R01}` must be found by that rule as an error or a warning, one marked `{R01 note}` as a note,
// and no other line may be found by it.

const FOLDER = path.join(import.meta.dirname, 'rules');
const MARK = /\s*\{(R\d\d)(?:\s+(note))?\}\s*$/;

/** These ask the system; their tests stand in system-rules.test.ts. */
const OF_SYSTEM = new Set(['R08', 'R09', 'R22', 'R23']);

type Example = { text: string; marks: { line: number; level: 'fault' | 'note' }[] };

function examplesOf(markdown: string): Example[] {
  return [...markdown.matchAll(/^```báo-cáo\n([\s\S]*?)^```/gm)].map((m) => {
    const marks: Example['marks'] = [];
    const lines = (m[1] ?? '').split('\n').map((line, i) => {
      const mark = MARK.exec(line);
      if (mark) marks.push({ line: i + 1, level: mark[2] === 'note' ? 'note' : 'fault' });
      return line.replace(MARK, '');
    });
    return { text: lines.join('\n'), marks };
  });
}

/** Where the documents' fences do not pair, and marks outside of them: an example behind a lost fence is read as prose and tested by nobody. */
function strayIn(markdown: string): string[] {
  let is_open = false;
  const stray = markdown.split('\n').flatMap((line, i) => {
    const is_fence = line.startsWith('```');
    const is_right = is_fence ? line === (is_open ? '```' : '```báo-cáo') : is_open || !MARK.test(line);
    if (is_fence) is_open = line !== '```';
    return is_right ? [] : [`${i + 1}: ${line}`];
  });
  return is_open ? [...stray, 'the last fence is not closed'] : stray;
}

test('every rule has one file and one document of the same name, and every file is a rule', () => {
  const sources = fs.readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
  assert.deepEqual(
    sources.map((name) => name.slice(0, 3)),
    RULES.map(({ id }) => id),
  );
  for (const source of sources)
    assert.ok(fs.existsSync(path.join(FOLDER, source.replace(/\.ts$/, '.md'))), `${source} has no document`);
});

for (const rule of RULES) {
  const name = fs.readdirSync(FOLDER).find((file) => file.startsWith(`${rule.id}-`) && file.endsWith('.md'));
  const markdown = name ? fs.readFileSync(path.join(FOLDER, name), 'utf8') : '';

  test(`${rule.id}: its document has its title, and shows a fault and a sound text`, () => {
    assert.equal(markdown.split('\n')[0], `# ${rule.id} ${rule.title}`);
    if (OF_SYSTEM.has(rule.id)) return;
    const examples = examplesOf(markdown);
    assert.ok(examples.some(({ marks }) => marks.length > 0));
    assert.ok(examples.some(({ marks }) => marks.length === 0));
  });

  test(`${rule.id}: every example of its document stands between two fences`, () => {
    assert.deepEqual(strayIn(markdown), []);
  });

  for (const [i, example] of examplesOf(markdown).entries()) {
    test(`${rule.id}: example ${i + 1} of its document`, () => {
      const { findings } = checkReport(readTextString('example.txt', example.text, 'txt'), { rules: [rule.id] });
      const found = findings.map(({ location, severity }) => ({
        line: location.line ?? 0,
        level: severity === 'note' ? 'note' : 'fault',
      }));
      const distinct = [...new Map(found.map((entry) => [`${entry.line} ${entry.level}`, entry])).values()];
      assert.deepEqual(distinct, example.marks, findings.map(({ message }) => message).join('\n'));
      for (const { message } of findings) assert.doesNotMatch(message, /\{\w+\}/, 'a message with an empty place');
    });
  }
}
