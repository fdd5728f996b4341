import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { EngineEvent, EngineRequest } from '../../app/ports.ts';
import { crashed, type ModelFile, notReady, requestFailed } from './ggufErrors.ts';
import type { FromChild, ModelToLoad, ToChild } from './ggufProtocol.ts';
import { Mailbox } from './mailbox.ts';

/** One life of the child process that holds a model: from its start to its exit, whatever the reason. */
export class GgufProcess {
  readonly #child: ChildProcess;
  readonly #model: ModelFile;
  readonly #mailboxes = new Map<number, Mailbox<EngineEvent>>();
  #nextId = 1;
  #ended: Error | undefined;
  /** Set when the exit is our own wish. */
  #dismissed = false;

  /** `onExit` learns of the end of this life, and whether nobody had asked for it. */
  constructor(model: ModelFile, load: ModelToLoad, onExit: (crash: boolean) => void) {
    this.#model = model;
    this.#child = forkChild();
    const end = (): void => this.#end(onExit);
    this.#child.on('message', (message) => this.#receive(message as FromChild));
    this.#child.once('exit', end);
    // A child that cannot be started, or messages that no longer reach one; an exit follows or has been.
    this.#child.on('error', end);
    this.#send({ kind: 'load', ...load });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get busy(): boolean {
    return this.#mailboxes.size > 0;
  }

  /** Ends quietly as soon as `signal` aborts; the child is told and drops the request after the current token. */
  async *generate(request: EngineRequest, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    if (this.#ended) throw this.#ended;
    const id = this.#nextId;
    this.#nextId += 1;
    const mailbox = new Mailbox<EngineEvent>();
    const stop = (): void => mailbox.close();
    signal.addEventListener('abort', stop, { once: true });
    this.#mailboxes.set(id, mailbox);
    this.#send({ kind: 'generate', id, ...request });
    try {
      yield* mailbox;
    } finally {
      signal.removeEventListener('abort', stop);
      // Still in the map means that the child has not said its last word on this request.
      if (this.#mailboxes.delete(id)) this.#send({ kind: 'stop', id });
    }
  }

  /** Resolves when the process is gone. */
  async dismiss(): Promise<void> {
    this.#dismissed = true;
    if (this.#ended) return;
    const exit = once(this.#child, 'exit');
    // It holds nothing that would have to be saved.
    this.#child.kill('SIGKILL');
    await exit;
  }

  #receive(message: FromChild): void {
    switch (message.kind) {
      case 'ready':
        return;
      case 'not-ready':
        this.#dismissed = true;
        this.#close(notReady(this.#model, message.failure));
        return;
      case 'text':
        this.#mailboxes.get(message.id)?.push({ kind: 'text', text: message.text });
        return;
      case 'end':
        this.#mailboxes.get(message.id)?.push({ kind: 'end', reason: message.reason });
        this.#finish(message.id);
        return;
      case 'failed':
        this.#finish(message.id, requestFailed(this.#model, message.failure));
        return;
    }
  }

  #finish(id: number, error?: Error): void {
    this.#mailboxes.get(id)?.close(error);
    this.#mailboxes.delete(id);
  }

  #close(error: Error): void {
    this.#ended ??= error;
    for (const id of this.#mailboxes.keys()) this.#finish(id, error);
  }

  #end(onExit: (crash: boolean) => void): void {
    this.#close(crashed(this.#model));
    onExit(!this.#dismissed);
  }

  #send(message: ToChild): void {
    // A child that has just died is reported by its exit; the failed send adds nothing.
    if (this.#child.connected) this.#child.send(message, () => {});
  }
}

function forkChild(): ChildProcess {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'mjs';
  const { NODE_OPTIONS: _, ...env } = process.env;
  return fork(fileURLToPath(new URL(`./ggufChild.${extension}`, import.meta.url)), [], {
    // Inside VS Code our own executable is Electron, which becomes Node by this variable.
    env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
    execArgv: [],
    serialization: 'advanced',
    // llama.cpp may print what it was given, so its output goes nowhere.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
