import type { App } from '../app/app.ts';
import type { Log } from '../app/ports.ts';
import type { Locale, Text } from '../core/text.ts';

/** Where this copy of the program lies. */
export interface Installation {
  /** The bundle or `main.ts`: what a daemon is started from. */
  readonly program: string;
  readonly version: string;
  /** Where the rule pages are, as a URI that ends in a slash. */
  readonly docsBase: string;
}

/** One thing that must be right; `detail` says what was found and, when it is not ok, what to do next. */
export interface Check {
  readonly id: string;
  readonly ok: boolean;
  readonly title: Text;
  readonly detail: Text;
}

/** Everything the commands need from outside; heavy parts are loaded when a command asks for them. */
export interface World {
  readonly installation: Installation;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly execPath: string;
  readonly nodeVersion: string;
  readonly app: () => Promise<App>;
  readonly log: () => Promise<Log>;
  /** Looks at config.json and at every engine without starting one. */
  readonly engineChecks: () => Promise<readonly Check[]>;
}

/** A stream that text goes to. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Where a command writes, in whose language: results to `out`, all else to `err`. */
export interface Terminal {
  readonly out: Sink;
  readonly err: Sink;
  readonly locale: Locale;
  readonly colours: boolean;
}

/** Answers the exit code. */
export type Verb = (args: readonly string[], terminal: Terminal, world: World) => Promise<number>;

export const EXIT = { ok: 0, found: 1, failed: 2, interrupted: 130 } as const;
