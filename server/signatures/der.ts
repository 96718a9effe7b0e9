// Writing DER: what a signature and a certificate are made of. Reading is done by asn1js.

const tlv = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = body.length;
  const digits = length.toString(16).padStart(2, '0');
  const long = Buffer.from(digits.length % 2 ? `0${digits}` : digits, 'hex');
  const head = length < 128 ? [length] : [0x80 | long.length, ...long];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
};

/** One function for each kind of value that is needed. */
export const der = {
  tlv,
  sequence: (...parts: Uint8Array[]) => tlv(0x30, ...parts),
  /** Members of a set stand in the order of their bytes. */
  set: (...parts: Uint8Array[]) => tlv(0x31, ...parts.map((part) => Buffer.from(part)).sort(Buffer.compare)),
  octets: (bytes: Uint8Array) => tlv(4, bytes),
  bits: (bytes: Uint8Array) => tlv(3, Buffer.from([0]), bytes),
  boolean: (value: boolean) => tlv(1, Buffer.from([value ? 255 : 0])),
  utf8: (text: string) => tlv(0x0c, Buffer.from(text, 'utf8')),
  nothing: () => Buffer.from([5, 0]),
  context: (n: number, ...parts: Uint8Array[]) => tlv(0xa0 | n, ...parts),
  /** A positive whole number from its bytes. */
  integer: (value: number | Uint8Array) => {
    const bytes = typeof value === 'number' ? Buffer.from([value]) : Buffer.from(value);
    return tlv(2, (bytes[0] as number) & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
  },
  oid: (dotted: string) => {
    const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
    const bytes = [first * 40 + second];
    for (const part of rest) {
      const group = [part & 127];
      for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128)) group.unshift((left & 127) | 128);
      bytes.push(...group);
    }
    return tlv(6, Buffer.from(bytes));
  },
  /** UTCTime to 2049, GeneralizedTime after it. Source: RFC 5280 section 4.1.2.5. */
  time: (at: Date) => {
    const digits = at.toISOString().replace(/[-:T]|\.\d+/g, '');
    return at.getUTCFullYear() < 2050 ? tlv(0x17, Buffer.from(digits.slice(2))) : tlv(0x18, Buffer.from(digits));
  },
};
