import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeModelServer, says } from '../../support/fakeModelServer.ts';
import { UserHome } from '../../support/userHome.ts';

let home: UserHome;

beforeEach(async () => {
  home = await UserHome.make();
});

afterEach(() => home.remove());

interface Report {
  readonly ok: boolean;
  readonly checks: readonly {
    readonly id: string;
    readonly ok: boolean;
    readonly title: string;
    readonly detail: string;
  }[];
}

async function report(...options: readonly string[]): Promise<Report> {
  return JSON.parse((await home.run(['doctor', '--json', ...options])).out) as Report;
}

describe('mashang doctor', () => {
  it('looks at everything and starts nothing', async () => {
    const { checks } = await report();
    expect(checks.map(({ id }) => id)).toEqual([
      'node',
      'directory',
      'daemon',
      'config',
      'package',
      'engine:mini',
    ]);
    expect(await home.status()).toBeUndefined();
  });

  it('says what is wrong and exits with 1', async () => {
    await home.writeConfig({
      engines: [{ id: 'gone', kind: 'gguf', path: '/nowhere/model.gguf' }],
    });
    const { code, out } = await home.run(['doctor']);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ Engine gone: .*/);
    expect(out).toMatch(/✓ Node version: \d+/);
  });

  it('finds a broken settings file', async () => {
    const path = await home.writeConfig('{');
    const { ok, checks } = await report('--lang', 'zh');
    expect(ok).toBe(false);
    const config = checks.find(({ id }) => id === 'config');
    expect(config).toMatchObject({ ok: false, title: '设置文件' });
    expect(config?.detail).toContain(path);
  });

  it('sees a daemon that runs', async () => {
    const pid = (await home.status({ start: true }))?.pid;
    const { checks } = await report();
    expect(checks.find(({ id }) => id === 'daemon')?.detail).toContain(`process ${pid}`);
  });

  it('asks an endpoint whether it is there', async () => {
    const model = await fakeModelServer([says('x')]);
    await home.writeConfig({
      engines: [{ id: 'fake', kind: 'endpoint', url: model.url, model: 'm' }],
    });
    await report();
    expect(model.requests.map(({ path }) => path)).toEqual(['/v1/models']);
    await model.close();
    const { checks } = await report();
    expect(checks.find(({ id }) => id === 'engine:fake')?.ok).toBe(false);
  });
});

describe('mashang daemon', () => {
  it('status tells that none runs and exits with 1, and starts none', async () => {
    const { code, out } = await home.run(['daemon', 'status', '--json']);
    expect([code, JSON.parse(out)]).toEqual([1, { running: false }]);
  });

  it('status describes the one that runs', async () => {
    const pid = (await home.status({ start: true }))?.pid;
    const { code, out } = await home.run(['daemon', 'status', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      pid,
      running: 0,
      waiting: 0,
      clients: 1,
      engines: [{ id: 'mini' }],
    });
  });

  it('stop without one is no error', async () => {
    expect((await home.run(['daemon', 'stop'])).code).toBe(0);
  });

  it.each([[['daemon']], [['daemon', 'restart']], [['daemon', 'status', 'now']]])(
    '%j is refused',
    async (args) => {
      const { code, err } = await home.run(args);
      expect(code).toBe(2);
      expect(err).toContain('status|stop|run');
    },
  );
});
