import { readFileSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import type { Engines } from '../app/ports.ts';
import { jsonTree } from '../core/dataset/jsonSpans.ts';
import { AppError } from '../core/errors.ts';
import { type Text, text } from '../core/text.ts';
import { type Config, configSchema, DEFAULT_CONFIG } from './configSchema.ts';

/** What config.json says, and why it says nothing if so; `problem` always comes with the defaults. */
export interface ConfigReading {
  readonly config: Config;
  readonly problem?: Text;
}

/**
 * A config.json that is read again whenever it has changed. Reading it is a `stat` and, seldom, a small
 * file, and happens where people wait for a model; so it is synchronous.
 */
export class ConfigFile {
  readonly #path: string;
  readonly #home: string;
  #stamp = '';
  #reading: ConfigReading = { config: DEFAULT_CONFIG };

  constructor(path: string, home: string) {
    this.#path = path;
    this.#home = home;
  }

  read(): ConfigReading {
    const stamp = stampOf(this.#path);
    if (stamp !== this.#stamp) {
      this.#stamp = stamp;
      this.#reading =
        stamp === ABSENT ? { config: DEFAULT_CONFIG } : readConfig(this.#path, this.#home);
    }
    return this.#reading;
  }
}

/**
 * Engines that follow config.json. After a change the next request meets the new ones; running
 * requests keep the old ones, which hold nothing once idle and are closed at the end.
 */
export function configuredEngines(file: ConfigFile, open: (config: Config) => Engines): Engines {
  let reading = file.read();
  let current = open(reading.config);
  const all = [current];
  const refreshed = (): Engines => {
    const next = file.read();
    if (next === reading) return current;
    reading = next;
    current = open(next.config);
    all.push(current);
    return current;
  };
  return {
    views: () => refreshed().views(),
    open: async (id) => {
      const engines = refreshed();
      return engines.open(id).catch((error: unknown) => {
        throw reading.problem !== undefined && isUnknownEngine(error)
          ? invalid(reading.problem)
          : error;
      });
    },
    configProblem: () => {
      refreshed();
      return reading.problem;
    },
    close: async () => {
      await Promise.all(all.map((engines) => engines.close()));
    },
  };
}

const ABSENT = 'absent';

const LARGEST_BYTES = 1_000_000;

/** A file that cannot even be looked at has a stamp too; reading it tells why. */
function stampOf(path: string): string {
  try {
    const found = statSync(path, { throwIfNoEntry: false, bigint: true });
    if (found === undefined) return ABSENT;
    return `${found.ino} ${found.mtimeNs} ${found.ctimeNs} ${found.size}`;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

function readConfig(path: string, home: string): ConfigReading {
  try {
    const found = statSync(path);
    const problem = kindProblem(found) ?? ownershipProblem(found);
    if (problem !== undefined) return broken(path, problem);
    return parseConfig(path, home, readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    return broken(path, unreadable(error));
  }
}

function parseConfig(path: string, home: string, json: string): ConfigReading {
  const [fault] = jsonTree(json).faults;
  if (fault !== undefined || json.trim() === '')
    return broken(path, syntaxText(json, fault?.span.start ?? 0));
  const parsed = configSchema.safeParse(JSON.parse(json));
  if (!parsed.success) return broken(path, issueText(parsed.error.issues[0]));
  return { config: withFullPaths(parsed.data, dirname(path), home) };
}

function broken(path: string, why: Text): ConfigReading {
  const problem = text(
    `设置文件 ${path} 没有生效：${why.zh}。改好之前用内置引擎`,
    `The settings file ${path} is not in effect: ${why.en}. The built-in engine serves until it is mended`,
  );
  return { config: DEFAULT_CONFIG, problem };
}

/** A pipe would be waited for without end, and with it every window. */
function kindProblem(found: Stats): Text | undefined {
  if (!found.isFile()) return text('它不是普通文件', 'it is not a regular file');
  if (found.size <= LARGEST_BYTES) return undefined;
  return text('它超过 1 MB', 'it is larger than 1 MB');
}

/** It names programs' inputs and addresses, so nobody else may be able to write it. */
function ownershipProblem({ uid, mode }: Stats): Text | undefined {
  if (uid !== process.getuid?.()) return text('它属于另一个用户', 'it belongs to another user');
  if ((mode & 0o022) === 0) return undefined;
  return text('别的用户能改它，请运行 chmod 600', 'other users can change it; run chmod 600 on it');
}

function syntaxText(json: string, offset: number): Text {
  const before = json.slice(0, offset).split('\n');
  const [line, column] = [before.length, (before.at(-1) ?? '').length + 1];
  return text(
    `第 ${line} 行第 ${column} 列起不是合法的 JSON`,
    `it is not valid JSON from line ${line}, column ${column}`,
  );
}

function issueText(issue: z.core.$ZodIssue | undefined): Text {
  const path = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => [path, key].filter(Boolean).join('.')).join(', ');
    return text(`不认识 ${keys}`, `${keys} is not a known setting`);
  }
  const [zh = '', en] = (issue?.message ?? '').split(' / ');
  const detail = en === undefined ? text('值不对', 'has a value of the wrong kind') : text(zh, en);
  return text(`「${path}」${detail.zh}`, `"${path}": ${detail.en}`);
}

function unreadable(error: unknown): Text {
  const code = (error as NodeJS.ErrnoException).code ?? 'not JSON';
  return text(`读不出来（${code}）`, `it cannot be read (${code})`);
}

function withFullPaths(config: Config, directory: string, home: string): Config {
  const full = (path: string): string => resolve(directory, path.replace(/^~(?=\/)/, home));
  const engines = config.engines.map((engine) =>
    engine.kind === 'gguf' ? { ...engine, path: full(engine.path) } : engine,
  );
  return { ...config, engines };
}

function isUnknownEngine(error: unknown): boolean {
  return error instanceof AppError && error.code === 'ENGINE_UNKNOWN';
}

function invalid(problem: Text): AppError {
  return new AppError('CONFIG_INVALID', problem);
}
