import type { EngineView } from '../core/greeting/engine.ts';
import type { Message, Sampling } from '../core/greeting/prompt.ts';
import type { Text } from '../core/text.ts';

/** One greeting to be made. */
export interface EngineRequest {
  readonly messages: readonly Message[];
  readonly sampling: Sampling;
  readonly thinking: boolean;
  readonly seed: number;
}

/** What an engine yields: pieces of text, then one end. */
export type EngineEvent =
  | { readonly kind: 'text'; readonly text: string }
  /** `length`: the token limit cut the text; `stop`: the model finished. */
  | { readonly kind: 'end'; readonly reason: 'stop' | 'length' };

/** Something that turns a prompt into text. Fails with AppError only. */
export interface Engine {
  readonly view: EngineView;
  /** Requests it can hold at once; the queue in front of it never sends more. */
  readonly concurrency: number;
  /** Stops upstream work within 100 ms when `signal` aborts, and then ends without an error. */
  generate(
    request: EngineRequest,
    options: { readonly signal: AbortSignal },
  ): AsyncGenerator<EngineEvent>;
  close(): Promise<void>;
}

/** The engines of config.json, opened when first used. */
export interface Engines {
  views(): readonly EngineView[];
  /** The engine with this id, or the default one. Throws ENGINE_UNKNOWN or what opening it met. */
  open(id: string | undefined): Promise<Engine>;
  /** Why config.json could not be read, if so; the built-in engine serves meanwhile. */
  configProblem(): Text | undefined;
  close(): Promise<void>;
}

export interface Clock {
  /** Monotonic milliseconds. */
  now(): number;
  /** ISO date of today, for provenance. */
  today(): string;
}

export type Sha256 = (text: string) => string;

/** The daemon's diary. It holds names of events, codes and stack frames; never row text, never a message of a bug. */
export interface Log {
  event(name: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
  /** An exception nobody expected: where it surfaced, its type and its frames. */
  bug(where: string, error: unknown): void;
}
