import fs from 'node:fs';
import path from 'node:path';
import { fill, formOn, formXlsx, recordLinks } from '#forms';
import { vietnamDay } from '#lib/day';
import { transaction } from '#lib/db';
import { periodReport } from '#reports';
import { choice, type Parsed, UsageError } from '../args.ts';
import { type Database, NotReady, openDatabase } from '../database.ts';
import { say } from '../print.ts';
import { EVERYTHING, question } from './ask.ts';

const FORMATS = ['.docx', '.xlsx', '.pdf'] as const;
type Format = (typeof FORMATS)[number];

/** `motcua report`: the period report with its form as .docx or .pdf, the form alone as .xlsx. */
export async function run(parsed: Parsed): Promise<number> {
  const ask = question(parsed);
  const by = choice(parsed.values, 'by', ['sector', 'unit'], 'sector');
  const out = path.resolve(parsed.values.out as string);
  const format = path.extname(out).toLowerCase() as Format;
  if (!FORMATS.includes(format)) {
    throw new UsageError(
      'Tên tệp ở --out phải có đuôi .docx, .xlsx hoặc .pdf.',
      'The file of --out must end in .docx, .xlsx or .pdf.',
    );
  }
  if (!fs.existsSync(path.dirname(out))) {
    throw new NotReady(
      `Không có thư mục ${path.dirname(out)} để ghi tệp.`,
      `There is no folder ${path.dirname(out)} to write to.`,
    );
  }
  const database = await openDatabase();
  try {
    const bytes = await make(database, { ...ask, form: parsed.values.form as string, by }, format);
    // Whole or not at all: a file of the same name stays as it was until the new one is complete.
    const partial = `${out}.${process.pid}.partial`;
    fs.writeFileSync(partial, bytes);
    fs.renameSync(partial, out);
    say(parsed.lang === 'vi' ? `Đã ghi ${out}` : `Written: ${out}`);
    return 0;
  } finally {
    await database.close();
  }
}

type Ask = ReturnType<typeof question> & { form: string; by: 'sector' | 'unit' };

async function make({ pool, config }: Database, ask: Ask, format: Format): Promise<Uint8Array> {
  const linkTo = recordLinks(config.public_url ?? `http://${config.host}:${config.port}`);
  const now = new Date();
  const made = { at: now, on: vietnamDay(now) };
  if (format === '.xlsx') {
    const form = await transaction(pool, 'read', (db) => fill(db, ask, EVERYTHING));
    return formXlsx(form, linkTo, made);
  }
  const document = await transaction(pool, 'read', async (db) => {
    await formOn(db, ask.form, ask.to);
    return periodReport(db, ask, EVERYTHING, linkTo, made);
  });
  if (format === '.docx') return (await import('#lib/docx')).documentDocx(document);
  return (await import('#lib/pdf')).documentPdf(document);
}
