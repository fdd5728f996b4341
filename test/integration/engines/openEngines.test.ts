import { afterEach, describe, expect, test } from 'vitest';
import type { EndpointConfig } from '../../../server/adapters/configSchema.ts';
import { openEngines } from '../../../server/adapters/engines/openEngines.ts';
import { probeEngine } from '../../../server/adapters/engines/probe.ts';
import { type Answer, fails, fakeModelServer, silent } from '../../support/fakeModelServer.ts';
import { MINI_MODEL, PACKAGE_ROOTS } from '../../support/miniModel.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const TUNED: EndpointConfig = {
  id: 'tuned',
  kind: 'endpoint',
  url: 'http://127.0.0.1:8000/v1',
  model: 'qwen3-32b-ft',
};
const WITH_MINI = { miniModel: MINI_MODEL, packageRoots: PACKAGE_ROOTS };

describe('the engines of config.json', () => {
  test('are the built-in one when nothing is configured', async () => {
    const engines = openEngines({}, WITH_MINI);
    expect(engines.views()).toEqual([
      { id: 'mini', kind: 'gguf', target: 'mini.gguf', isDefault: true },
    ]);
    expect((await engines.open(undefined)).view.id).toBe('mini');
  });

  test('put the first configured one before the built-in one', async () => {
    const engines = openEngines({ engines: [TUNED] }, WITH_MINI);
    expect(engines.views().map(({ id, isDefault }) => [id, isDefault])).toEqual([
      ['tuned', true],
      ['mini', false],
    ]);
    expect((await engines.open(undefined)).view).toMatchObject({
      id: 'tuned',
      isDefault: true,
      target: TUNED.url,
    });
  });

  test('honour defaultEngine', async () => {
    const engines = openEngines({ engines: [TUNED], defaultEngine: 'mini' }, WITH_MINI);
    expect((await engines.open(undefined)).view.id).toBe('mini');
  });

  test('are each opened once', async () => {
    const engines = openEngines({ engines: [TUNED] }, WITH_MINI);
    expect(await engines.open('tuned')).toBe(await engines.open(undefined));
    await engines.close();
  });

  test('do not include one that nobody configured', async () => {
    const engines = openEngines({ engines: [TUNED] }, WITH_MINI);
    await expect(engines.open('other')).rejects.toMatchObject({
      code: 'ENGINE_UNKNOWN',
      text: { en: expect.stringContaining('Known engines: tuned, mini') },
    });
  });

  test('can be none at all', async () => {
    const engines = openEngines({}, { packageRoots: [] });
    expect(engines.views()).toEqual([]);
    await expect(engines.open(undefined)).rejects.toMatchObject({ code: 'ENGINE_UNKNOWN' });
  });

  test('with an address that cannot be read fail on their own, and may be asked again', async () => {
    const engines = openEngines({ engines: [{ ...TUNED, url: 'unix:relative' }] }, WITH_MINI);
    await expect(engines.open('tuned')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(engines.open('tuned')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(engines.views()[0]?.target).toBe('?');
    expect((await engines.open('mini')).view.id).toBe('mini');
  });
});

describe('a look at an engine', () => {
  const lists =
    (...ids: readonly string[]): Answer =>
    ({ response }) =>
      void response.end(
        JSON.stringify({ object: 'list', data: ids.map((id) => ({ id, object: 'model' })) }),
      );

  async function probeOf(answer: Answer, timeoutMs = 2_000): ReturnType<typeof probeEngine> {
    const server = await fakeModelServer([answer]);
    closing.push(() => server.close());
    return probeEngine({ ...TUNED, url: server.url }, { packageRoots: [], timeoutMs });
  }

  test('finds the model that comes with the program', async () => {
    const probe = await probeEngine(
      { id: 'mini', kind: 'gguf', path: MINI_MODEL },
      { packageRoots: PACKAGE_ROOTS },
    );
    expect(probe).toMatchObject({
      ok: true,
      text: { en: expect.stringContaining('llama.cpp is installed') },
    });
  });

  test.each([
    ['without llama.cpp', MINI_MODEL, [], 'not installed'],
    ['without its file', '/nonexistent/a.gguf', PACKAGE_ROOTS, 'missing or unreadable'],
    [
      'with a file of another kind',
      new URL(import.meta.url).pathname,
      PACKAGE_ROOTS,
      'not a GGUF model',
    ],
  ])('finds a gguf engine %s', async (_name, path, packageRoots, words) => {
    const probe = await probeEngine({ id: 'mini', kind: 'gguf', path }, { packageRoots });
    expect(probe).toMatchObject({ ok: false, text: { en: expect.stringContaining(words) } });
  });

  test('finds an endpoint that holds the model', async () => {
    expect(await probeOf(lists('base', 'qwen3-32b-ft'))).toMatchObject({ ok: true });
  });

  test.each([
    ['that holds another model', lists('base'), 'holds no model "qwen3-32b-ft"'],
    ['that wants a key', fails(401), 'apiKeyEnv'],
    [
      'that is a web page',
      (({ response }) => void response.end('<html>')) satisfies Answer,
      'does not look OpenAI-compatible',
    ],
  ])('finds an endpoint %s', async (_name, answer, words) => {
    expect(await probeOf(answer)).toMatchObject({
      ok: false,
      text: { en: expect.stringContaining(words) },
    });
  });

  test('does not wait for an endpoint that never answers', async () => {
    expect(await probeOf(silent, 50)).toMatchObject({
      ok: false,
      text: { en: expect.stringContaining('within 0.05 s') },
    });
  });

  test('finds nobody where nobody listens', async () => {
    const probe = await probeEngine(
      { ...TUNED, url: 'unix:/nonexistent/model.sock' },
      { packageRoots: [] },
    );
    expect(probe).toMatchObject({
      ok: false,
      text: { en: expect.stringContaining('Make sure its server is running') },
    });
  });
});
