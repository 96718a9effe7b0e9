import fs from 'node:fs';
import path from 'node:path';
import { type CheckedFile, checkFile } from '../../server/checks/check-file.ts';
import type { Severity } from '../../server/checks/finding.ts';
import { LIMITS, UnreadableError } from '../../server/checks/read/unreadable.ts';
import type { Report } from '../../server/checks/report.ts';
import type { Result } from '../../server/checks/write/json.ts';
import { choice, type Parsed, UsageError } from '../args.ts';
import { say } from '../print.ts';

const FORMATS = ['text', 'json', 'sarif', 'html', 'docx'] as const;
type Format = (typeof FORMATS)[number];

type One = Result & { format?: Report['format']; whole?: CheckedFile };

/** `motcua check`. Loads no database; each reader and writer only when it is needed. */
export async function run(parsed: Parsed): Promise<number> {
  const format = choice(parsed.values, 'format', FORMATS, 'text');
  const fail_on = choice(parsed.values, 'fail-on', ['error', 'warning', 'never'] as const, 'error');
  const rules = await rulesOf(parsed.values.rules);
  const results: One[] = [];
  for (const file of parsed.files ?? []) results.push(await one(file, rules));
  const out = typeof parsed.values.out === 'string' ? parsed.values.out : null;
  if (format === 'docx') await writeWord(results, out);
  else await writeText(await told(format, results, out), out);
  if (results.some((result) => 'unreadable' in result)) return 2;
  const levels: Severity[] = fail_on === 'never' ? [] : fail_on === 'warning' ? ['error', 'warning'] : ['error'];
  return results.some(
    (result) => 'checked' in result && result.checked.findings.some(({ severity }) => levels.includes(severity)),
  )
    ? 1
    : 0;
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
  if (strange.length || wanted.length === 0) {
    throw new UsageError(
      `Không có quy tắc ${strange.join(', ')}; các quy tắc: ${known.join(', ')}.`,
      `There is no rule ${strange.join(', ')}; rules: ${known.join(', ')}.`,
    );
  }
  return wanted;
}

async function one(file: string, rules: string[] | undefined): Promise<One> {
  try {
    const whole = await checkFile(file, bytesOf(file), rules ? { rules } : {});
    return { file, checked: whole.in_file, whole, format: whole.read.report.format };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    if (process.env.MOTCUA_DEBUG && error.cause instanceof Error) say(error.cause.stack ?? '');
    return { file, unreadable: { reason: error.reason, message: error.message } };
  }
}

function bytesOf(file: string): Uint8Array {
  try {
    // A file larger than the limit is not even read.
    if (fs.statSync(file).size > LIMITS.file_bytes) throw new UnreadableError('too_large');
    return fs.readFileSync(file);
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
      return asHtml(results.map((result) => ('unreadable' in result ? result : pageOf(result))));
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

// The page shows the text as it was read, so it takes the findings with its offsets.
function pageOf(result: One) {
  const { read, checked } = result.whole as CheckedFile;
  return { report: read.report, checked };
}

async function writeText(text: string, out: string | null): Promise<void> {
  if (out !== null) writeFile(out, text);
  else await new Promise<void>((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
}

async function writeWord(results: readonly One[], out: string | null): Promise<void> {
  const { withComments } = await import('../../server/checks/write/docx-comments.ts');
  const is_folder = results.length > 1;
  for (const { file, whole, ...result } of results) {
    if ('unreadable' in result) say(`${file}: ${(result as { unreadable: { message: string } }).unreadable.message}`);
    if (!whole) continue;
    if (!whole.read.docx) {
      say(`${file}: chỉ tệp .docx nhận được nhận xét; dùng --format html cho các loại tệp khác.`);
      continue;
    }
    const own = path.join(path.dirname(file), `${path.basename(file, path.extname(file))}.nhan-xet.docx`);
    const target = out === null ? own : is_folder ? path.join(out, path.basename(own)) : out;
    writeFile(target, withComments(whole.read.docx, whole.checked, new Date()));
    say(`${file}: ${whole.checked.findings.length} nhận xét → ${target}`);
  }
}

/** Whole or not at all: what stood there is replaced only by a complete file. @throws UsageError */
function writeFile(target: string, content: string | Uint8Array): void {
  const half = `${target}.${process.pid}.tmp`;
  try {
    fs.mkdirSync(path.dirname(path.resolve(target)), { recursive: true });
    fs.writeFileSync(half, content);
    fs.renameSync(half, target);
  } catch (error) {
    fs.rmSync(half, { force: true });
    const { message } = error as Error;
    throw new UsageError(`Không ghi được ra ${target}: ${message}`, `Cannot write to ${target}: ${message}`);
  }
}
