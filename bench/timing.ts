// Timing, the machine, and a page of results that says whether budgets were met.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export type Measured = {
  name: string;
  p50: number;
  min: number;
  max: number;
  runs: number;
  budget_ms: number | null;
  floor_ms: number | null;
};

/** Runs `work` until warm, then `runs` times; `before` each of those what is not measured. Milliseconds. */
export async function timed(
  name: string,
  work: () => Promise<unknown>,
  options: {
    runs?: number;
    warm?: number;
    budget_ms?: number | null;
    floor_ms?: number | null;
    before?: () => Promise<void>;
  } = {},
): Promise<Measured> {
  const { runs = 7, warm = 2, budget_ms = null, floor_ms = null } = options;
  for (let turn = 0; turn < warm; turn += 1) await work();
  const times: number[] = [];
  for (let turn = 0; turn < runs; turn += 1) {
    await options.before?.();
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const [min, max, p50] = [times[0], times.at(-1), times[Math.floor(times.length / 2)]] as [number, number, number];
  return { name, p50, min, max, runs, budget_ms, floor_ms };
}

const ms = (value: number | null) => (value === null ? '-' : value >= 100 ? value.toFixed(0) : value.toFixed(1));

export function line({ name, p50, min, max, runs, budget_ms, floor_ms }: Measured): string {
  const verdict = budget_ms === null ? '' : p50 <= budget_ms ? 'met' : 'NOT MET';
  const ratio = floor_ms === null ? '-' : `${(p50 / floor_ms).toFixed(1)}x`;
  const cells = [
    ms(p50).padStart(8),
    ms(min).padStart(8),
    ms(max).padStart(8),
    String(runs).padStart(5),
    ms(budget_ms).padStart(8),
  ];
  return `${name.padEnd(62)}${cells.join(' ')} ${ms(floor_ms).padStart(8)} ${ratio.padStart(6)}  ${verdict}`;
}

export const HEAD = `${'milliseconds'.padEnd(62)}     p50      min      max  runs   budget    floor  ratio`;

/** Most memory this process held while `work` ran, in MB. */
export async function watchingMemory<T>(work: () => Promise<T>): Promise<{ result: T; rss_mb: number }> {
  let most = process.memoryUsage.rss();
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  try {
    const result = await work();
    most = Math.max(most, process.memoryUsage.rss());
    return { result, rss_mb: Math.round(most / 1_048_576) };
  } finally {
    clearInterval(watch);
  }
}

const CLASSES = ['fair', 'first in, first out', 'round robin', 'batch'];

/**
 * How this process and those it starts share the processors, and whether the kernel was told to keep threads together on few of them: then some
 * wait while a processor idles, which no program of this class can change.
 */
function scheduling(): string[] {
  if (os.type() !== 'Linux') return [];
  // Field 41 of proc(5) stat, counted from the state, which is field 3.
  const field = fs.readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ')[38];
  const packing = /\bsched_vcpu_pack=\d+/.exec(fs.readFileSync('/proc/cmdline', 'utf8'))?.[0];
  return [`scheduler ${CLASSES[Number(field)] ?? `class ${field}`}${packing ? `; kernel started with ${packing}` : ''}`];
}

/** What the numbers were taken on. */
export function machine(): string[] {
  const [cpu] = os.cpus();
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: path.join(import.meta.dirname, '..'), encoding: 'utf8' }).trim();
  const is_changed = git('status', '--porcelain', '--', 'server', 'db', 'packs', 'bench/*.ts', 'bench/*.sql') !== '';
  return [
    `taken     ${new Date().toISOString()}`,
    `machine   ${os.cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.type()} ${os.release()}`,
    `load      ${os
      .loadavg()
      .map((load) => load.toFixed(2))
      .join(' ')} before (1, 5, 15 minutes)`,
    `commit    ${git('rev-parse', '--short', 'HEAD')}${is_changed ? ' with changes' : ''}`,
    `node      ${process.version}`,
    ...scheduling(),
  ];
}

/** Prints and keeps a page of raw results in bench/results. */
export class Page {
  readonly #lines: string[] = [];
  readonly #file: string;

  constructor(name: string) {
    this.#file = path.join(import.meta.dirname, 'results', `${name}.txt`);
  }

  say(...lines: string[]): void {
    for (const one of lines) console.log(one);
    this.#lines.push(...lines);
  }

  keep(): void {
    fs.mkdirSync(path.dirname(this.#file), { recursive: true });
    fs.writeFileSync(this.#file, `${this.#lines.join('\n')}\n`);
    console.log(`kept in ${path.relative(process.cwd(), this.#file)}`);
  }
}
