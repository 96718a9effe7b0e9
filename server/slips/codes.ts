// Barcode and QR code: as lines for the PDF, as pictures for Word.
import bwipjs from 'bwip-js/node';

const QR = { bcid: 'qrcode', eclevel: 'M' } as const;
const BARCODE = { bcid: 'code128', height: 9, includetext: false } as const;

export type Code = 'qr' | 'barcode';

const options = (code: Code, text: string) => ({ ...(code === 'qr' ? QR : BARCODE), text });

/** The code as SVG. QR with error correction M; the barcode is Code 128. */
export function codeSvg(code: Code, text: string): string {
  return bwipjs.toSVG(options(code, text));
}

/** The code as PNG, sharp at 300 dots per inch on the size it is printed. */
export async function codePng(code: Code, text: string): Promise<Buffer> {
  return bwipjs.toBuffer({ ...options(code, text), scale: code === 'qr' ? 8 : 4, paddingwidth: 0, paddingheight: 0 });
}
