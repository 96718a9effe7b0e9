// A figure's records in three numbers, `count:xor:sum`, so that a figure and a list can be held against each other. The xor alone does
// not see a record that stands twice; the count alone does not see one exchanged for another.

/** Digest of no records at all. */
export const NOTHING = '0:0:0';

/** @param xor bit_xor of the records' hashes, @param sum sum of other hashes of them; null when there are none */
export function digestOf(count: number, xor: string | null, sum: string | null): string {
  return `${count}:${xor ?? 0}:${sum ?? 0}`;
}

/** Digest of two sets of records that share none. */
export function joined(a: string, b: string): string {
  const [x, y] = [parts(a), parts(b)];
  return `${x[0] + y[0]}:${BigInt.asIntN(64, x[1] ^ y[1])}:${x[2] + y[2]}`;
}

/** Digest of a set of records less some of its own. */
export function apart(all: string, some: string): string {
  const [x, y] = [parts(all), parts(some)];
  return `${x[0] - y[0]}:${BigInt.asIntN(64, x[1] ^ y[1])}:${x[2] - y[2]}`;
}

function parts(digest: string): [bigint, bigint, bigint] {
  const [count, xor, sum] = digest.split(':');
  if (count === undefined || xor === undefined || sum === undefined) throw new RangeError(`not a digest: ${digest}`);
  return [BigInt(count), BigInt(xor), BigInt(sum)];
}
