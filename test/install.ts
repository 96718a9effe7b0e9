// Debian's packages for the tests, by apt-get, one run at a time on this machine.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export const LOG = path.join(import.meta.dirname, '../.cache/install.log');
const LOCK = '/run/motcua-tests.lock';
/** Longer than an installation that another run has begun. */
const LOCK_S = 1800;

/**
 * Groups of packages as arguments. What another program has under its lock is waited for; a list that cannot be fetched anew may do as it is, but where
 * no server answers none is asked for packages: each would be waited for. All in one go; where that fails, each group for itself: an Ubuntu has no
 * package chromium, but the others.
 */
const SCRIPT = `
net='-o Acquire::Retries=2 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30'
dpkg='-o DPkg::Lock::Timeout=900 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold'
get() {
  echo "== $*"
  apt-get $net $dpkg install -y --no-install-recommends --no-upgrade "$@"
}
tries=0
until said=$(timeout 180 apt-get $net update 2>&1); do
  [ $? -ne 124 ] || said="$said
E: Connection timed out"
  case $said in *'Could not get lock'*) ;; *) break ;; esac
  tries=$((tries + 1))
  [ "$tries" -lt 300 ] || break
  sleep 1
done
printf '%s\\n' "$said"
case $said in *Hit:* | *Get:*) ;; *Err:* | *'timed out'*) exit 1 ;; esac
get $* && exit 0
[ $# -gt 1 ] || exit 1
for group in "$@"; do get $group; done
`;

/** Why this account on this machine installs no packages, or null. */
export function whyNoInstall(env: NodeJS.ProcessEnv, uid: number | undefined): string | null {
  const has_apt = (env.PATH ?? '').split(path.delimiter).some((folder) => fs.existsSync(path.join(folder, 'apt-get')));
  if (!has_apt) return 'npm test installs only on Debian, and here is no apt-get';
  return uid === 0 ? null : 'npm test installs only as root';
}

/**
 * Installs packages, after another run that does. It ends by itself when the tests are ended before: dpkg is not to stop half-way.
 * @param groups packages of use without those of the others
 * @returns what was said; whether it succeeded shows in what is there afterwards
 */
export async function install(
  groups: readonly (readonly string[])[],
  { log = LOG, lock = LOCK }: { log?: string; lock?: string } = {},
): Promise<string> {
  fs.mkdirSync(path.dirname(log), { recursive: true });
  fs.writeFileSync(log, '');
  const out = fs.openSync(log, 'a');
  const args = ['-w', String(LOCK_S), lock, '/bin/sh', '-c', SCRIPT, 'install', ...groups.map((group) => group.join(' '))];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const child = spawn('flock', args, { stdio: ['ignore', out, out], env, detached: true });
  fs.closeSync(out);
  const problem = await new Promise<string>((resolve) => {
    child.once('exit', () => resolve(''));
    child.once('error', (error) => resolve(`E: ${error.message}\n`));
  });
  return fs.readFileSync(log, 'utf8') + problem;
}

const NO_NETWORK =
  /Could not resolve|Temporary failure resolving|Could not connect|Unable to connect|Cannot initiate the connection|Connection (?:failed|refused|timed out)|Network is unreachable/;

/** Why these packages are not there, from what `install` was told. */
export function whyNotInstalled(said: string, packages: readonly string[], log = LOG): string {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const errors = lines.filter((line) => line.startsWith('E: '));
  const unreached = lines.find((line) => NO_NETWORK.test(line));
  if (unreached) return `no network (${unreached}), see ${log}`;
  const of_these = errors.find((line) => packages.some((name) => line.split(/[ ']/).includes(name)));
  return `apt-get failed (${of_these ?? errors.at(-1) ?? lines.at(-1) ?? 'without a word'}), see ${log}`;
}
