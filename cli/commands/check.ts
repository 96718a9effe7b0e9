import fs from 'node:fs';
import path from 'node:path';
import type { Severity } from '../../server/checks/finding.ts';
import { LIMITS, UnreadableError } from '../../server/checks/read/unreadable.ts';
import type { Report } from '../../server/checks/report.ts';
import type { Result } from '../../server/checks/write/json.ts';
import { choice, type Parsed, UsageError } from '../args.ts';
import { say } from '../print.ts';
import { type Answer, answerOf } from './check-thread.ts';

const FORMATS = ['text', 'json', 'sarif', 'html', 'docx'] as const;
type Format = (typeof FORMATS)[number];

type One = Result & { format?: Report['format']; page?: Answer['page']; commented?: Answer['commented'] };

/** `motcua check`. Loads no database; each reader and writer only when it is needed. */
export async function run(parsed: Parsed): Promise<number> {
  const format = choice(parsed.values, 'format', FORMATS, 'text');
  const fail_on = choice(parsed.values, 'fail-on', ['error', 'warning', 'never'] as const, 'error');
  const rules = await rulesOf(parsed.values.rules);
  const out = typeof parsed.values.out === 'string' ? parsed.values.out : null;
  const files = parsed.files ?? [];
  refuseInput(out, files);
  const results: One[] = [];
  for (const file of files) results.push(await one(file, rules, format));
  if (format === 'docx') writeWord(results, out);
  else await writeText(await told(format, results, out), out);
  if (results.some((result) => 'unreadable' in result)) return 2;
  const levels: Severity[] = fail_on === 'never' ? [] : fail_on === 'warning' ? ['error', 'warning'] : ['error'];
  return results.some(
    (result) =>
      'checked' in result &&
      (result.checked.findings.some(({ severity }) => levels.includes(severity)) ||
        // What is found and not listed counts as well.
        levels.some((severity) => (result.checked.omitted?.[severity] ?? 0) > 0)),
  )
    ? 1
    : 0;
}

/** The officer's own file is never written over. @throws UsageError */
function refuseInput(out: string | null, files: readonly string[]): void {
  const real = (file: string): string | null => {
    try {
      return fs.realpathSync(file);
    } catch {
      return null;
    }
  };
  const target = out === null ? null : real(out);
  const same = target === null ? undefined : files.find((file) => real(file) === target);
  if (same !== undefined && !fs.statSync(same).isDirectory())
    throw new UsageError(
      `--out trùng với tệp cần rà soát (${same}); hãy chọn tên khác.`,
      `--out is the file to be checked (${same}); choose another name.`,
    );
}

async function rulesOf(asked: string | boolean | undefined): Promise<string[] | undefined> {
  if (typeof asked !== 'string') return undefined;
  const { RULES } = await import('../../server/checks/rules.ts');
  const known = RULES.map(({ id }) => id);
  const wanted = asked
    .split(',')
    .map((id) => id.trim().toUpperCase())
    .filter((id) => id !== '');
  const strange = wanted.filter((id) => !known.includes(id));
  if (wanted.length === 0)
    throw new UsageError(
      `--rules chưa nêu quy tắc nào; các quy tắc: ${known.join(', ')}.`,
      `--rules names none; rules: ${known.join(', ')}.`,
    );
  if (strange.length) {
    throw new UsageError(
      `Không có quy tắc ${strange.join(', ')}; các quy tắc: ${known.join(', ')}.`,
      `There is no rule ${strange.join(', ')}; rules: ${known.join(', ')}.`,
    );
  }
  return wanted;
}

async function one(file: string, rules: string[] | undefined, format: Format): Promise<One> {
  try {
    refuseUnread(file);
    const wants = format === 'html' ? 'page' : format === 'docx' ? 'commented' : 'findings';
    const { in_file, ...answer } = await answerOf({ file, rules, wants });
    return { file, checked: in_file, ...answer };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    if (process.env.MOTCUA_DEBUG && error.cause instanceof Error) say(error.cause.stack ?? '');
    return { file, unreadable: { reason: error.reason, message: error.message } };
  }
}

/** A file larger than the limit is not even read. @throws UnreadableError */
function refuseUnread(file: string): void {
  try {
    fs.accessSync(file, fs.constants.R_OK);
    const told = fs.statSync(file);
    if (told.isDirectory()) throw new UnreadableError('folder');
    if (told.size > LIMITS.file_bytes) throw new UnreadableError('too_large');
  } catch (error) {
    throw error instanceof UnreadableError ? error : new UnreadableError('not_found', { cause: error });
  }
}

async function told(format: Exclude<Format, 'docx'>, results: readonly One[], out: string | null): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../../server/checks/write/json.ts')).asJson(results);
    case 'sarif':
      return (await import('../../server/checks/write/sarif.ts')).asSarif(results);
    case 'html': {
      const { asHtml } = await import('../../server/checks/write/html.ts');
      return asHtml(results.map((result) => ('unreadable' in result ? result : (result.page as NonNullable<Answer['page']>))));
    }
    case 'text': {
      const { asText } = await import('../../server/checks/write/text.ts');
      const is_terminal = out === null && process.stdout.isTTY === true;
      return asText(results, {
        width: Math.min(process.stdout.columns ?? 100, 120),
        has_colour: is_terminal && !process.env.NO_COLOR,
      });
    }
  }
}

async function writeText(text: string, out: string | null): Promise<void> {
  if (out !== null) writeFile(out, text);
  else await new Promise<void>((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
}

function writeWord(results: readonly One[], out: string | null): void {
  const is_folder = results.length > 1 || (out !== null && (/[/\\]$/.test(out) || isFolder(out)));
  const taken = new Set<string>();
  for (const result of results) {
    const { file } = result;
    if ('unreadable' in result) {
      say(`${file}: ${result.unreadable.message}`);
      continue;
    }
    if (!result.commented) {
      say(`${file}: chỉ tệp .docx nhận được nhận xét; dùng --format html cho các loại tệp khác.`);
      continue;
    }
    const stem = path.basename(file, path.extname(file));
    const folder = out === null ? path.dirname(file) : is_folder ? out : null;
    const target = folder === null ? (out as string) : unused(taken, (nth) => path.join(folder, `${stem}${nth}.nhan-xet.docx`));
    writeFile(target, result.commented);
    say(`${file}: ${result.checked.findings.length} nhận xét → ${target}`);
  }
}

function isFolder(name: string): boolean {
  try {
    return fs.statSync(name).isDirectory();
  } catch {
    return false;
  }
}

/** Reports of two offices may bear one name: the second in one folder gets a number. */
function unused(taken: Set<string>, nameOf: (nth: string) => string): string {
  for (let nth = 1; ; nth += 1) {
    const name = nameOf(nth === 1 ? '' : ` (${nth})`);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

/** `mkdir -p`. Node's own never returns where a folder cannot be made though its parent is there (`/proc/x/y`). */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    // Another run may have made it meanwhile.
    if (!isFolder(folder)) throw error;
  }
}

/** Whole or not at all: what stood there is replaced only by a complete file. @throws UsageError */
function writeFile(target: string, content: string | Uint8Array): void {
  const half = `${target}.${process.pid}.tmp`;
  try {
    makeFolder(path.dirname(path.resolve(target)));
    fs.writeFileSync(half, content);
    fs.renameSync(half, target);
  } catch (error) {
    fs.rmSync(half, { force: true });
    const { message } = error as Error;
    throw new UsageError(`Không ghi được ra ${target}: ${message}`, `Cannot write to ${target}: ${message}`);
  }
}
