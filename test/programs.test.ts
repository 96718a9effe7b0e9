import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import test, { after } from 'node:test';
import { missingOn, missingSentence, type Program, packagesFor } from './programs.ts';
import { setUp } from './set-up.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'motcua-programs-'));
after(() => fs.rmSync(folder, { recursive: true }));
const program = (file: string, script = '') => {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path.join(folder, file);
};

for (const [why, missing, expected] of [
  ['nothing', [], []],
  [
    'everything',
    ['writer', 'calc', 'pdftoppm', 'pdfsig', 'zbarimg', 'openssl'],
    [
      ['libreoffice-writer-nogui', 'libreoffice-calc-nogui', 'fonts-liberation2'],
      ['poppler-utils', 'zbar-tools', 'openssl'],
    ],
  ],
  ['sheets beside words', ['calc'], [['libreoffice-calc-nogui']]],
  ['one of two programs of a package', ['pdfsig'], [['poppler-utils']]],
] as const) {
  test(`packages to install where there lacks: ${why}`, () => {
    assert.deepEqual(packagesFor(new Set<Program>(missing)), expected);
  });
}

test('the sentence of a skipped test names programs, packages and the reason', () => {
  assert.equal(
    missingSentence(['pdfsig'], 'npm test installs only as root'),
    'pdfsig is not here (apt-get install poppler-utils): npm test installs only as root',
  );
  assert.equal(
    missingSentence(['writer', 'pdftoppm', 'pdfsig'], 'no network (…), see /log'),
    'LibreOffice Writer and pdftoppm and pdfsig are not here (apt-get install libreoffice-writer-nogui poppler-utils): no network (…), see /log',
  );
});

test('half of LibreOffice is none', async () => {
  const bin = path.join(folder, 'half/bin');
  fs.mkdirSync(bin, { recursive: true });
  fs.symlinkSync(program('half/lib/program/soffice'), path.join(bin, 'soffice'));
  const of = async (env: NodeJS.ProcessEnv) => [...(await missingOn(env))].filter((one) => one === 'writer' || one === 'calc');
  // Packed in another way than Debian's: taken for whole.
  assert.deepEqual(await of({ PATH: bin }), []);
  fs.mkdirSync(path.join(folder, 'half/lib/share/registry'), { recursive: true });
  assert.deepEqual(await of({ PATH: bin }), ['writer', 'calc']);
  fs.writeFileSync(path.join(folder, 'half/lib/share/registry/writer.xcd'), '');
  assert.deepEqual(await of({ PATH: bin }), ['calc']);
  assert.deepEqual(await of({ PATH: bin, MOTCUA_LIBREOFFICE: 'none' }), ['writer', 'calc']);
});

/** What a test file sees that is started now: what it lacks, and what the product in it is told of LibreOffice. */
async function seen(env: NodeJS.ProcessEnv): Promise<unknown> {
  const source = `
    const { without } = await import(${JSON.stringify(path.join(import.meta.dirname, 'programs.ts'))});
    console.log(JSON.stringify([without('writer'), without('pdfsig'), process.env.MOTCUA_LIBREOFFICE ?? null]));`;
  const file = path.join(folder, 'seen.mjs');
  fs.writeFileSync(file, source);
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(await text(child.stdout));
}

/** `setUp` in this environment, and what files see that begin before and after its end. */
async function told(name: string, PATH: string, uid: number, office?: string) {
  const before = { ...process.env };
  const ended = path.join(folder, `${name}.json`);
  try {
    process.env.PATH = PATH;
    if (office === undefined) delete process.env.MOTCUA_LIBREOFFICE;
    else process.env.MOTCUA_LIBREOFFICE = office;
    const places = { log: path.join(folder, `${name}.log`), lock: path.join(folder, 'lock') };
    const set_up = await setUp({ chromium: false, programs: true }, ended, { uid, ...places });
    const meanwhile = process.env.MOTCUA_LIBREOFFICE ?? null;
    const early = seen({ ...process.env });
    await set_up.installed;
    return { packages: set_up.packages, meanwhile, why: set_up.why, early: await early, late: await seen({ ...process.env }) };
  } finally {
    for (const one of ['PATH', 'MOTCUA_LIBREOFFICE', 'MOTCUA_TEST_SETUP']) {
      if (before[one] === undefined) delete process.env[one];
      else process.env[one] = before[one];
    }
  }
}

