import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigFile, configuredEngines } from '../../../server/adapters/config.ts';
import {
  type Config,
  configSchema,
  DEFAULT_CONFIG,
} from '../../../server/adapters/configSchema.ts';
import type { Engines } from '../../../server/app/ports.ts';
import { AppError } from '../../../server/core/errors.ts';
import { text } from '../../../server/core/text.ts';

let directory: string;
let path: string;
let file: ConfigFile;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'config-'));
  path = join(directory, 'config.json');
  file = new ConfigFile(path, '/home/somebody');
});

afterEach(() => rmSync(directory, { recursive: true }));

function write(content: unknown): void {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), {
    mode: 0o600,
  });
}

const ENDPOINT = { id: 'gpu', kind: 'endpoint', url: 'http://127.0.0.1:8000/v1', model: 'qwen' };

describe('config.json', () => {
  it('may be missing', () => {
    expect(file.read()).toEqual({ config: DEFAULT_CONFIG });
    expect(DEFAULT_CONFIG).toEqual({ year: 2026, engines: [] });
  });

  it('may start with a BOM, as Windows editors write it', () => {
    write(`\uFEFF${JSON.stringify({ year: 2027 })}`);
    expect(file.read().config.year).toBe(2027);
  });

  it('is read again when it has changed, and only then', () => {
    write({ year: 2027 });
    const first = file.read();
    expect(file.read()).toBe(first);
    write({ year: 2028, engines: [ENDPOINT] });
    expect(file.read().config).toMatchObject({ year: 2028, engines: [{ id: 'gpu' }] });
    rmSync(path);
    expect(file.read().config.year).toBe(2026);
  });

  it('resolves model paths against itself and the home directory', () => {
    const engines = ['~/a.gguf', 'b.gguf', '/c.gguf'].map((model, index) => ({
      id: `e${index}`,
      kind: 'gguf',
      path: model,
    }));
    write({ engines });
    const paths = file
      .read()
      .config.engines.map((engine) => (engine.kind === 'gguf' ? engine.path : ''));
    expect(paths).toEqual(['/home/somebody/a.gguf', join(directory, 'b.gguf'), '/c.gguf']);
  });

  it('that others can change is not believed', () => {
    write({ year: 2027 });
    chmodSync(path, 0o622);
    const { config, problem } = file.read();
    expect(config.year).toBe(2026);
    expect(problem?.en).toContain('chmod 600');
    chmodSync(path, 0o600);
    expect(file.read().problem).toBeUndefined();
  });

  it.each([
    ['', 'line 1, column 1', '第 1 行第 1 列'],
    ['{\n  "year": 2026,\n}', 'line 3, column 1', '第 3 行第 1 列'],
    ['[]', 'wrong kind', '值不对'],
    [{ yaer: 2026 }, 'yaer is not a known setting', '不认识 yaer'],
    [{ year: '2026' }, '"year"', '「year」'],
    [{ engines: [{ ...ENDPOINT, url: 'ftp://x' }] }, 'must start with http://', '开头'],
    [
      { engines: [{ ...ENDPOINT, url: 'file:///etc/passwd' }] },
      '"engines.0.url"',
      '「engines.0.url」',
    ],
    [{ engines: [{ ...ENDPOINT, id: '../x' }] }, 'only letters', '只能用字母'],
    [{ engines: [{ ...ENDPOINT, apiKeyEnv: 'sk-123 456' }] }, 'never the key itself', '不要填密钥'],
    [{ engines: [{ ...ENDPOINT, id: 'mini' }] }, 'taken already', '已经有了'],
    [{ engines: [ENDPOINT, ENDPOINT] }, '"engines.1.id"', '「engines.1.id」'],
    [{ defaultEngine: 'gpu' }, 'engines holds no "gpu"', '没有「gpu」'],
    [
      { engines: [{ ...ENDPOINT, command: 'rm' }] },
      'engines.0.command is not a known setting',
      '不认识',
    ],
  ])('%j leaves the defaults and says why in both languages', (content, en, zh) => {
    write(content);
    const { config, problem } = file.read();
    expect(config).toBe(DEFAULT_CONFIG);
    expect(problem?.en).toContain(en);
    expect(problem?.zh).toContain(zh);
    expect(problem?.en).toContain(path);
  });

  it('that is a directory is a problem, not an exception', () => {
    const { problem } = new ConfigFile(directory, '/').read();
    expect(problem?.en).toContain('not a regular file');
  });

  it('that is a pipe is not waited for', () => {
    execFileSync('mkfifo', ['-m', '600', path]);
    expect(file.read().problem?.en).toContain('not a regular file');
  });

  it('that is a link to itself is a problem, not an exception', () => {
    symlinkSync('config.json', path);
    expect(file.read().problem?.en).toContain('ELOOP');
    rmSync(path);
    write({ year: 2027 });
    expect(file.read()).toEqual({ config: { year: 2027, engines: [] } });
  });

  it('that is far too large is not read', () => {
    write('{}');
    truncateSync(path, 10_000_000_000);
    expect(file.read().problem?.en).toContain('1 MB');
  });
});

describe('engines that follow config.json', () => {
  interface Opened {
    readonly config: Config;
    closed: boolean;
  }
  const opened: Opened[] = [];

  function open(config: Config): Engines {
    const record: Opened = { config, closed: false };
    opened.push(record);
    return {
      views: () =>
        config.engines.map(({ id, kind }) => ({ id, kind, target: '', isDefault: false })),
      open: async () => {
        throw new AppError('ENGINE_UNKNOWN', text('没有', 'none'));
      },
      configProblem: () => undefined,
      close: async () => {
        record.closed = true;
      },
    };
  }

  beforeEach(() => {
    opened.length = 0;
  });

  it('are opened anew after a change; the old ones stay until the end', async () => {
    const engines = configuredEngines(file, open);
    write({ engines: [ENDPOINT] });
    expect(engines.views().map(({ id }) => id)).toEqual(['gpu']);
    engines.views();
    expect(opened.map(({ closed }) => closed)).toEqual([false, false]);
    await engines.close();
    expect(opened.map(({ closed }) => closed)).toEqual([true, true]);
  });

  it('name the broken file, not the engine, when the file is why an engine is unknown', async () => {
    const engines = configuredEngines(file, open);
    await expect(engines.open('gpu')).rejects.toMatchObject({ code: 'ENGINE_UNKNOWN' });
    write('{');
    await expect(engines.open('gpu')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(engines.configProblem()?.en).toContain(path);
  });
});

it('the schema for editors is the one that is enforced', async () => {
  const schema = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' });
  // After a change of the schema: `vitest run -u test/unit/adapters/config.test.ts`.
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../../../datasets/schemas/config.schema.json',
  );
});
