import fs from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, 'rules');
let names: string[] | null = null;

/** The document of a rule, Markdown in Vietnamese: what it does, examples that must and must not be found. Null while it has none. */
export function ruleDoc(id: string): string | null {
  names ??= fs.readdirSync(FOLDER).filter((name) => name.endsWith('.md'));
  const name = names.find((one) => one.startsWith(`${id}-`));
  return name === undefined ? null : fs.readFileSync(path.join(FOLDER, name), 'utf8');
}

/** The first paragraph of a rule's document: what it does, in a sentence or two. */
export function ruleSummary(id: string): string | null {
  const paragraphs = ruleDoc(id)?.split(/\n\s*\n/) ?? [];
  return (
    paragraphs
      .find((text) => !/^\s*(?:#|```|\|)/.test(text))
      ?.replace(/\s+/g, ' ')
      .trim() ?? null
  );
}