const ALL = ['libreoffice-writer-nogui', 'libreoffice-calc-nogui', 'fonts-liberation2', 'poppler-utils', 'zbar-tools', 'openssl'];

/** A machine with nothing but this apt-get, in which $root is its folder, and what it needs itself. */
function machine(name: string, on_install: string): string {
  const bin = path.join(folder, name);
  program(`${name}/apt-get`, `root='${bin}'\ncase "$*" in *install*) ${on_install} ;; esac`);
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  for (const tool of ['flock', 'timeout', 'mkdir', 'ln', 'chmod', 'sleep']) {
    const found = folders.map((one) => path.join(one, tool)).find((file) => fs.existsSync(file));
    fs.symlinkSync(found as string, path.join(bin, tool));
  }
  return bin;
}

const HALF = `mkdir -p "$root/lo/program" "$root/lo/share/registry"; ln -sf lo/program/soffice "$root/soffice"
  echo '#!/bin/sh' > "$root/lo/program/soffice"; chmod 755 "$root/lo/program/soffice"`;

test('files that begin while LibreOffice is installed wait, and find it afterwards', async () => {
  const rest = `sleep 1; for one in lo/share/registry/writer.xcd lo/share/registry/calc.xcd pdfsig pdftoppm zbarimg openssl; do : > "$root/$one"; done`;
  assert.deepEqual(await told('good', machine('good', `${HALF}\n${rest}`), 0), {
    packages: ALL,
    meanwhile: 'none',
    why: null,
    early: [false, false, null],
    late: [false, false, null],
  });
});

test('an installation that failed half-way leaves the product without LibreOffice, and tests that say why', async () => {
  const fail = `sleep 1; echo 'E: Sub-process /usr/bin/dpkg returned an error code (1)'; exit 100`;
  const why = `apt-get failed (E: Sub-process /usr/bin/dpkg returned an error code (1)), see ${folder}/bad.log`;
  const skipped = [
    `LibreOffice Writer is not here (apt-get install libreoffice-writer-nogui): ${why}`,
    `pdfsig is not here (apt-get install poppler-utils): ${why}`,
    'none',
  ];
  const { early, late, ...rest } = await told('bad', machine('bad', `${HALF}\n${fail}`), 0);
  assert.deepEqual(rest, { packages: ALL, meanwhile: 'none', why });
  assert.deepEqual([early, late], [skipped, skipped]);
});

test('who may not install is told so at once', async () => {
  const { packages, why, late } = await told('refused', machine('refused', 'exit 100'), 1000);
  assert.deepEqual([packages, why], [[], 'npm test installs only as root']);
  assert.deepEqual((late as unknown[])[1], 'pdfsig is not here (apt-get install poppler-utils): npm test installs only as root');
});

test('where the settings say which LibreOffice it is, none is installed', async () => {
  const pdf = `for one in pdfsig pdftoppm zbarimg openssl; do : > "$root/$one"; done`;
  const { packages, why, late } = await told('named', machine('named', pdf), 0, 'none');
  assert.deepEqual([packages, why], [['poppler-utils', 'zbar-tools', 'openssl'], 'MOTCUA_LIBREOFFICE is none']);
  assert.deepEqual(late, [
    'LibreOffice Writer is not here (apt-get install libreoffice-writer-nogui): MOTCUA_LIBREOFFICE is none',
    false,
    'none',
  ]);
});

test('a file that runs alone says that it installs nothing', async () => {
  const [, pdfsig] = (await seen({ PATH: '/nothing' })) as unknown[];
  assert.equal(
    pdfsig,
    'pdfsig is not here (apt-get install poppler-utils): a file that runs alone installs nothing, npm test does',
  );
});
