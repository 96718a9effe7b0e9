import path from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';

export type Counts = { passed: number; failed: number; skipped: number };

const FILE_TIMEOUT_MS = 15 * 60_000;

// What a request leaves behind is collected in fewer rounds, as in the product itself: 5 to 8 % of a file's work.
const FLAGS = ['--max-semi-space-size=32'];

type FileTotals = { ran: number; failed: number; is_complete: boolean; is_broken: boolean; output: string };

/**
 * Runs test files, each in a process of its own, and prints a line for each; of what fails, all that is known.
 * A file that ends without having run a test, or before its tests were done, is a failure whatever its exit code:
 * the runner itself would count an empty file as passed and lose the tests after a `process.exit(0)`.
 * @param files absolute paths
 */
export async function runFiles(files: readonly string[], concurrency: number, signal?: AbortSignal): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const totals = new Map<string, FileTotals>(
    files.map((file) => [file, { ran: 0, failed: 0, is_complete: false, is_broken: false, output: '' }]),
  );
  const of = (file: string | undefined): FileTotals =>
    totals.get(file ?? '') ?? { ran: 0, failed: 0, is_complete: false, is_broken: false, output: '' };
  for await (const { type, data } of run({
    files: [...files],
    concurrency,
    timeout: FILE_TIMEOUT_MS,
    execArgv: FLAGS,
    ...(signal ? { signal } : {}),
  })) {
    if (type === 'test:stdout' || type === 'test:stderr') of(data.file).output += data.message;
    else if (type === 'test:diagnostic' && /^(Warning|Error)/.test(data.message)) of(data.file).output += `${data.message}\n`;
    else if (type === 'test:summary' && data.file) {
      of(data.file).is_complete = true;
      if (of(data.file).failed === 0)
        say(`✔ ${shown(data.file)}  ${of(data.file).ran}  ${(data.duration_ms / 1000).toFixed(1)} s`);
    } else if ((type === 'test:pass' || type === 'test:fail') && data.details.type !== 'suite') {
      // The file itself is reported as a test only when it held none, or crashed.
      if (data.name === data.file && type === 'test:pass') continue;
      const file = of(data.file);
      file.ran += 1;
      if (data.skip !== undefined || data.todo !== undefined) {
        counts.skipped += 1;
        say(`- ${shown(data.file)}: ${data.name} skipped${typeof data.skip === 'string' ? `: ${data.skip}` : ''}`);
      } else if (type === 'test:pass') counts.passed += 1;
      else {
        counts.failed += 1;
        file.failed += 1;
        if (data.name === data.file) file.is_complete = file.is_broken = true;
        say(`✖ ${shown(data.file)}: ${data.name === data.file ? 'the file itself' : data.name}`);
        const { exitCode, signal: killed_by } = data.details.error as { exitCode?: number; signal?: string };
        const ended = data.name === data.file ? ` (exit code ${exitCode ?? 'none'}, signal ${killed_by ?? 'none'})` : '';
        say(indented(`${reason(data.details.error)}${ended}`));
      }
    }
  }
  for (const [file, { ran, is_complete, is_broken, output }] of totals) {
    // Only now: what a file's process said last may arrive after the news that it failed.
    if (is_broken && ran > 0) say(`${shown(file)} itself failed; it said:\n${indented(output)}`);
    if (ran > 0 && is_complete) continue;
    counts.failed += 1;
    say(
      `✖ ${shown(file)}: ${ran === 0 ? 'no test ran in this file' : 'the file ended before its tests were done'}\n${indented(output)}`,
    );
  }
  return counts;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function shown(file: string | undefined): string {
  return path.relative(process.cwd(), file ?? '');
}

// The runner wraps what was thrown; the wrapper and the runner's own frames say nothing.
function reason(error: Error): string {
  const thrown = error.cause ?? error;
  if (!(thrown instanceof Error)) return inspect(thrown, { depth: 4 });
  const lines = (thrown.stack ?? thrown.message)
    .split('\n')
    .filter((line) => !line.includes('(node:internal/') && !line.includes('at node:internal/'));
  const cause = thrown.cause instanceof Error ? [`caused by ${thrown.cause.stack ?? thrown.cause.message}`] : [];
  return [...lines, ...cause].join('\n');
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
