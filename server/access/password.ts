import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { plain } from '#lib/text';

const argon2Async = promisify(argon2);

// OWASP asks for at least 19 MiB, 2 passes, 1 lane; a third pass costs some 35 ms in all on the smallest machine meant.
const MEMORY_KIB = 19_456;
const PASSES = 3;
const LANES = 1;
const TAG_BYTES = 32;

export const MIN_LENGTH = 10;
export const MAX_LENGTH = 128;

/** Why a password is refused. */
export type Weakness = 'too_short' | 'too_long' | 'is_username' | 'is_common' | 'is_repetition' | 'same_as_before';

// What stays of a common password without its digits and signs at the end, as Vietnamese and English lists of leaks have them.
const COMMON = new Set(
  `password passw qwerty qwertyuiop qwerty123 asdfghjkl zxcvbnm azerty iloveyou welcome letmein admin administrator root guest user test
  changeme secret master monkey dragon football sunshine princess superman abc abcd abcdef abcabc abcxyz
  matkhau mat khau matkhaumoi matkhaucu doimatkhau khongcomatkhau khongbiet khongnho quenroi anhyeuem emyeuanh yeuem yeuanh toiyeuem
  toiyeuvietnam vietnam vietnamvodich hanoi saigon hochiminh tphcm danang hoilamgi chaoban xinchao conchocon giadinh giadinhtoi
  motcua mot cua bophanmotcua motcuadientu hanhchinh hanhchinhcong cchc caicachhanhchinh dichvucong ubnd ubndxa ubndhuyen ubndtinh uyban
  ubnd xa vanphong vanthu tiepnhan canbo congchuc vienchuc lanhdao quantri quantrivien hethong nguoidung taikhoan`
    .split(/\s+/)
    .filter((word) => word.length > 2),
);
const LEET: Record<string, string> = { '@': 'a', '4': 'a', '0': 'o', '1': 'i', '!': 'i', $: 's', '5': 's', '3': 'e', '7': 't' };
const ROWS = [
  '01234567890',
  '09876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  'qazwsxedcrfvtgbyhnujmikolp',
];

/** One spelling of a password: Vietnamese letters typed on different keyboards come as one or as several characters. */
export function normalised(password: string): string {
  return password.normalize('NFKC');
}

/** What is wrong with a new password; empty when it may be used. */
export function weaknesses(password: string, username: string): Weakness[] {
  const text = normalised(password);
  const length = [...text].length;
  const found: Weakness[] = [];
  if (length < MIN_LENGTH) found.push('too_short');
  if (length > MAX_LENGTH) found.push('too_long');
  const bare = plain(text).replace(/\s/g, '');
  const letters = (words: string) => words.replace(/[^a-z]/g, '');
  const stem = bare.replace(/[^a-z]+$/, '').replace(/^[^a-z@$]+/, '');
  const spelt = [...stem].map((letter) => LEET[letter] ?? letter).join('');
  const user = plain(username);
  if (bare === user || stem === user || letters(stem) === letters(user) || spelt === user) found.push('is_username');
  if (COMMON.has(stem) || COMMON.has(letters(stem)) || COMMON.has(letters(spelt))) found.push('is_common');
  if (new Set(text).size < 4 || ROWS.some((row) => (row + row).includes(bare)) || /^(.{1,4})\1+$/.test(bare))
    found.push('is_repetition');
  return found;
}

function derive(
  password: string,
  nonce: Uint8Array,
  memory: number,
  passes: number,
  parallelism: number,
  tag: number,
): Promise<Buffer> {
  return argon2Async('argon2id', {
    message: normalised(password),
    nonce,
    memory,
    passes,
    parallelism,
    tagLength: tag,
  }) as Promise<Buffer>;
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** argon2id as a PHC string: parameters, salt and hash in one. Takes some 35 ms and 19 MiB. Source: RFC 9106. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const hash = await derive(password, nonce, MEMORY_KIB, PASSES, LANES, TAG_BYTES);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${base64(nonce)}$${base64(hash)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

// A hash nobody has the password of: an unknown account takes as long to refuse as a known one.
const NOBODY = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${base64(randomBytes(16))}$${base64(randomBytes(TAG_BYTES))}`;

/** Is this the password of `phc`? Compares in constant time; without a hash it works as long and says no. */
export async function isPassword(password: string, phc: string | null): Promise<boolean> {
  const [, memory, passes, lanes, salt, hash] = PHC.exec(phc ?? NOBODY) ?? PHC.exec(NOBODY) ?? [];
  const expected = Buffer.from(hash as string, 'base64');
  const given = await derive(
    password,
    Buffer.from(salt as string, 'base64'),
    Number(memory),
    Number(passes),
    Number(lanes),
    expected.length,
  );
  return timingSafeEqual(given, expected) && phc !== null && PHC.test(phc);
}

/** True when `phc` was made with other parameters than today's: make it anew when its owner signs in. */
export function isOutdated(phc: string): boolean {
  return !phc.startsWith(`$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$`);
}

// Without 0 O 1 l I, which people mistake when they read a password to each other.
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A password to hand over once: four groups of four, some 93 bits. */
export function temporaryPassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
