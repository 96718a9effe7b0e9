// The `motcua` command. Results go to stdout, everything else to stderr; exit code 0 done, 1 refused, 2 wrong command line.
import { type Command, type Lang, type Parsed, readArguments, UsageError } from './args.ts';
import { say, write } from './print.ts';

type Run = (parsed: Parsed) => Promise<number>;

// Each command is loaded alone: asking for help loads no database, asking for figures no Word.
const RUN: Record<Command, () => Promise<{ run: Run }>> = {
  figures: () => import('./commands/figures.ts'),
  records: () => import('./commands/records.ts'),
  report: () => import('./commands/report.ts'),
  seed: () => import('./commands/seed.ts'),
  migrate: () => import('./commands/migrate.ts'),
  doctor: () => import('./commands/doctor.ts'),
  recount: () => import('./commands/recount.ts'),
  check: () => import('./commands/check.ts'),
};

async function main(argv: readonly string[]): Promise<number> {
  let lang: Lang = argv.includes('en') && argv[argv.indexOf('en') - 1] === '--lang' ? 'en' : 'vi';
  try {
    const asked = readArguments(argv);
    lang = asked.lang;
    if (asked.command === 'help') {
      const { helpOf } = await import('./help.ts');
      await write(helpOf(asked.of, lang));
      return 0;
    }
    // A check starts nothing that would stay: it ends by the signal itself, also while it is busy and no handler could run.
    if (asked.command !== 'check') endByExit();
    return await (await RUN[asked.command]()).run(asked);
  } catch (error) {
    return await told(error, lang);
  }
}

/** Leaving by exit() ends a database that this command started; killed by the signal itself it would stay. */
function endByExit(): void {
  for (const [name, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const, ['SIGHUP', 129] as const]) {
    process.on(name, () => process.exit(code));
  }
}

/** Says in one sentence what is wrong. @returns the exit code */
async function told(error: unknown, lang: Lang): Promise<number> {
  if (error instanceof UsageError) {
    say(`motcua: ${error.says[lang]}`);
    return 2;
  }
  const { DomainError } = await import('#lib/errors');
  if (error instanceof DomainError) {
    const { sentenceOf } = await import('./errors.ts');
    say(`motcua: ${sentenceOf(lang, error)} [${error.code}]`);
    // A pack is refused whole, every fault named.
    if (error.code === 'packs.broken') say(String(error.data.text));
  } else if (error && typeof error === 'object' && 'says' in error) {
    say(`motcua: ${(error as { says: Record<Lang, string> }).says[lang]}`);
  } else {
    say(`motcua: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (process.env.MOTCUA_DEBUG && error instanceof Error) say(error.stack ?? '');
  return 1;
}

// A reader that stops early (`| head`) is no error; a full disk is.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  say(`motcua: ${error.message}`);
  process.exit(1);
});

process.exitCode = await main(process.argv.slice(2));
