import path from 'node:path';
import { typstPdf } from '#lib/pdf';
import { codeSvg } from './codes.ts';
import type { DrawnSlip } from './layout.ts';

const TEMPLATE = path.join(import.meta.dirname, 'slip.typ');

/** The slip as PDF/A-2b. Same slip, same bytes. @param made_at when the slip was issued, or when it is drawn */
export async function slipPdf(slip: DrawnSlip, made_at: Date): Promise<Uint8Array> {
  const qr_svg = slip.qr === '' ? null : codeSvg('qr', slip.qr);
  const barcode_svg = slip.barcode === '' ? null : codeSvg('barcode', slip.barcode);
  return typstPdf(TEMPLATE, { slip: JSON.stringify({ ...slip, qr_svg, barcode_svg }) }, made_at);
}
