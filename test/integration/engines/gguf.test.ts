import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type GgufEngine,
  type GgufParts,
  ggufEngine,
} from '../../../server/adapters/engines/gguf.ts';
import { deferred } from '../../support/deferred.ts';
import { answerOf, appError, engineRequest } from '../../support/engineRequests.ts';
import { MINI_MODEL, PACKAGE_ROOTS } from '../../support/miniModel.ts';

const ENGINE_HOLDER = fileURLToPath(new URL('../../support/engineHolder.ts', import.meta.url));

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function engineWith(path: string, parts: Partial<GgufParts> = {}): GgufEngine {
  const engine = ggufEngine(
    { id: 'mini', kind: 'gguf', path },
    { packageRoots: PACKAGE_ROOTS, ...parts },
  );
  closing.push(() => engine.close());
  return engine;
}

const mini = (parts: Partial<GgufParts> = {}): GgufEngine => engineWith(MINI_MODEL, parts);

async function scratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'mashang-gguf-'));
  closing.push(() => rm(directory, { recursive: true }));
  return directory;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function expectAnswer(engine: GgufEngine): Promise<void> {
  const { text, error } = await answerOf(engine);
  expect(error).toBeUndefined();
  expect(text).not.toBe('');
}

/** Starts an answer and kills the child as soon as it has written something. */
async function answerCutByKill(engine: GgufEngine, seed = 1): Promise<unknown> {
  let killed = false;
  const onText = (): void => {
    if (!killed) process.kill(engine.pid ?? 0, 'SIGKILL');
    killed = true;
  };
  return (await answerOf(engine, { request: engineRequest('一起喝茶', seed), onText })).error;
}

