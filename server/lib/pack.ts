import fs from 'node:fs';
import path from 'node:path';
import { type Document, isAlias, isCollection, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { DomainError } from './errors.ts';

/** A fault in a pack, said so that a person can find it. Lines count from 1. */
export type PackProblem = { file: string; line: number; path: string; message: string };

/** The folder of the packs that come with the product. */
export const PACKS = path.join(import.meta.dirname, '../../packs');

/** Reads one YAML file of a pack and checks it. All faults are returned, each with its line; `value` is null when there is any. */
export function readPackFile<S extends z.ZodType>(
  file: string,
  schema: S,
): { value: z.infer<S> | null; problems: PackProblem[] } {
  const shown = path.relative(path.join(PACKS, '..'), file);
  const lines = new LineCounter();
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (cause) {
    return {
      value: null,
      problems: [{ file: shown, line: 1, path: '', message: `cannot be read: ${(cause as Error).message}` }],
    };
  }
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const at = (offset: number | undefined) => (offset === undefined ? 1 : lines.linePos(offset).line);
  if (document.errors.length > 0) {
    return {
      value: null,
      problems: document.errors.map((error) => ({
        file: shown,
        line: at(error.pos[0]),
        path: '',
        message: error.message.split('\n')[0] as string,
      })),
    };
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data, problems: [] };
  return {
    value: null,
    problems: parsed.error.issues.map((issue) => ({
      file: shown,
      line: lineOf(document, lines, issue.path),
      path: issue.path.join('.'),
      message: issue.message,
    })),
  };
}

/** Line of `keys` in a YAML file, for faults found after reading (a reference to something that is not there). */
export function packLine(file: string, keys: readonly PropertyKey[]): number {
  const lines = new LineCounter();
  return lineOf(parseDocument(fs.readFileSync(file, 'utf8'), { lineCounter: lines }), lines, keys);
}

/** Line of the deepest of `keys` that is written; what an alias stands for is found where it is written. */
function lineOf(document: Document, lines: LineCounter, keys: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let line = 1;
  for (const key of [null, ...keys]) {
    if (key !== null) node = isCollection(node) ? node.get(key, true) : undefined;
    if (isAlias(node)) node = node.resolve(document);
    if (!isNode(node)) break;
    if (node.range) line = lines.linePos(node.range[0]).line;
  }
  return line;
}

/** Refuses a pack whole, every fault named. @throws packs.broken */
export function refuseIfBroken(problems: readonly PackProblem[]): void {
  if (problems.length === 0) return;
  throw new DomainError('packs.broken', 422, {
    problems,
    text: problems.map((p) => `${p.file}:${p.line} ${p.path} ${p.message}`).join('\n'),
  });
}
