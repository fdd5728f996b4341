import { AppError } from '../core/errors.ts';
import { type Locale, type Text, text } from '../core/text.ts';
import { UsageError } from './arguments.ts';
import { printable } from './pretty.ts';
import { help, shortUsage } from './usage.ts';
import { EXIT, type Sink, type Terminal, type Verb, type World } from './world.ts';

/** Loaded one at a time: checking a file must not wait for a language server or an HTTP client. */
const VERBS: Readonly<Record<string, () => Promise<Verb>>> = {
  lint: async () => (await import('./lint.ts')).lint,
  score: async () => (await import('./score.ts')).score,
  generate: async () => (await import('./generate.ts')).generate,
  doctor: async () => (await import('./doctor.ts')).doctor,
  daemon: async () => (await import('./daemon.ts')).daemon,
  '--stdio': async () => (await import('./stdio.ts')).stdio,
};

export interface Streams {
  readonly out: Sink;
  readonly err: Sink;
}

/** Runs one command line and answers its exit code. Only bugs are thrown. */
export async function main(
  argv: readonly string[],
  streams: Streams,
  world: World,
): Promise<number> {
  const { args, lang } = withoutLanguage(argv);
  const terminal = terminalFor(streams, world.env, lang);
  const [verb, ...rest] = args;
  try {
    if (lang !== undefined && lang !== 'zh' && lang !== 'en') {
      throw new UsageError(text('--lang 只能是 zh 或 en', '--lang must be zh or en'));
    }
    return await runVerb(verb, rest, terminal, world);
  } catch (error) {
    return failure(error, verb, terminal);
  }
}

async function runVerb(
  verb: string | undefined,
  rest: readonly string[],
  terminal: Terminal,
  world: World,
): Promise<number> {
  const say = (said: string): number => {
    terminal.out.write(`${said}\n`);
    return EXIT.ok;
  };
  const { version } = world.installation;
  if (verb === 'help' || verb === '--help' || verb === '-h')
    return say(help(version)[terminal.locale]);
  if (verb === 'version' || verb === '--version' || verb === '-v') return say(version);
  if (rest.includes('--help') || rest.includes('-h')) return say(shortUsage(verb)[terminal.locale]);
  const load = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (load === undefined) throw new UsageError(unknownVerb(verb));
  return (await load())(rest, terminal, world);
}

function unknownVerb(verb: string | undefined): Text {
  return verb === undefined
    ? text('要做什么？', 'What should be done?')
    : text(`没有「${verb}」这个命令`, `There is no command "${verb}"`);
}

function failure(error: unknown, verb: string | undefined, { err, locale }: Terminal): number {
  if (error instanceof UsageError) {
    err.write(`${printable(error.text[locale])}\n${shortUsage(verb)[locale]}\n`);
    return EXIT.failed;
  }
  if (error instanceof AppError) {
    err.write(`${printable(error.text[locale])}\n`);
    return error.code === 'STOPPED' ? EXIT.interrupted : EXIT.failed;
  }
  throw error;
}

function terminalFor({ out, err }: Streams, env: World['env'], lang: string | undefined): Terminal {
  const colours = out.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  return { out, err, colours, locale: localeOf(env, lang) };
}

export function localeOf(env: World['env'], lang?: string): Locale {
  const wanted = lang ?? [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(Boolean) ?? '';
  return wanted.startsWith('zh') ? 'zh' : 'en';
}

/** `--lang` belongs to every verb, so it is taken out before a verb reads its own options. */
function withoutLanguage(argv: readonly string[]): {
  readonly args: readonly string[];
  readonly lang?: string;
} {
  const at = argv.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  if (at === -1) return { args: argv };
  const [, joined] = argv[at]?.split('=') ?? [];
  const taken = joined === undefined ? 2 : 1;
  return {
    args: [...argv.slice(0, at), ...argv.slice(at + taken)],
    lang: joined ?? argv[at + 1] ?? '',
  };
}