describe('the model in its own process', () => {
  test('streams an answer and says how it ended', async () => {
    const answered = await answerOf(mini());
    expect(answered.error).toBeUndefined();
    expect(answered.reason).toBe('stop');
    expect(answered.pieces.length).toBeGreaterThan(5);
    expect(answered.text).not.toMatch(/[\uFFFD]|<\||think>/);
  });

  test('writes the same text for the same seed and another for another', async () => {
    const engine = mini();
    const texts: string[] = [];
    for (const seed of [7, 7, 8])
      texts.push(
        (await answerOf(engine, { request: engineRequest('一起在平江路喝茶', seed) })).text,
      );
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toBe(texts[2]);
  });

  test('decodes four requests together', async () => {
    const engine = mini();
    const log: string[] = [];
    await Promise.all(
      [1, 2, 3, 4].map(async (seed) => {
        const { error } = await answerOf(engine, {
          request: engineRequest('一起喝茶', seed),
          onText: () => log.push(`text ${seed}`),
        });
        expect(error).toBeUndefined();
        log.push(`end ${seed}`);
      }),
    );
    const begun = new Set(
      log.slice(
        0,
        log.findIndex((entry) => entry.startsWith('end')),
      ),
    );
    expect(begun.size).toBe(engine.concurrency);
  });

  test('stops within 100 ms and takes the next request', async () => {
    const engine = mini();
    const stop = new AbortController();
    const first = deferred<string>();
    const answer = answerOf(engine, { signal: stop.signal, onText: first.resolve });
    await first.promise;
    const stopped = performance.now();
    stop.abort();
    const answered = await answer;
    const ms = performance.now() - stopped;
    console.log(`Stop took ${ms.toFixed(1)} ms`);
    expect(ms).toBeLessThan(100);
    expect(answered).toMatchObject({ reason: undefined, error: undefined });
    await expectAnswer(engine);
  });

  test('gives the places of stopped requests to new ones', async () => {
    const engine = mini();
    for (let round = 0; round < 3; round += 1) {
      const stop = new AbortController();
      const answers = [1, 2, 3, 4].map((seed) =>
        answerOf(engine, {
          request: engineRequest('一起喝茶', seed),
          signal: stop.signal,
          onText: () => stop.abort(),
        }),
      );
      await Promise.all(answers);
    }
    const all = await Promise.all(
      [1, 2, 3, 4].map((seed) => answerOf(engine, { request: engineRequest('喝茶', seed) })),
    );
    expect(all.map(({ error, text }) => error === undefined && text !== '')).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  test('a stop while it is still loading ends quietly', async () => {
    const stop = new AbortController();
    const answer = answerOf(mini(), { signal: stop.signal });
    stop.abort();
    expect(await answer).toMatchObject({ text: '', reason: undefined, error: undefined });
  });

  test('leaves when nobody has asked for a while, and comes back when somebody does', async () => {
    const engine = mini({ idleMs: 20 });
    let pid = 0;
    await answerOf(engine, { onText: () => (pid = engine.pid ?? 0) });
    await expect.poll(() => isAlive(pid)).toBe(false);
    await expectAnswer(engine);
  });

  test('is gone after close', async () => {
    const engine = mini();
    await answerOf(engine);
    const pid = engine.pid ?? 0;
    await engine.close();
    expect(isAlive(pid)).toBe(false);
  });

  test('says that the details are too long instead of cutting them', async () => {
    const { error } = await answerOf(mini(), {
      request: engineRequest('一起喝茶，'.repeat(1_000)),
    });
    expect(appError(error)).toMatchObject({ code: 'INPUT_INVALID' });
  });
});

test('a daemon that is killed takes the model with it', async () => {
  const daemon = fork(ENGINE_HOLDER, [MINI_MODEL, ...PACKAGE_ROOTS], { execArgv: [] });
  const [pid] = (await once(daemon, 'message')) as [number];
  expect(isAlive(pid)).toBe(true);
  daemon.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
});

describe('a child that dies', () => {
  test('in the middle of a request fails that request, and the next one works', async () => {
    const engine = mini();
    const error = appError(await answerCutByKill(engine));
    expect(error).toMatchObject({ code: 'ENGINE_CRASHED', retryable: true });
    expect(`${error.text.zh} ${error.text.en}`).not.toContain('喝茶');
    await expectAnswer(engine);
  });

  test('three times within a minute is not started again until the minute is over', async () => {
    let now = 0;
    const engine = mini({ now: () => now });
    for (const seed of [1, 2, 3]) await answerCutByKill(engine, seed);
    const refused = appError((await answerOf(engine)).error);
    expect(refused).toMatchObject({ code: 'ENGINE_CRASHED' });
    expect(refused.text.en).toContain('several times within a minute');
    expect(engine.pid).toBeUndefined();
    now = 60_000;
    await expectAnswer(engine);
  });
});

describe('a model that cannot be used', () => {
  test('is not there', async () => {
    const engine = engineWith('/nonexistent/directory/qwen.gguf');
    const error = appError((await answerOf(engine)).error);
    expect(error.code).toBe('MODEL_NOT_FOUND');
    expect(error.text.zh).toContain('qwen.gguf');
    expect(error.text.en).not.toContain('/nonexistent');
  });

  test.each([
    ['a text file', '这不是模型，只是一些字。'.repeat(10)],
    ['an empty file', ''],
    ['four right letters and nothing else', 'GGUF'],
  ])('is %s, and no process is started for it', async (_name, content) => {
    const path = join(await scratch(), 'model.gguf');
    await writeFile(path, content);
    const engine = engineWith(path);
    expect(appError((await answerOf(engine)).error).code).toBe('MODEL_INVALID');
    expect(engine.pid).toBeUndefined();
  });

  test('is a directory', async () => {
    expect(appError((await answerOf(engineWith(await scratch()))).error).code).toBe(
      'MODEL_NOT_FOUND',
    );
  });

  test('is a socket', async () => {
    const path = join(await scratch(), 'model.gguf');
    const server = createServer().listen(path);
    await once(server, 'listening');
    closing.unshift(async () => server.close());
    expect(appError((await answerOf(engineWith(path))).error).code).toBe('MODEL_NOT_FOUND');
  });

  test.each([
    ['inside its header', 1_000],
    ['inside its tensors', 6_000_000],
  ])('is cut %s', async (_name, bytes) => {
    const path = join(await scratch(), 'model.gguf');
    await copyFile(MINI_MODEL, path);
    await truncate(path, bytes);
    const engine = engineWith(path);
    for (let round = 0; round < 4; round += 1) {
      // Not a crash: asking again gives the same answer rather than a pause.
      expect(appError((await answerOf(engine)).error).code).toBe('MODEL_INVALID');
    }
  });

  test('begins like a GGUF and goes on as noise', async () => {
    const path = join(await scratch(), 'model.gguf');
    const noise = Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 7_919) % 251));
    await writeFile(path, Buffer.concat([Buffer.from('GGUF\u0003\0\0\0', 'latin1'), noise]));
    expect(appError((await answerOf(engineWith(path))).error).code).toBe('MODEL_INVALID');
  });
});

test('without node-llama-cpp the error names the command that installs it', async () => {
  const engine = mini({ packageRoots: [await scratch()] });
  const error = appError((await answerOf(engine)).error);
  expect(error.code).toBe('ENGINE_MISSING');
  expect(error.text.en).toContain('Mashang: Install Embedded Engine…');
});
