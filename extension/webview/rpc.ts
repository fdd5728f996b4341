import { type Check, type Checked, either, object, oneOf, string, whole } from './check.ts';

/** What one end answers (`calls`) and listens to (`notes`); both ends import the same value. */
export interface Vocabulary {
  readonly calls: Readonly<
    Record<string, { readonly params: Check<unknown>; readonly result: Check<unknown> }>
  >;
  readonly notes: Readonly<Record<string, Check<unknown>>>;
}

export type Params<V extends Vocabulary, N extends keyof V['calls']> = Checked<
  V['calls'][N]['params']
>;
export type Result<V extends Vocabulary, N extends keyof V['calls']> = Checked<
  V['calls'][N]['result']
>;
export type Note<V extends Vocabulary, N extends keyof V['notes']> = Checked<V['notes'][N]>;

export type Handlers<V extends Vocabulary> = {
  readonly [N in keyof V['calls']]: (params: Params<V, N>) => Promise<Result<V, N>>;
} & {
  readonly [N in keyof V['notes']]: (note: Note<V, N>) => void;
};

export interface RpcOptions<Local extends Vocabulary, Remote extends Vocabulary> {
  readonly local: Local;
  readonly remote: Remote;
  readonly handlers: Handlers<Local>;
  readonly post: (message: unknown) => void;
  /** The sentence that the other end sees of an exception; it must hold nothing private. */
  readonly describe: (error: unknown) => string;
}

const NAME = string(100);
const ID = whole(0, Number.MAX_SAFE_INTEGER);
const anything: Check<unknown> = (_value): _value is unknown => true;

const incoming = either(
  either(
    object({ kind: oneOf('call'), id: ID, name: NAME, params: anything }),
    object({ kind: oneOf('note'), name: NAME, params: anything }),
  ),
  either(
    object({ kind: oneOf('reply'), id: ID, result: anything }),
    object({ kind: oneOf('refusal'), id: ID, message: string(10_000) }),
  ),
);
type Incoming = Checked<typeof incoming>;

interface Pending {
  readonly name: string;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** One end of a webview's channel. Whatever does not fit its schema is dropped, never half believed. */
export class Rpc<Local extends Vocabulary, Remote extends Vocabulary> {
  readonly #options: RpcOptions<Local, Remote>;
  readonly #pending = new Map<number, Pending>();
  #nextId = 0;
  #disposed = false;

  constructor(options: RpcOptions<Local, Remote>) {
    this.#options = options;
  }

  /** Rejects with the other end's sentence, or when this end is disposed before the answer. */
  call<N extends keyof Remote['calls'] & string>(
    name: N,
    params: Params<Remote, N>,
  ): Promise<Result<Remote, N>> {
    if (this.#disposed) return Promise.reject(closed(name));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { name, resolve, reject });
      this.#options.post({ kind: 'call', id, name, params });
    });
  }

  note<N extends keyof Remote['notes'] & string>(name: N, note: Note<Remote, N>): void {
    if (!this.#disposed) this.#options.post({ kind: 'note', name, params: note });
  }

  /** Takes one message of the other end; false when it was dropped. */
  receive(message: unknown): boolean {
    if (this.#disposed || !incoming(message)) return false;
    switch (message.kind) {
      case 'call':
        return this.#answer(message);
      case 'note':
        return this.#hear(message);
      case 'reply':
      case 'refusal':
        return this.#settle(message);
    }
  }

  dispose(): void {
    this.#disposed = true;
    for (const { name, reject } of this.#pending.values()) reject(closed(name));
    this.#pending.clear();
  }

  #answer({ id, name, params }: Extract<Incoming, { kind: 'call' }>): boolean {
    const call = own(this.#options.local.calls, name);
    const handler = own(this.#options.handlers, name) as
      | ((params: unknown) => Promise<unknown>)
      | undefined;
    if (call === undefined || handler === undefined || !call.params(params)) return false;
    // A handler that throws before its first await must be answered too.
    const answer = new Promise<unknown>((resolve) => resolve(handler(params)));
    answer.then(
      (result) => this.#post({ kind: 'reply', id, result }),
      (error: unknown) =>
        this.#post({ kind: 'refusal', id, message: this.#options.describe(error) }),
    );
    return true;
  }

  #hear({ name, params }: Extract<Incoming, { kind: 'note' }>): boolean {
    const check = own(this.#options.local.notes, name);
    const handler = own(this.#options.handlers, name) as ((note: unknown) => void) | undefined;
    if (check === undefined || handler === undefined || !check(params)) return false;
    handler(params);
    return true;
  }

  #settle(message: Extract<Incoming, { kind: 'reply' | 'refusal' }>): boolean {
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return false;
    this.#pending.delete(message.id);
    if (message.kind === 'refusal') {
      pending.reject(new Error(message.message));
      return true;
    }
    const fits = own(this.#options.remote.calls, pending.name)?.result(message.result) ?? false;
    if (fits) pending.resolve(message.result as never);
    else pending.reject(new Error(`The answer to ${pending.name} does not fit its schema`));
    return fits;
  }

  #post(message: unknown): void {
    if (!this.#disposed) this.#options.post(message);
  }
}

function closed(name: string): Error {
  return new Error(`The panel was closed before ${name} was answered`);
}

/** The value under an own key, so that a message can never name something inherited. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
