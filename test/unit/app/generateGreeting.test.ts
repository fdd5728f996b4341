import { describe, expect, it } from 'vitest';
import type { App } from '../../../server/app/app.ts';
import type { EngineEvent, EngineRequest } from '../../../server/app/ports.ts';
import { AppError } from '../../../server/core/errors.ts';
import { text } from '../../../server/core/text.ts';
import { deferred } from '../../support/deferred.ts';
import { testApp } from '../../support/testApp.ts';

const INPUT = { 称呼: '冰哥', 关系: '好友', 交往细节: '通宵赶作业', 风格: '', 字数: '5-50字' };
const GREETING = '冰哥，过年好，今年别再通宵赶作业了。';
const REFUSED = new AppError('ENDPOINT_REFUSED', text('没开', 'It is off'));

type Script = (candidate: number, signal: AbortSignal) => AsyncGenerator<EngineEvent>;

/** Candidates start with consecutive seeds, by which a script tells them apart. */
function generate(script: Script, count: number, signal = new AbortController().signal) {
  const app: App = testApp({
    generate: ({ seed }: EngineRequest, stop) => script(seed - 1, stop),
  });
  const heard: string[] = [];
  const onText = (candidate: number, piece: string): void => {
    heard.push(`${candidate}${piece}`);
  };
  const made = app.generateGreeting({ input: INPUT, count }, { signal, onText });
  return { app, heard, made };
}

async function* greeting(): AsyncGenerator<EngineEvent> {
  yield { kind: 'text', text: GREETING };
  yield { kind: 'end', reason: 'stop' };
}

async function* refusing(): AsyncGenerator<EngineEvent> {
  yield { kind: 'text', text: '\n' };
  throw REFUSED;
}

describe('several candidates', () => {
  it('one that fails before its first text leaves the others', async () => {
    const { made } = generate((index) => (index === 0 ? refusing() : greeting()), 3);
    expect((await made).candidates.map(({ index }) => index)).toEqual([1, 2]);
  });

  it('tell the failure when all of them fail, and not that nothing was written', async () => {
    await expect(generate(refusing, 3).made).rejects.toBe(REFUSED);
  });

  it('are stopped when a bug breaks one of them', async () => {
    const stopped = deferred<void>();
    async function* waiting(signal: AbortSignal): AsyncGenerator<EngineEvent> {
      signal.addEventListener('abort', () => stopped.resolve());
      await stopped.promise;
      yield { kind: 'end', reason: 'stop' };
    }
    async function* broken(): AsyncGenerator<EngineEvent> {
      yield { kind: 'text', text: '冰' };
      throw new TypeError('a bug');
    }
    const { made } = generate((index, signal) => (index === 0 ? waiting(signal) : broken()), 2);
    await expect(made).rejects.toThrow('a bug');
    await stopped.promise;
  });

  it('past the places of the engine wait their turn', async () => {
    const { app, made } = generate(greeting, 12);
    expect((await made).candidates).toHaveLength(12);
    expect(app.load()).toEqual({ running: 0, waiting: 0 });
  });
});

it('Stop keeps what was written and lets go of those that wait', async () => {
  const stop = new AbortController();
  async function* endless(signal: AbortSignal): AsyncGenerator<EngineEvent> {
    yield { kind: 'text', text: '冰哥，' };
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  }
  const { app, made } = generate((_, signal) => endless(signal), 12, stop.signal);
  await expect.poll(() => app.load()).toEqual({ running: 8, waiting: 4 });
  await new Promise(setImmediate);
  stop.abort();
  const { candidates } = await made;
  expect(candidates.map(({ text: said, partial }) => [said, partial])).toEqual(
    Array.from({ length: 8 }, () => ['冰哥，', true]),
  );
  expect(app.load()).toEqual({ running: 0, waiting: 0 });
});

it('Stop before the first text is told as such', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(generate(greeting, 2, stop.signal).made).rejects.toMatchObject({ code: 'STOPPED' });
});

it('half a greeting is never called sendable, however good it reads', async () => {
  async function* cutShort(): AsyncGenerator<EngineEvent> {
    yield { kind: 'text', text: GREETING };
    yield { kind: 'end', reason: 'length' };
  }
  const whole = (await generate(greeting, 1).made).candidates[0];
  const half = (await generate(cutShort, 1).made).candidates[0];
  expect([whole?.sendable, half?.sendable]).toEqual([true, false]);
});
