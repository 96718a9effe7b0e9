// A LibreOffice that is kept between files: an empty document holds it open, and every file is handed to it by the program itself, which finds the
// one that runs in the same profile and waits for it. Were none there, the program would do the file alone, only slower.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const FILE_MS = 60_000;
const START_MS = 30_000;
const PAGE_BYTES = 4096;
const OPTIONS = ['--headless', '--nologo', '--nolockcheck', '--norestore'];

const BLANK =
  '<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3" ' +
  'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text/></office:body></office:document>';

/** Settings of the profile: no macro runs, nothing is fetched, nothing is kept, a figure's control is no field to fill in the PDF. */
const SETTINGS: [path: string, name: string, value: string][] = [
  ['Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['Office.Common/Filter/PDF/Export', 'ExportFormFields', 'false'],
  ['Office.Common/Misc', 'FirstRun', 'false'],
  ['Office.Java/VirtualMachine', 'Enable', 'false'],
  ['Office.Recovery/RecoveryInfo', 'Enabled', 'false'],
  ['Office.Recovery/AutoSave', 'Enabled', 'false'],
  ['Office.Writer/Content/Update', 'Link', '0'],
  // Nobody looks for mistakes in what is printed.
  ['Office.Linguistic/SpellChecking', 'IsSpellAuto', 'false'],
  ['Office.Linguistic/GrammarChecking', 'IsAutoCheck', 'false'],
  // A proxy nobody listens at: whatever would still be fetched is not.
  ['Inet/Settings', 'ooInetProxyType', '2'],
  ...['HTTP', 'HTTPS', 'FTP'].flatMap((kind): [string, string, string][] => [
    ['Inet/Settings', `ooInet${kind}ProxyName`, '127.0.0.1'],
    ['Inet/Settings', `ooInet${kind}ProxyPort`, '9'],
  ]),
];

const settingsXml = () =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">${SETTINGS.map(
    ([where, name, value]) =>
      `<item oor:path="/org.openoffice.${where}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  ).join('')}</oor:items>`;

/**
 * A file of many cells asks for millions of small pieces of memory: they stay with the thread that gave them back, and come in large pages. Other C
 * libraries do not read it. Source: the GNU C Library Reference Manual, Memory Allocation Tunables.
 */
const MEMORY = ['tcache_count=60000', 'tcache_max=1032', 'hugetlb=1', 'trim_threshold=268435456', 'top_pad=33554432']
  .map((one) => `glibc.malloc.${one}`)
  .join(':');

// The product may end without a word: its end of the pipe closes then, and the office and its folder go. TERM first, for whom it is enough.
const GUARD = `exec 3<&0
(trap '' TERM; cat <&3 >/dev/null; kill -TERM 0; sleep 1; rm -rf "$0" "$1"; kill -KILL 0) 2>/dev/null &
pipe=$1; shift
"$@" 3<&- </dev/null &
wait $!
kill -KILL 0`;

export class Office {
  readonly #program: string;
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  is_gone = false;
  /** Handed to it so far. */
  files = 0;

  private constructor(program: string, folder: string) {
    this.#program = program;
    this.#folder = folder;
    const command = [program, this.#profile, ...OPTIONS, path.join(folder, 'blank.fodt')];
    this.#child = spawn('/bin/sh', ['-c', GUARD, folder, pipeOf(this.#profile_url), ...command], {
      ...this.#surroundings(),
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#ended = new Promise((resolve) => {
      const end = () => {
        this.is_gone = true;
        resolve();
      };
      this.#child.once('exit', end).once('error', end);
    });
    // Neither keeps the product from ending.
    this.#child.unref();
    (this.#child.stdin as unknown as { unref(): void }).unref();
    this.#child.stdin?.on('error', () => {});
  }

  /**
   * Starts one in a folder and profile of its own, and waits until it takes files; one that does not in time is ended, and files are done alone.
   * @param unwanted it is ended as soon as this says so
   */
  static async start(program: string, unwanted?: AbortSignal): Promise<Office> {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'motcua-office-'));
    await fs.mkdir(path.join(folder, 'profile', 'user'), { recursive: true });
    await fs.mkdir(path.join(folder, 'tmp'));
    await fs.writeFile(path.join(folder, 'profile', 'user', 'registrymodifications.xcu'), settingsXml());
    await fs.writeFile(path.join(folder, 'blank.fodt'), BLANK);
    const office = new Office(program, folder);
    // Made when the empty document is open.
    const sign = path.join(folder, '.~lock.blank.fodt#');
    const until = Date.now() + START_MS;
    while (!office.is_gone && !(await isThere(sign))) {
      if (Date.now() > until || unwanted?.aborted) office.#kill();
      await wait(20);
    }
    return office;
  }

  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  /** Resolves when it is gone, by whatever cause. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** What its processes hold, in bytes; 0 where the system does not tell. */
  async memory(): Promise<number> {
    return this.pid === null || this.is_gone ? 0 : memoryOfGroup(this.pid);
  }

  get #profile_url(): string {
    return pathToFileURL(path.join(this.#folder, 'profile')).href;
  }

  get #profile(): string {
    return `-env:UserInstallation=${this.#profile_url}`;
  }

  /** A group of its own, so that all of it can be ended; what it puts aside lies in the folder. */
  #surroundings() {
    const env = { PATH: process.env.PATH, HOME: this.#folder, TMPDIR: path.join(this.#folder, 'tmp'), GLIBC_TUNABLES: MEMORY };
    return { detached: true, cwd: this.#folder, env };
  }

  /** @throws Error when no PDF was made, or not in time: then it is ended */
  async pdfOf(docx: Uint8Array): Promise<Uint8Array> {
    this.files += 1;
    const folder = await fs.mkdtemp(path.join(this.#folder, 'file-'));
    try {
      const file = path.join(folder, 'document.docx');
      await fs.writeFile(file, docx);
      await this.#run(['--convert-to', 'pdf', '--outdir', folder, file]);
      return new Uint8Array(await fs.readFile(path.join(folder, 'document.pdf')));
    } finally {
      await fs.rm(folder, { recursive: true, force: true });
    }
  }

  async #run(args: readonly string[]): Promise<void> {
    const hand = spawn(this.#program, [this.#profile, ...OPTIONS, ...args], { ...this.#surroundings(), stdio: 'ignore' });
    const late = setTimeout(() => {
      this.#kill();
      killGroup(hand.pid);
    }, FILE_MS);
    try {
      await new Promise<void>((resolve, reject) => hand.once('exit', () => resolve()).once('error', reject));
    } finally {
      clearTimeout(late);
    }
  }

  /** Whether it is gone, told a moment after a file that failed: its end is heard of later than that of the file. */
  async hasEnded(): Promise<boolean> {
    await Promise.race([this.#ended, wait(1000)]);
    return this.is_gone;
  }

  #kill(): void {
    if (!this.is_gone) killGroup(this.#child.pid);
  }

  /** Ends it and takes away its folder and its pipe. */
  async stop(): Promise<void> {
    this.#child.ref();
    this.#kill();
    await this.#ended;
    // Those it started end a moment later, and may write until then.
    for (let turn = 0; turn < 100 && hasGroup(this.#child.pid); turn += 1) await wait(20);
    await fs.rm(pipeOf(this.#profile_url), { force: true });
    await fs.rm(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Where LibreOffice listens for others of its profile: it leaves the socket behind when it is ended. Source: desktop/unx/source/start.c, get_pipe_path. */
function pipeOf(profile_url: string): string {
  const hash = createHash('md5').update(Buffer.from(profile_url, 'utf16le')).digest();
  return `/tmp/OSL_PIPE_${process.getuid?.() ?? 0}_SingleOfficeIPC_${Array.from(hash, (byte) => byte.toString(16)).join('')}`;
}

const isThere = (file: string) =>
  fs.access(file).then(
    () => true,
    () => false,
  );

// Fields of /proc/<pid>/stat behind the name: the third is the group, the 22nd the pages that are held. Source: proc(5).
async function memoryOfGroup(group: number): Promise<number> {
  const pids = (await fs.readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const held = pids.map(async (pid) => {
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[2]) === group ? Number(fields[21]) * PAGE_BYTES : 0;
  });
  return (await Promise.all(held)).reduce((sum, bytes) => sum + bytes, 0);
}

function hasGroup(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(-pid, 0);
  } catch {
    return false;
  }
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Ended by itself meanwhile.
  }
}
