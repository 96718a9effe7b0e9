// Word to PDF for templates of offices, with the module's own words for what can go wrong.
import { DomainError } from '#lib/errors';
import { NoOffice, docxToPdf as toPdf } from '#lib/office';

export { officeProgram } from '#lib/office';

/** @throws slips.no_converter when LibreOffice is not installed, slips.conversion_failed */
export async function docxToPdf(docx: Uint8Array): Promise<Uint8Array> {
  try {
    return await toPdf(docx);
  } catch (cause) {
    if (cause instanceof NoOffice) throw new DomainError('slips.no_converter', 422, {}, { cause });
    throw new DomainError('slips.conversion_failed', 422, {}, { cause });
  }
}
