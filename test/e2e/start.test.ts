import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRepository } from '../../scripts/support/paths.mjs';
import { run } from '../../scripts/support/process.mjs';
import { type FakeModelServer, fakeModelServer, says } from '../support/fakeModelServer.ts';
import { ADDRESS } from '../support/startScript.ts';
import { type IsolatedHome, isolatedHome, useEndpoint } from '../support/vscodeServer.ts';

let home: IsolatedHome;
let model: FakeModelServer;

beforeAll(async () => {
  home = isolatedHome();
  model = await fakeModelServer([says('老周，年底那个项目总算过了，腊肉给我留一块。')]);
  useEndpoint(home, model.url);
});

afterAll(async () => {
  await home.remove();
  await model?.close();
});

describe('npm start -- --check', () => {
  it('sets everything up, sees it answer, prints a greeting and the address, and ends', async () => {
    const { code, output } = await check('zh_CN.UTF-8');
    expect(output).toContain('腊肉给我留一块');
    expect(output).toMatch(ADDRESS);
    expect(code).toBe(0);
  });

  it('run again keeps what the person has changed in the sample workspace', async () => {
    const dataset = join(workspaceOf((await check('C')).output), '拜年.greetings.jsonl');
    expect(existsSync(dataset)).toBe(true);
    writeFileSync(dataset, '{"称呼":"我改过"}\n');
    const { code } = await check('en_US.UTF-8');
    expect(code).toBe(0);
    expect(readFileSync(dataset, 'utf8')).toBe('{"称呼":"我改过"}\n');
  });

  it('opens all the same when no greeting can be made, and says what to do next', async () => {
    useEndpoint(home, 'http://127.0.0.1:1/v1');
    const { code, output } = await check('en_US.UTF-8');
    expect(code).toBe(1);
    expect(output).toContain('node dist/mashang.mjs doctor');
    expect(output).toMatch(ADDRESS);
    useEndpoint(home, model.url);
  });
});

async function check(language: string): Promise<{ code: number; output: string }> {
  const script = inRepository('scripts', 'start.mjs');
  const env = { ...home.env, LC_ALL: language };
  const { code, tail } = await run(process.execPath, [script, '--check'], { env });
  return { code, output: tail };
}

function workspaceOf(output: string): string {
  const [, address = ''] = ADDRESS.exec(output) ?? [];
  return new URL(address).searchParams.get('folder') ?? '';
}
