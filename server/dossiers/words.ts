// The words a dossier is found by. Pure; the same as the trigger dossiers.fill_words() makes for rows that come without them.
import { plain } from '#lib/text';
import type { DossierRow } from './rows.ts';

const APART = /[^\p{L}\p{N}]+/u;

/** The different words of a text, lower case without diacritics. */
export function wordsOf(text: string): string[] {
  return [...new Set(plain(text).split(APART))].filter((word) => word !== '');
}

type Named = Pick<DossierRow, 'code' | 'applicant_name' | 'submitter_name' | 'matter'>;

/** Columns of the row: the words as PostgreSQL reads a `tsvector` (letters and digits only, so nothing is to be escaped), the name for sorting. */
export function foundBy({ code, applicant_name, submitter_name, matter }: Named): { words: string; applicant_plain: string } {
  const number = code.slice(code.lastIndexOf('-') + 1);
  const applicant_plain = plain(applicant_name);
  return { words: wordsOf(`${applicant_plain} ${submitter_name ?? ''} ${matter ?? ''} ${number}`).join(' '), applicant_plain };
}
