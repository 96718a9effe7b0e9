// What `npm test` installs, beginning before all else, while it does what needs nothing of it.
import fs from 'node:fs';
import { CHROMIUM_PACKAGES, foundChromium } from './browser/chromium.ts';
import { install, LOG, whyNoInstall, whyNotInstalled } from './install.ts';
import { isOffice, missingOn, type Program, packagesFor, type SetUpEnded } from './programs.ts';

/** Where the network is slow the tests go on without. */
const PATIENCE_MS = 8 * 60_000;

export type SetUp = {
  /** Being installed, or nothing. */
  packages: string[];
  /** What apt-get said when it has ended; null: it was not asked. Never rejects. */
  installed: Promise<string | null>;
  /** Why something is missing still; null: nothing is. Undefined: that is not known yet. */
  why: string | null | undefined;
};

/**
 * Begins to install what the wanted tests need and is not here. Until LibreOffice is whole nobody finds it (MOTCUA_LIBREOFFICE), for half of it fails at
 * every file; tests that need it wait, by `programs.ts`, for the file that is written at the end.
 */
export async function setUp(
  wanted: { chromium: boolean; programs: boolean },
  ended_file: string,
  { uid = process.getuid?.(), ...places }: { uid?: number | undefined; log?: string; lock?: string } = {},
): Promise<SetUp> {
  // Whoever says which LibreOffice it shall be, or none, has no other installed.
  const own = process.env.MOTCUA_LIBREOFFICE;
  const installable = (missing: ReadonlySet<Program>) =>
    packagesFor(own === undefined ? missing : new Set([...missing].filter((program) => !isOffice(program))));
  const whyStill = (missing: ReadonlySet<Program>, why: (packages: string[]) => string | null) => {
    const packages = installable(missing).flat();
    return packages.length > 0 ? why(packages) : missing.size > 0 ? `MOTCUA_LIBREOFFICE is ${own}` : null;
  };
  const lacking = () =>
    wanted.programs ? missingOn({ ...process.env, MOTCUA_LIBREOFFICE: own }) : Promise.resolve(new Set<Program>());
  const end = (why: string | null, missing: ReadonlySet<Program>): string | null => {
    const office = own ?? (missing.has('writer') ? 'none' : null);
    const ended: SetUpEnded = { why, office };
    fs.writeFileSync(`${ended_file}.new`, JSON.stringify(ended));
    fs.renameSync(`${ended_file}.new`, ended_file);
    if (office === null) delete process.env.MOTCUA_LIBREOFFICE;
    else process.env.MOTCUA_LIBREOFFICE = office;
    return why;
  };
  process.env.MOTCUA_TEST_SETUP = ended_file;
  const missing = await lacking();
  const groups = [...(wanted.chromium && lacksChromium() ? [CHROMIUM_PACKAGES] : []), ...installable(missing)];
  const why_not = whyNoInstall(process.env, uid);
  if (groups.length === 0 || why_not !== null) {
    return {
      packages: [],
      installed: Promise.resolve(null),
      why: end(
        whyStill(missing, () => why_not),
        missing,
      ),
    };
  }
  if (own === undefined && missing.has('writer')) process.env.MOTCUA_LIBREOFFICE = 'none';
  const begun: SetUp = { packages: [...new Set(groups.flat())], installed: Promise.resolve(null), why: undefined };
  const saying = install(groups, places).catch((error: Error) => `E: ${error.message}`);
  const late = setTimeout(() => {
    begun.why = end(`the installation has not ended in ${PATIENCE_MS / 60_000} minutes, see ${places.log ?? LOG}`, missing);
  }, PATIENCE_MS);
  begun.installed = saying.then(async (said) => {
    clearTimeout(late);
    const still = await lacking();
    begun.why = end(
      whyStill(still, (packages) => whyNotInstalled(said, packages, places.log)),
      still,
    );
    return said;
  });
  return begun;
}

function lacksChromium(): boolean {
  try {
    return foundChromium() === null;
  } catch {
    // CHROMIUM_PATH names none: told where the browser is asked for.
    return false;
  }
}
