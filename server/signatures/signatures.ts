// The face of the module: who signed a PDF, and signing one.
import type { Db } from '#lib/sql';
import { trustedCertificates } from './seals.ts';
import { type Signature, verifyPdf } from './verify.ts';

export { configure } from './key-box.ts';
export { type Authority, type Holder, issue, makeAuthority, makePkcs12 } from './make-authority.ts';
export { CORNERS, type Placement } from './mark.ts';
export type { RemoteSigner } from './remote.ts';
export { type Asked, askService, type Done, type Purpose, type Signing, startSigning, whenSigned } from './requests.ts';
export { addRemoteSeal, addSeal, type By, roots, Seal, trust, usableSeals } from './seals.ts';
export { FileSignatures, ShownSignature } from './shown.ts';
export { type Signature, signatureState, verifyPdf } from './verify.ts';

/** Every signature of a PDF file, judged by the authorities that are trusted here. Nothing for other files. */
export async function signaturesOf(db: Db, file: { content_type: string; bytes: Buffer }, now: Date): Promise<Signature[]> {
  if (file.content_type !== 'application/pdf' || !file.bytes.includes('/ByteRange')) return [];
  return verifyPdf(file.bytes, { trust: await trustedCertificates(db), now });
}
