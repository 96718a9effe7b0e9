import { type ParseArgsConfig, parseArgs } from 'node:util';

export type Lang = 'vi' | 'en';

/** The command line does not make sense; `vi`, `en` say what to do. Exit code 2. */
export class UsageError extends Error {
  readonly says: Record<Lang, string>;

  constructor(vi: string, en: string) {
    super(en);
    this.says = { vi, en };
  }
}

export const COMMANDS = ['figures', 'records', 'report', 'seed', 'migrate', 'doctor', 'recount', 'check'] as const;
export type Command = (typeof COMMANDS)[number];

type Options = NonNullable<ParseArgsConfig['options']>;

const PERIOD = { unit: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, scope: { type: 'string' } } as const;
const EVERYWHERE = { help: { type: 'boolean', short: 'h' }, lang: { type: 'string' } } as const;

const OPTIONS: Record<Command, { options: Options; required: readonly string[]; takes_files?: true }> = {
  figures: {
    options: {
      ...PERIOD,
      sector: { type: 'string' },
      channel: { type: 'string' },
      level: { type: 'string' },
      procedure: { type: 'string' },
      json: { type: 'boolean' },
    },
    required: ['unit', 'from', 'to'],
  },
  records: {
    options: {
      ...PERIOD,
      measure: { type: 'string' },
      sector: { type: 'string' },
      channel: { type: 'string' },
      level: { type: 'string' },
      procedure: { type: 'string' },
      json: { type: 'boolean' },
    },
    required: ['unit', 'measure', 'from', 'to'],
  },
  report: {
    options: { ...PERIOD, form: { type: 'string' }, by: { type: 'string' }, out: { type: 'string' } },
    required: ['form', 'unit', 'from', 'to', 'out'],
  },
  seed: { options: { dossiers: { type: 'string' } }, required: [] },
  migrate: { options: {}, required: [] },
  doctor: { options: { json: { type: 'boolean' } }, required: [] },
  recount: { options: { check: { type: 'boolean' } }, required: [] },
  check: {
    options: { format: { type: 'string' }, out: { type: 'string' }, rules: { type: 'string' }, 'fail-on': { type: 'string' } },
    required: [],
    takes_files: true,
  },
};

export type Parsed = {
  command: Command;
  lang: Lang;
  values: Record<string, string | boolean | undefined>;
  /** What stands behind the options; only `check` takes it. */
  files?: string[];
};
export type Asked = Parsed | { command: 'help'; of: Command | null; lang: Lang };

/** What the person asked for. @throws UsageError */
export function readArguments(argv: readonly string[], env: Record<string, string | undefined> = process.env): Asked {
  const at = argv.findIndex((word, i) => !word.startsWith('-') && argv[i - 1] !== '--lang');
  const command = at < 0 ? undefined : argv[at];
  const rest = argv.filter((_, i) => i !== at);
  const lang = languageOf(argv, env);
  const wants_help = rest.includes('--help') || rest.includes('-h');
  if (command === undefined || command === 'help') {
    if (
      command === undefined &&
      argv.some((word) => word.startsWith('-') && !['--help', '-h', '--lang', `--lang=${lang}`].includes(word))
    ) {
      throw new UsageError(
        `Thiếu tên lệnh; các lệnh: ${COMMANDS.join(', ')}.`,
        `No command given; commands: ${COMMANDS.join(', ')}.`,
      );
    }
    return { command: 'help', of: isCommand(rest[0]) ? rest[0] : null, lang };
  }
  if (!isCommand(command)) {
    throw new UsageError(
      `Không có lệnh “${command}”; các lệnh: ${COMMANDS.join(', ')}.`,
      `There is no command "${command}"; commands: ${COMMANDS.join(', ')}.`,
    );
  }
  if (wants_help) return { command: 'help', of: command, lang };
  return { command, lang, ...valuesOf(command, rest) };
}

function isCommand(word: string | undefined): word is Command {
  return (COMMANDS as readonly string[]).includes(word ?? '');
}

function languageOf(argv: readonly string[], env: Record<string, string | undefined>): Lang {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const asked = at < 0 ? env.MOTCUA_LANG || 'vi' : (argv[at]?.split('=')[1] ?? argv[at + 1]);
  if (asked !== 'vi' && asked !== 'en') {
    throw new UsageError('Tùy chọn --lang chỉ nhận vi hoặc en.', 'The option --lang takes vi or en only.');
  }
  return asked;
}

function valuesOf(command: Command, args: string[]): Pick<Parsed, 'values' | 'files'> {
  const { options, required, takes_files = false } = OPTIONS[command];
  const see = { vi: `Xem: motcua ${command} --help`, en: `See: motcua ${command} --help` };
  let values: Parsed['values'];
  let files: string[];
  try {
    const parsed = parseArgs({ args, options: { ...options, ...EVERYWHERE }, strict: true, allowPositionals: takes_files });
    values = parsed.values as Parsed['values'];
    files = parsed.positionals;
  } catch (error) {
    throw new UsageError(
      `${sayWrong(error as Error & { code?: string }, args)} ${see.vi}`,
      `${(error as Error).message.split('.')[0]}. ${see.en}`,
    );
  }
  const missing = required.filter((name) => values[name] === undefined || values[name] === '').map((name) => `--${name}`);
  if (missing.length) throw new UsageError(`Thiếu ${missing.join(', ')}. ${see.vi}`, `Missing ${missing.join(', ')}. ${see.en}`);
  if (takes_files && files.length === 0) throw new UsageError(`Thiếu tên tệp. ${see.vi}`, `No file given. ${see.en}`);
  return takes_files ? { values, files } : { values };
}

function sayWrong(error: Error & { code?: string }, args: readonly string[]): string {
  const quoted = /'([^']+)'/.exec(error.message)?.[1] ?? args[0] ?? '';
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `Không có tùy chọn ${quoted}.`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `Không hiểu “${quoted}”.`;
    default:
      return `Tùy chọn ${quoted} chưa đúng.`;
  }
}

/** One of a few words, or the default. @throws UsageError */
export function choice<T extends string>(values: Parsed['values'], name: string, allowed: readonly T[], fallback: T): T {
  const value = values[name];
  if (value === undefined) return fallback;
  if (!(allowed as readonly unknown[]).includes(value)) {
    throw new UsageError(`Tùy chọn --${name} nhận: ${allowed.join(', ')}.`, `The option --${name} takes: ${allowed.join(', ')}.`);
  }
  return value as T;
}
