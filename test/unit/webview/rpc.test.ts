import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Check,
  list,
  nothing,
  object,
  oneOf,
  string,
  whole,
} from '../../../extension/webview/check.ts';
import { HOST, VIEW } from '../../../extension/webview/greetingPreview/protocol.ts';
import { Rpc } from '../../../extension/webview/rpc.ts';
import { candidate, FORM, finished, SNAPSHOT } from '../../support/previewState.ts';

const SERVER = {
  calls: { half: { params: whole(0, 100), result: whole(0, 50) } },
  notes: { told: string(10) },
};
const CLIENT = { calls: {}, notes: { heard: string(10) } };

function pair(half: (value: number) => Promise<number>) {
  const told: string[] = [];
  const heard: string[] = [];
  const dropped: unknown[] = [];
  const server: Rpc<typeof SERVER, typeof CLIENT> = new Rpc({
    local: SERVER,
    remote: CLIENT,
    handlers: { half, told: (note) => void told.push(note) },
    post: (message) => void (client.receive(message) || dropped.push(message)),
    describe: (error) => `refused: ${error instanceof Error ? error.message : ''}`,
  });
  const client: Rpc<typeof CLIENT, typeof SERVER> = new Rpc({
    local: CLIENT,
    remote: SERVER,
    handlers: { heard: (note) => void heard.push(note) },
    post: (message) => void (server.receive(message) || dropped.push(message)),
    describe: () => '',
  });
  return { server, client, told, heard, dropped };
}

describe('a channel between the extension and a webview', () => {
  it('answers a call', async () => {
    const { client } = pair((value) => Promise.resolve(value / 2));
    await expect(client.call('half', 20)).resolves.toBe(10);
  });

  it('passes on the sentence of a handler that fails', async () => {
    const { client } = pair(() => Promise.reject(new Error('no')));
    await expect(client.call('half', 20)).rejects.toThrow('refused: no');
  });

  it('answers a call whose handler throws before it waits', async () => {
    const { client } = pair(() => {
      throw new Error('at once');
    });
    await expect(client.call('half', 20)).rejects.toThrow('refused: at once');
  });

  it('rejects an answer that does not fit its schema', async () => {
    const { client } = pair(() => Promise.resolve(51));
    await expect(client.call('half', 20)).rejects.toThrow('does not fit');
  });

  it('rejects what is pending when it is disposed: the panel was closed', async () => {
    const { client } = pair(() => new Promise(() => undefined));
    const pending = client.call('half', 20);
    client.dispose();
    await expect(pending).rejects.toThrow('closed');
    await expect(client.call('half', 20)).rejects.toThrow('closed');
  });

  it('stays silent after it was disposed, even when a handler ends late', async () => {
    let end = (_value: number): void => undefined;
    const { server, client, dropped } = pair(
      () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    );
    void client.call('half', 2).catch(() => undefined);
    server.dispose();
    end(1);
    await Promise.resolve();
    expect(dropped).toEqual([]);
  });

  it('delivers notes both ways and drops those outside their schema', () => {
    const { client, server, told, heard, dropped } = pair(() => Promise.resolve(0));
    client.note('told', 'hello');
    server.note('heard', 'back');
    client.note('told', 'longer than ten');
    expect([told, heard, dropped.length]).toEqual([['hello'], ['back'], 1]);
  });

  it('never finds a handler among what objects inherit', () => {
    const { server } = pair(() => Promise.resolve(0));
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(server.receive({ kind: 'note', name, params: 'x' })).toBe(false);
      expect(server.receive({ kind: 'call', id: 0, name, params: 'x' })).toBe(false);
    }
  });
});

