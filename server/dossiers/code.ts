// Dossier codes: `H34.19-240115-0007` = receiving agency, day of filing, sequence of that day. Pure.
import type { Day } from '#lib/day';

/**
 * Shape of the code of a dossier filed on `day`.
 * Source: 01/2018/TT-VPCP art. 19, agency part in the short form of 20/2020/QĐ-TTg (to be verified); 03/2025/TT-VPCP keeps the parts as far as known.
 */
const TEMPLATES: readonly { from: Day; print: (agency: string, day: Day, sequence: number) => string }[] = [
  {
    from: '0001-01-01',
    print: (agency, day, sequence) =>
      `${agency}-${day.slice(2, 4)}${day.slice(5, 7)}${day.slice(8, 10)}-${String(sequence).padStart(4, '0')}`,
  },
];

/** @param sequence from 1; the ten-thousandth dossier of a day has five digits, no number is used twice */
export function dossierCode(agency: string, day: Day, sequence: number): string {
  if (!Number.isSafeInteger(sequence) || sequence < 1) throw new RangeError(`not a sequence number: ${sequence}`);
  const template = TEMPLATES.findLast((one) => one.from <= day);
  if (!template) throw new RangeError(`no code template for ${day}`);
  return template.print(agency, day, sequence);
}

/** The sequence in a code, null when the text is not a code. */
export function sequenceOf(code: string): number | null {
  const found = /-\d{6}-(\d{4,})$/.exec(code);
  return found ? Number(found[1]) : null;
}
