import { UnreadableError } from './unreadable.ts';

/**
 * Text of a file: UTF-8, UTF-16 with or without a byte order mark, else Windows-1258, the last single-byte code page for Vietnamese.
 * @throws UnreadableError not_text
 */
export function decodeText(bytes: Uint8Array): string {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return decoded(bytes.subarray(3), 'utf-8');
  if (a === 0xff && b === 0xfe) return decoded(bytes.subarray(2), 'utf-16le');
  if (a === 0xfe && b === 0xff) return decoded(bytes.subarray(2), 'utf-16be');
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (let i = 0; i < sample.length; i += 1) if (sample[i] === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  const [even, odd] = zeros as [number, number];
  // In UTF-16 most units of a text in Latin letters have one zero byte, always on the same side.
  if (odd > sample.length / 8 && even < odd / 8) return decoded(bytes, 'utf-16le');
  if (even > sample.length / 8 && odd < even / 8) return decoded(bytes, 'utf-16be');
  try {
    return checked(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof UnreadableError) throw error;
    return windows1258(bytes);
  }
}

function decoded(bytes: Uint8Array, encoding: string): string {
  try {
    return checked(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch (cause) {
    throw cause instanceof UnreadableError ? cause : new UnreadableError('not_text', { cause });
  }
}

// A NUL, or many other control characters: a program or a picture.
function checked(text: string): string {
  let controls = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 0) throw new UnreadableError('not_text');
    if (unit < 32 && unit !== 9 && unit !== 10 && unit !== 12 && unit !== 13) controls += 1;
  }
  if (controls > 8 && controls > text.length / 1000) throw new UnreadableError('not_text');
  return text;
}

function windows1258(bytes: Uint8Array): string {
  const text = checked(new TextDecoder('windows-1258').decode(bytes));
  const letters = text.match(/[\u0300\u0301\u0303\u0309\u0323đĐâêôăơưÂÊÔĂƠƯ]/g)?.length ?? 0;
  const strange = text.match(/[\u0080-\u009f¡-¿ß÷ÿ\ufffd]/g)?.length ?? 0;
  if (letters === 0 || strange > letters / 2) throw new UnreadableError('not_text');
  return text;
}
