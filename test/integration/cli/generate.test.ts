import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generate } from '../../../server/cli/generate.ts';
import type { Terminal, World } from '../../../server/cli/world.ts';
import {
  type Answer,
  delta,
  type FakeModelServer,
  fails,
  fakeModelServer,
  hangsAfter,
  resetsAfter,
  says,
  silent,
} from '../../support/fakeModelServer.ts';
import { finished, PROGRAM, UserHome } from '../../support/userHome.ts';

const PERSON = [
  '--to',
  '王总',
  '--relation',
  '客户',
  '--details',
  '去年合作北京项目；聊过马术',
  '--style',
  '真诚',
  '--length',
  '10-100',
];
const GREETING = '王总，新年好！去年北京项目合作得很顺，改天再聊马术。';

let home: UserHome;
let model: FakeModelServer | undefined;

beforeEach(async () => {
  home = await UserHome.make();
});

afterEach(async () => {
  await home.remove();
  await model?.close();
  model = undefined;
});

/** The verb in this process, writing to something that says it is a terminal. */
async function onTerminal(args: readonly string[]) {
  const pieces: string[] = [];
  let err = '';
  const terminal: Terminal = {
    out: { isTTY: true, write: (piece) => pieces.push(piece) },
    err: {
      write: (piece) => {
        err += piece;
      },
    },
    locale: 'en',
    colours: false,
  };
  const world: World = {
    installation: { program: PROGRAM, version: '0', docsBase: '' },
    env: home.env,
    execPath: process.execPath,
    nodeVersion: process.versions.node,
    app: unused,
    log: unused,
    engineChecks: unused,
  };
  const code = await generate(args, terminal, world);
  return { code, pieces, err };
}

const unused = (): Promise<never> => Promise.reject(new Error('not needed here'));

async function engine(...answers: readonly Answer[]): Promise<FakeModelServer> {
  model = await fakeModelServer(answers);
  await home.writeConfig({
    engines: [{ id: 'fake', kind: 'endpoint', url: model.url, model: 'qwen' }],
  });
  return model;
}

