import { availableParallelism } from 'node:os';
import type { Engine, EngineEvent, EngineRequest } from '../../app/ports.ts';
import type { EngineView } from '../../core/greeting/engine.ts';
import type { GgufConfig } from '../configSchema.ts';
import { findEnginePackage } from './enginePackage.ts';
import { engineView } from './engineView.ts';
import { crashedTooOften, type ModelFile, packageMissing } from './ggufErrors.ts';
import { GgufProcess } from './ggufProcess.ts';
import { ggufSize } from './modelFile.ts';
import { ThinkingFilter } from './thinking.ts';

/** Requests decoded together in one context. */
const SEQUENCES = 4;
const CONTEXT_SIZE = 2_048;
/** Below this many bytes a second thread only waits for the first one. */
const SMALL_MODEL = 100_000_000;
const CRASH_LIMIT = 3;
const CRASH_WINDOW_MS = 60_000;

export interface GgufParts {
  readonly isDefault: boolean;
  /** Where node-llama-cpp may be installed, best first; see findEnginePackage. */
  readonly packageRoots: readonly string[];
  /** The child is let go after this long without a request. */
  readonly idleMs: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

const PARTS: Omit<GgufParts, 'packageRoots'> = {
  isDefault: false,
  idleMs: 60_000,
  now: () => performance.now(),
};

/** A GGUF file run by llama.cpp in a child process, so that no model can take the daemon down. */
export interface GgufEngine extends Engine {
  /** The child of the moment, if one runs. */
  readonly pid: number | undefined;
}

export function ggufEngine(
  config: GgufConfig,
  parts: Partial<GgufParts> & Pick<GgufParts, 'packageRoots'>,
): GgufEngine {
  return new ChildEngine(config, { ...PARTS, ...parts });
}

class ChildEngine implements GgufEngine {
  readonly view: EngineView;
  readonly concurrency = SEQUENCES;
  readonly #config: GgufConfig;
  readonly #model: ModelFile;
  readonly #parts: GgufParts;
  #process: GgufProcess | undefined;
  #starting: Promise<GgufProcess> | undefined;
  #idle: NodeJS.Timeout | undefined;
  #crashes: readonly number[] = [];

  constructor(config: GgufConfig, parts: GgufParts) {
    this.#config = config;
    this.#parts = parts;
    this.#model = { id: config.id, path: config.path };
    this.view = engineView(config, parts.isDefault);
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async *generate(
    request: EngineRequest,
    { signal }: { readonly signal: AbortSignal },
  ): AsyncGenerator<EngineEvent> {
    clearTimeout(this.#idle);
    try {
      const child = await this.#running();
      if (!signal.aborted) yield* withoutThinking(child.generate(request, signal));
    } finally {
      this.#rest();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#starting?.catch(() => undefined);
    await this.#letGo();
  }

  /** The child that runs, or a new one; requests that come while it starts share it. */
  #running(): Promise<GgufProcess> {
    if (this.#process) return Promise.resolve(this.#process);
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #start(): Promise<GgufProcess> {
    const recent = this.#crashes.filter((at) => this.#parts.now() - at < CRASH_WINDOW_MS);
    this.#crashes = recent;
    if (recent.length >= CRASH_LIMIT) throw crashedTooOften(this.#model);
    const size = await ggufSize(this.#model);
    const packageEntry = await findEnginePackage(this.#parts.packageRoots);
    if (packageEntry === undefined) throw packageMissing(this.#model);
    const { threads = defaultThreads(size), contextSize = CONTEXT_SIZE } = this.#config;
    const load = {
      modelPath: this.#model.path,
      packageEntry,
      contextSize,
      threads,
      sequences: SEQUENCES,
    };
    const child = new GgufProcess(this.#model, load, (crash) => this.#exited(child, crash));
    this.#process = child;
    return child;
  }

  #exited(child: GgufProcess, crash: boolean): void {
    if (this.#process !== child) return;
    this.#process = undefined;
    if (crash) this.#crashes = [...this.#crashes, this.#parts.now()];
  }

  #rest(): void {
    if (!this.#process || this.#process.busy) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#letGoIfIdle(), this.#parts.idleMs);
    this.#idle.unref();
  }

  /** A request may have begun in the moment between another one's end and the start of the timer. */
  #letGoIfIdle(): void {
    if (!this.#process?.busy) void this.#letGo();
  }

  async #letGo(): Promise<void> {
    const child = this.#process;
    // A request that comes while it exits must start another one.
    this.#process = undefined;
    await child?.dismiss();
  }
}

function defaultThreads(bytes: number): number {
  return bytes < SMALL_MODEL ? 1 : Math.max(1, availableParallelism() - 1);
}

async function* withoutThinking(events: AsyncIterable<EngineEvent>): AsyncGenerator<EngineEvent> {
  const thinking = new ThinkingFilter();
  for await (const event of events) {
    const text = event.kind === 'text' ? thinking.push(event.text) : thinking.end();
    if (text !== '') yield { kind: 'text', text };
    if (event.kind === 'end') yield event;
  }
}
