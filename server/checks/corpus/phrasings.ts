import fs from 'node:fs';
import path from 'node:path';
import { checkReport } from '../check.ts';
import type { Finding } from '../finding.ts';
import { readTextString } from '../read/text.ts';

// Single paragraphs in many wordings, one a line: `{{fault→sound}}`, `\n` where a paragraph or a row of a table ends. Three lots, each written when the rules
// stood as the lot before had left them.

const FOLDER = path.join(import.meta.dirname, 'phrasings');

export type Phrasing = { line: string; faulty: string; sound: string };

/** The paragraph as the results of a report on the third quarter of 2024, signed on 16 September. */
const framed = (body: string): string =>
  `UBND HUYỆN PHÚ SƠN\n\nPhú Sơn, ngày 16 tháng 9 năm 2024\n\nBÁO CÁO\nKết quả công tác cải cách hành chính quý III năm 2024\n\nI. KẾT QUẢ THỰC HIỆN\n\n1. Kết quả\n\n${body}\n\nNơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\n`;

/** Rows of a table and items of a list stand under each other, paragraphs apart. */
const laidOut = (line: string): string =>
  line.split('\\n').reduce((text, part) => {
    const is_row = part.startsWith('|') || part.startsWith('- ');
    const goes_on = is_row && (part.startsWith('|') ? text.endsWith('|') : true);
    return `${text}${goes_on ? '\n' : '\n\n'}${part}`;
  });

export const phrasings = (): Phrasing[] =>
  fs
    .readdirSync(FOLDER)
    .sort()
    .flatMap((file) => fs.readFileSync(path.join(FOLDER, file), 'utf8').split('\n'))
    .filter((line) => line.includes('→'))
    .map((line) => ({
      line,
      faulty: framed(laidOut(line.replace(/\{\{(.*?)→(.*?)\}\}/gu, '$1'))),
      sound: framed(laidOut(line.replace(/\{\{(.*?)→(.*?)\}\}/gu, '$2'))),
    }));

const told = (text: string): Finding[] =>
  checkReport(readTextString('phrasing.md', text, 'md')).findings.filter(({ severity }) => severity !== 'note');

/** What is said of the fault alone, and what is said of the sound text as an error. */
export function tried({ faulty, sound }: Phrasing): { found: boolean; alarms: Finding[] } {
  const clean = told(sound);
  const known = new Set(clean.map(({ rule, quote }) => `${rule} ${quote}`));
  return {
    found: told(faulty).some(({ rule, quote }) => !known.has(`${rule} ${quote}`)),
    alarms: clean.filter(({ severity }) => severity === 'error'),
  };
}
