import assert from 'node:assert/strict';
import test from 'node:test';
import { hashPassword, isOutdated, isPassword, temporaryPassword, weaknesses } from './password.ts';

for (const [password, expected, why] of [
  ['Suối Đăk Bla 1972', [], 'a few words'],
  ['k7-Quế-vị-9', [], 'eleven signs'],
  ['Abc12345', ['too_short', 'is_common'], 'eight signs'],
  ['Matkhau@123', ['is_common'], 'the Vietnamese for password, with figures'],
  ['Mật khẩu 2026', ['is_common'], 'the same with diacritics'],
  ['M@tkh@u2024', ['is_common'], 'the same with signs for letters'],
  ['P@ssw0rd123', ['is_common'], 'the English one'],
  ['UBND@123456', ['is_common'], 'the office itself'],
  ['anhyeuem1990', ['is_common'], 'what everyone chooses'],
  ['Vietnam@2026', ['is_common'], 'the country'],
  ['1234567890', ['is_repetition'], 'a row of figures'],
  ['qwertyuiop', ['is_common', 'is_repetition'], 'a row of keys'],
  ['1q2w3e4r5t', ['is_repetition'], 'two rows of keys'],
  ['aaaaaaaaaaaa', ['is_repetition'], 'one letter'],
  ['hue2hue2hue2', ['is_repetition'], 'a word again and again'],
  ['thu.nguyen', ['is_username'], 'the username'],
  ['Thu.Nguyen2026', ['is_username'], 'the username with a year'],
  ['x'.repeat(64) + 'yz1'.repeat(22), ['too_long'], 'more than 128 signs'],
] as const) {
  test(`a password: ${why} → ${expected.join(', ') || 'good'}`, () => {
    assert.deepEqual(weaknesses(password, 'thu.nguyen'), expected);
  });
}

test('a password is known again by its hash and by nothing else', async () => {
  const phc = await hashPassword('Suối Đăk Bla 1972');
  assert.match(phc, /^\$argon2id\$v=19\$m=19456,t=3,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.equal(await isPassword('Suối Đăk Bla 1972', phc), true);
  assert.equal(await isPassword('Suối Đăk Bla 1972'.normalize('NFD'), phc), true, 'however the keyboard composes letters');
  assert.equal(await isPassword('suối đăk bla 1972', phc), false);
  assert.equal(await isPassword('', phc), false);
  assert.notEqual(await hashPassword('Suối Đăk Bla 1972'), phc, 'a salt of its own each time');
});

// Made with the reference implementation: echo -n 'password' | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32
test('a hash of the reference implementation is understood', async () => {
  const phc = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  assert.equal(await isPassword('password', phc), true);
  assert.equal(await isPassword('passwore', phc), false);
  assert.equal(isOutdated(phc), true);
});

test('without a hash, or with one that is broken, no password is right', async () => {
  for (const phc of [null, '', 'x', '$argon2i$v=19$m=19456,t=3,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'])
    assert.equal(await isPassword('password', phc), false);
});

test('saying no to nobody costs as much as to somebody', async () => {
  const phc = await hashPassword('Suối Đăk Bla 1972');
  // Work of this process, not time on the wall: what else the machine does is not counted. Answering at once would cost a thousandth.
  const least = async (of: string | null) => {
    const costs: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const start = process.cpuUsage();
      await isPassword('Sai mật khẩu rồi', of);
      const { user, system } = process.cpuUsage(start);
      costs.push(user + system);
    }
    return Math.min(...costs);
  };
  const known = await least(phc);
  const unknown = await least(null);
  assert.ok(unknown > known / 10, `known ${known} µs, unknown ${unknown} µs`);
});

test('a password handed over once obeys the rules and is not the same twice', () => {
  const one = temporaryPassword();
  assert.match(one, /^[a-km-zA-HJ-NP-Z2-9]{4}(-[a-km-zA-HJ-NP-Z2-9]{4}){3}$/);
  assert.deepEqual(weaknesses(one, 'thu.nguyen'), []);
  assert.notEqual(temporaryPassword(), one);
});
