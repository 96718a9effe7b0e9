// Reading BER: envelopes, certificates, time stamps and lists of revoked certificates are nodes of it. Writing is in der.ts.
import { fromBER } from 'asn1js';

export type Node = { tag: number; class: number; raw: Buffer; body: Buffer; parts: Node[] };

/** Nodes of a BER text, as they lie there. @throws Error when it is none */
export function parse(bytes: Uint8Array): Node {
  const { result, offset } = fromBER(Uint8Array.from(bytes));
  if (offset <= 0 || result.error) throw new Error('no BER');
  return nodeOf(result as never, 0);
}

type Asn = {
  idBlock: { tagNumber: number; tagClass: number; isConstructed: boolean };
  valueBlock: { value?: unknown; valueHexView?: Uint8Array };
  valueBeforeDecodeView: Uint8Array;
};

function nodeOf(value: Asn, depth: number): Node {
  if (depth > 40) throw new Error('nested too deep');
  const raw = Buffer.from(value.valueBeforeDecodeView);
  // Only what is constructed has parts: the library also takes identifiers and numbers apart.
  const inner = value.idBlock.isConstructed && Array.isArray(value.valueBlock.value) ? (value.valueBlock.value as Asn[]) : [];
  const parts = inner.map((one) => nodeOf(one, depth + 1));
  const simple = value.valueBlock.valueHexView ? Buffer.from(value.valueBlock.valueHexView) : Buffer.alloc(0);
  // Octets may come in pieces (BER).
  const body = simple.length === 0 && parts.length > 0 ? Buffer.concat(parts.map((part) => part.body)) : simple;
  return { tag: value.idBlock.tagNumber, class: value.idBlock.tagClass, raw, body, parts };
}

/** A part that must be there. @throws Error when it is not */
export const at = (node: Node | undefined, index: number): Node => {
  const part = node?.parts[index];
  if (!part) throw new Error('a part is missing');
  return part;
};
/** A value tagged by its place: `[n]`. */
export const isContext = (node: Node | undefined, n: number) => node?.class === 3 && node.tag === n;

/** An identifier in dots. */
export function oidOf(node: Node): string {
  const bytes = node.raw.subarray(2);
  const numbers: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 127);
    if (byte & 128) continue;
    numbers.push(value);
    value = 0;
  }
  const first = Math.min(2, Math.floor((numbers[0] ?? 0) / 40));
  return [first, (numbers[0] ?? 0) - first * 40, ...numbers.slice(1)].join('.');
}

/** UTCTime or GeneralizedTime. @returns null when it is neither, or no moment */
export function timeOf(node: Node): Date | null {
  const text = node.raw.subarray(2).toString('latin1');
  const digits = node.tag === 23 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?/.exec(digits);
  if (!found) return null;
  const moment = new Date(`${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}:${found[6] ?? '00'}Z`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** What a certificate says that Node does not tell: names as they lie in it, its extensions, its key as bits. */
export type CertificateParts = {
  issuer: Buffer;
  serial: Buffer;
  subject: Buffer;
  /** The key's bits, without their kind: what an authority is known by in an answer about one certificate. */
  key_bits: Buffer;
  /** Inner value of an extension by its identifier. */
  extension(oid: string): Node | null;
};

export function partsOf(certificate: Uint8Array): CertificateParts {
  const signed = at(parse(certificate), 0);
  const from = isContext(signed.parts[0], 0) ? 1 : 0;
  const extensions = signed.parts.find((part) => isContext(part, 3))?.parts[0]?.parts ?? [];
  return {
    serial: at(signed, from).raw,
    issuer: at(signed, from + 2).raw,
    subject: at(signed, from + 4).raw,
    key_bits: at(at(signed, from + 5), 1).body,
    extension(oid) {
      const found = extensions.find((one) => oidOf(at(one, 0)) === oid);
      return found ? parse((found.parts.at(-1) as Node).body) : null;
    },
  };
}

/** Whether a certificate may be used for this, by its extended key usage. Source: RFC 5280 section 4.2.1.12. */
export function isFor(certificate: Uint8Array, purpose: string): boolean {
  return (
    partsOf(certificate)
      .extension('2.5.29.37')
      ?.parts.some((one) => oidOf(one) === purpose) === true
  );
}