describe('mashang generate', () => {
  it('prints the greeting alone to stdout and what to know about it to stderr', async () => {
    await engine(says('王总，新年好！', '去年北京项目合作得很顺，改天再聊马术。'));
    const { code, out, err } = await home.run(['generate', ...PERSON]);
    expect([code, out]).toEqual([0, `${GREETING}\n`]);
    expect(err).toContain('2/2 details used');
  });

  it('prints one documented JSON line', async () => {
    await engine(says(GREETING));
    const { code, out } = await home.run(['generate', ...PERSON, '--json']);
    expect(code).toBe(0);
    expect(out.endsWith('\n') && out.trimEnd().includes('\n')).toBe(false);
    const line = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(line)).toEqual([
      'text',
      'characters',
      'evidence',
      'findings',
      'score',
      'sendable',
      'engine',
      'parity',
      'firstTokenMs',
      'totalMs',
      'candidates',
    ]);
    expect(line).toMatchObject({
      text: GREETING,
      engine: 'fake',
      parity: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('asks for 字 as rows are written, with the given seed, and ranks several candidates', async () => {
    const server = await engine(says('祝您新年快乐，万事如意。'), says(GREETING));
    const { out } = await home.run(['generate', ...PERSON, '-n', '2', '--seed', '7', '--json']);
    const { text, candidates } = JSON.parse(out) as { text: string; candidates: unknown[] };
    expect([text, candidates.length]).toEqual([GREETING, 2]);
    expect(new Set(server.requests.map(({ body }) => body.seed))).toEqual(new Set([7, 8]));
    expect(JSON.stringify(server.requests[0]?.body.messages)).toContain('字数：10-100字');
  });

  it('writes several candidates best first', async () => {
    await engine(says('祝您新年快乐，万事如意。'), says(GREETING));
    const { out } = await home.run(['generate', ...PERSON, '-n', '2']);
    expect(out.startsWith(`${GREETING}\n\n`)).toBe(true);
  });

  it('on a terminal shows the greeting as it is made, once', async () => {
    await engine(says('王总，新年好！', '去年北京项目合作得很顺，改天再聊马术。'));
    const { code, pieces } = await onTerminal(PERSON);
    expect([code, pieces.join('')]).toEqual([0, `${GREETING}\n`]);
    expect(pieces.length).toBeGreaterThan(2);
  });

  it('keeps on a terminal what was shown when the engine breaks off, and says so', async () => {
    await engine(resetsAfter(delta('王总，新年好')));
    const { pieces, err } = await onTerminal(PERSON);
    expect(pieces.join('')).toBe('王总，新年好\n');
    expect(err).toContain('broke off');
    expect(err).not.toContain('sendable');
  });

  it('asks once more when the daemon was about to leave', async () => {
    const server = await engine(silent, says(GREETING));
    const child = home.start(['generate', ...PERSON]);
    const end = finished(child);
    await server.arrived(1);
    process.kill((await home.status())?.pid ?? 0, 'SIGKILL');
    const { code, out } = await end;
    expect([code, out]).toEqual([0, `${GREETING}\n`]);
  });

  it('uses the engine that is named, and says which ones there are when it does not know it', async () => {
    await engine(says(GREETING));
    const { code, out, err } = await home.run(['generate', ...PERSON, '--engine', 'nobody']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('fake');
  });

  it('explains an engine that fails, in the language of the user', async () => {
    await engine(fails(401));
    home.env['LANG'] = 'zh_CN.UTF-8';
    const { code, out, err } = await home.run(['generate', ...PERSON]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/fake/);
    expect(err).toMatch(/[\u4e00-\u9fff]/);
  });

  it('says that config.json is broken when the engine is missing because of it', async () => {
    const path = await home.writeConfig('{"engines": [}');
    const { code, err } = await home.run(['generate', ...PERSON, '--engine', 'fake']);
    expect(code).toBe(2);
    expect(err).toContain(path);
    expect(err).toContain('line 1, column 14');
  });

  it('follows a config.json that changed under a running daemon', async () => {
    await home.writeConfig('{}');
    const before = (await home.status({ start: true }))?.engines.map(({ id }) => id);
    await engine(says(GREETING));
    const { out } = await home.run(['generate', ...PERSON, '--engine', 'fake']);
    expect([before, out]).toEqual([['mini'], `${GREETING}\n`]);
  });

  it.each([
    ['before the first token', silent],
    ['in the middle', hangsAfter(delta('王总，'))],
  ])('Ctrl-C %s cancels upstream and exits with 130', async (_, answer) => {
    const server = await engine(answer);
    const child = home.start(['generate', ...PERSON]);
    const end = finished(child);
    await server.arrived(1);
    child.kill('SIGINT');
    await server.requests[0]?.closed;
    expect((await end).code).toBe(130);
  });

  it('killed outright, it leaves nothing running upstream', async () => {
    const server = await engine(hangsAfter(delta('王总，')));
    const child = home.start(['generate', ...PERSON]);
    await server.arrived(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await server.requests[0]?.closed;
    expect((await home.status())?.running).toBe(0);
  });

  it.each([
    [[], '--to, --relation, --details, --style, --length'],
    [PERSON.with(1, ' '), '--to'],
    [PERSON.with(9, 'long'), '--length'],
    [PERSON.with(9, '3000-4000'), '--length'],
    [PERSON.with(1, '王'.repeat(101)), '--to'],
    [[...PERSON, '-n', '9'], '-n'],
    [[...PERSON, '--seed', '-1'], '--seed'],
    [[...PERSON, '--seed=1.5'], '--seed'],
    [[...PERSON, 'loose'], 'quotes'],
    [[...PERSON, '--colour', 'red'], '--colour'],
  ])('refuses %j before anything is started', async (args, said) => {
    const { code, out, err } = await home.run(['generate', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(err).toContain('Usage: mashang generate');
    await expect(home.sockets()).rejects.toThrow();
  });
});