describe('schemas', () => {
  it('refuse keys that are missing or not named', () => {
    const check = object({ a: string(3) }, { b: oneOf('x', 'y') });
    const values = [
      { a: 'abc' },
      { a: 'abc', b: 'x' },
      { a: 'abcd' },
      {},
      { a: '', b: 'z' },
      { a: '', c: 1 },
      [],
      null,
      'a',
    ];
    expect(values.map((value) => check(value))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('refuse an own __proto__', () => {
    expect(object({}, { a: string(1) })(JSON.parse('{"__proto__":{"a":"x"}}'))).toBe(false);
  });

  it('bound lists and numbers', () => {
    expect([
      list(nothing, 1)([null, null]),
      whole(0, 5)(2.5),
      whole(0, 5)(NaN),
      whole(0, 5)(6),
    ]).toEqual([false, false, false, false]);
  });
});

describe('the greeting preview', () => {
  /** A host whose every handler records; what it was given must fit the schema, whatever came in. */
  function host(called: { name: string; value: unknown }[]) {
    const record =
      (name: string) =>
      (value: unknown): Promise<never> => {
        called.push({ name, value });
        return Promise.reject(new Error('recorded'));
      };
    const note =
      (name: string) =>
      (value: unknown): void =>
        void called.push({ name, value });
    return new Rpc<typeof HOST, typeof VIEW>({
      local: HOST,
      remote: VIEW,
      handlers: {
        ready: record('ready'),
        assess: record('assess'),
        copy: record('copy'),
        add: record('add'),
        generate: note('generate'),
        stop: note('stop'),
        act: note('act'),
      },
      post: () => undefined,
      describe: () => '',
    });
  }

  const names = [...Object.keys(HOST.calls), ...Object.keys(HOST.notes)];
  const schema = (name: string): Check<unknown> => {
    const call: { params: Check<unknown> } | undefined = (
      HOST.calls as Record<string, { params: Check<unknown> }>
    )[name];
    return (
      call?.params ??
      (HOST.notes as Record<string, Check<unknown>>)[name] ??
      ((_value): _value is unknown => false)
    );
  };

  const STOP = { kind: 'note', name: 'stop', params: null };

  it('takes no message outside its schemas (10,000 random ones)', () => {
    const called: { name: string; value: unknown }[] = [];
    const rpc = host(called);
    const message = fc.record(
      {
        kind: fc.constantFrom('call', 'note', 'reply', 'refusal', 'x'),
        id: fc.oneof(fc.nat(), fc.anything()),
        name: fc.oneof(fc.constantFrom(...names), fc.string()),
        params: fc.oneof(
          fc.anything(),
          fc.constant(null),
          broken({ form: FORM }),
          broken({ input: FORM.input, text: 'x' }),
        ),
        result: fc.anything(),
      },
      { requiredKeys: ['kind'] },
    );
    fc.assert(
      // Random ones are hardly ever right, so one that is right comes up among them.
      fc.property(
        fc.oneof(message, fc.anything(), fc.constant(STOP)),
        (value) => void rpc.receive(value),
      ),
      { numRuns: 10_000 },
    );
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter(({ name, value }) => !schema(name)(value))).toEqual([]);
  });

  /** A valid value with one part of it exchanged for anything. */
  function broken(valid: object): fc.Arbitrary<unknown> {
    return fc.tuple(fc.constantFrom(...paths(valid)), fc.anything()).map(([path, value]) => {
      const copy = structuredClone(valid) as Record<string, unknown>;
      const holder = path
        .slice(0, -1)
        .reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
      holder[path.at(-1) ?? ''] = value;
      return copy;
    });
  }

  function paths(value: object): string[][] {
    return Object.entries(value).flatMap(([key, entry]) => [
      [key],
      ...(typeof entry === 'object' && entry !== null
        ? paths(entry as object).map((rest) => [key, ...rest])
        : []),
    ]);
  }

  it('accepts what the two ends really send', () => {
    expect(HOST.notes.generate({ form: FORM })).toBe(true);
    expect(HOST.calls.ready.result({ ...SNAPSHOT, form: FORM })).toBe(true);
    expect(VIEW.notes.run(finished(candidate()))).toBe(true);
    expect(
      VIEW.notes.run({ kind: 'delta', id: 'r1', pieces: [{ candidate: 0, text: '冰' }] }),
    ).toBe(true);
  });
});
