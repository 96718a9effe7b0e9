// What the routes of all kinds of forms say alike.
import { z } from 'zod';
import type { OfficialDocument } from '#lib/document';
import { documentDocx } from '#lib/docx';
import { documentPdf } from '#lib/pdf';

export const Text = z.string().trim().min(1).max(100);
export const UnitOut = z.object({ code: z.string(), name: z.string(), short_name: z.string(), kind: z.string() });

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

/** A filled form as a file: Excel by itself, Word and PDF from the one document. */
export async function fileOf(
  form: { form: string; unit: { code: string } },
  { from, to }: { from: string; to: string },
  format: keyof typeof TYPES,
  made: { xlsx: () => Promise<Uint8Array>; document: () => Promise<OfficialDocument> },
): Promise<{ file_name: string; content_type: string; bytes: Uint8Array }> {
  const file_name = `${form.form}-${form.unit.code}-${from}-${to}.${format}`;
  if (format === 'xlsx') return { file_name, content_type: TYPES.xlsx, bytes: await made.xlsx() };
  const document = await made.document();
  const bytes = await (format === 'docx' ? documentDocx(document) : documentPdf(document));
  return { file_name, content_type: TYPES[format], bytes };
}
