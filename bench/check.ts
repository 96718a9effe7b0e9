// The report checker: precision and recall on its corpus, per rule and per fault; speed and memory on a hundred pages. `node bench/check.ts`
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
// @ts-expect-error Plain JavaScript: it runs before anything is installed.
import { flagsOf } from '../bin/run.mjs';
import { checkReport } from '../server/checks/check.ts';
import { makeReport } from '../server/checks/corpus/generate.ts';
import { lots, scoreLot } from '../server/checks/corpus/lots.ts';
import { stripMarks } from '../server/checks/corpus/mutate.ts';
import { emptyScore, type Score, scoreMade, scoreMarked } from '../server/checks/corpus/score.ts';
import { readTextString } from '../server/checks/read/text.ts';
import { RULES } from '../server/checks/rules.ts';
import { HEAD, line, machine, Page, timed } from './timing.ts';

const CORPUS = path.join(import.meta.dirname, '../server/checks/corpus');
const MADE = 60;

function written(folder: string, rounds: number): Score {
  const score = emptyScore();
  const files = fs.readdirSync(path.join(CORPUS, folder)).filter((name) => name.endsWith('.txt'));
  for (const [i, file] of files.entries())
    scoreMarked(score, file, fs.readFileSync(path.join(CORPUS, folder, file), 'utf8'), rounds, 100 + i);
  return score;
}

const percent = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);

function say(page: Page, name: string, score: Score): void {
  page.say(
    '',
    `${name}: ${score.clean_reports} clean reports, ${score.faults} with one fault`,
    `  found ${score.found} (${percent(score.found, score.faults)}), as an error ${score.found_as_error} (${percent(score.found_as_error, score.faults)}); ` +
      `false alarms ${score.alarms.length}, error-level ${score.wrong_errors} of ${score.errors} (${percent(score.wrong_errors, score.errors)})`,
  );
  for (const [fault, { faults, found, as_error }] of score.by_fault)
    page.say(
      `  ${fault.padEnd(22)} ${String(found).padStart(5)} of ${String(faults).padStart(5)}  ${percent(found, faults).padStart(8)}  as error ${percent(as_error, faults)}`,
    );
  for (const { file, finding } of score.alarms)
    page.say(`  false alarm ${file}: ${finding.rule} ${finding.severity} “${finding.quote}”`);
}

function sayRules(page: Page, scores: readonly Score[]): void {
  page.say('', 'rule   findings of a fault   false   precision');
  for (const { id, title } of RULES) {
    const right = scores.reduce((sum, score) => sum + (score.by_rule.get(id)?.right ?? 0), 0);
    const wrong = scores.reduce((sum, score) => sum + (score.by_rule.get(id)?.wrong ?? 0), 0);
    page.say(
      `${id}   ${String(right).padStart(18)}   ${String(wrong).padStart(5)}   ${percent(right, right + wrong).padStart(9)}   ${title}`,
    );
  }
}

/** Whole reports of others, as the checker stands now; what it found when it saw them first stands in docs/checks.md. */
function sayLots(page: Page): void {
  page.say('', 'lot   reports   faults   found   as an error   errors elsewhere   in the sound twins: errors, warnings');
  for (const lot of lots()) {
    const { reports, faults, found, found_as_error, errors, errors_elsewhere, clean_errors, clean_warnings } = scoreLot(lot);
    const columns = [
      lot.padEnd(3),
      String(reports).padStart(9),
      String(faults).padStart(8),
      percent(found, faults).padStart(7),
      percent(found_as_error, faults).padStart(13),
      `${errors_elsewhere.length} of ${errors}`.padStart(18),
      `${clean_errors.length}, ${clean_warnings.length}`.padStart(10),
    ];
    page.say(columns.join(' '));
  }
}

/** A hundred pages of three thousand characters: made reports one after the other. */
function hundredPages(): string {
  let text = '';
  for (let seed = 1; text.length < 300_000; seed += 1) text += `${stripMarks(makeReport(seed).text).text}\n`;
  return text;
}

/** The same once, cold, in a new process: as `motcua check` runs it, a file read and told as JSON; and the checker alone without flags. */
const once = (mode: '--once' | '--command', ...flags: string[]): string =>
  execFileSync(process.execPath, [...flags, import.meta.filename, mode], { encoding: 'utf8' }).trim();

/** What `motcua check` gives its process. */
const COMMAND_FLAGS = flagsOf('motcua', ['check']);

async function commandOnce(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-bench-'));
  try {
    const file = path.join(folder, 'report.txt');
    fs.writeFileSync(file, hundredPages());
    const { run } = await import('../cli/commands/check.ts');
    await run({ files: [file], values: { format: 'json', out: path.join(folder, 'out.json') } } as never);
    console.log(`${Math.round(process.resourceUsage().maxRSS / 1024)} MB (budget 200)`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function checkOnce(): void {
  const text = hundredPages();
  const before = process.cpuUsage();
  checkReport(readTextString('x.txt', text, 'txt'));
  const { user, system } = process.cpuUsage(before);
  console.log(
    `${Math.round(process.resourceUsage().maxRSS / 1024)} MB (budget 200), ${Math.round((user + system) / 1000)} ms of processor`,
  );
}

async function main(): Promise<void> {
  const page = new Page('check');
  page.say(...machine());
  const text = hundredPages();
  const result = await timed('a hundred pages, read and checked', async () => checkReport(readTextString('x.txt', text, 'txt')), {
    runs: 7,
    warm: 3,
    budget_ms: 500,
  });
  page.say(
    '',
    HEAD,
    line(result),
    `motcua check, a process of its own: ${once('--command', ...COMMAND_FLAGS)}`,
    `the checker alone, without its flags: ${once('--once')}`,
  );
  const known = written('reports', 2);
  const held = written('held', 2);
  const made = emptyScore();
  for (let seed = 1; seed <= MADE; seed += 1) scoreMade(made, seed);
  say(page, 'written reports', known);
  say(page, 'reports held out', held);
  say(page, 'made reports', made);
  sayLots(page);
  sayRules(page, [known, held, made]);
  page.keep();
}

if (process.argv.includes('--once')) checkOnce();
else if (process.argv.includes('--command')) await commandOnce();
else await main();
