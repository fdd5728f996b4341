import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Agent } from 'undici';
import { endGroup, isAlive } from '../../scripts/support/process.mjs';

const ARTIFACTS = fileURLToPath(new URL('../../artifacts/', import.meta.url));
const START_LIMIT_MS = 600_000;
export const MODEL_NAME = 'mini';
/** Requests that the server decodes together. */
export const SEATS = 16;

export interface VllmServer {
  /** For config.json. */
  readonly url: string;
  readonly readyMs: number;
  /** The requests that it is working on, by its own count. */
  readonly running: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** A real vLLM on the CPU behind a Unix socket in a private directory; resolves when it is healthy. */
export async function startVllm(): Promise<VllmServer> {
  const started = performance.now();
  const { vllm, model } = await stackPaths();
  const directory = await mkdtemp(join(tmpdir(), 'mashang-vllm-'));
  const socketPath = join(directory, 'vllm.sock');
  const log = join(ARTIFACTS, 'vllm.log');
  const pid = spawnVllm(vllm, serveArguments(model, socketPath), { directory, log });
  const agent = new Agent({ connect: { socketPath } });
  const get = async (path: string): Promise<string | undefined> => {
    const response = await agent
      .request({ origin: 'http://localhost', path, method: 'GET' })
      .catch(() => undefined);
    const body = await response?.body.text();
    return response?.statusCode === 200 ? body : undefined;
  };
  const stop = async (): Promise<void> => {
    await agent.destroy();
    await endGroup(pid);
    await rm(directory, { recursive: true, force: true });
  };
  if (!(await healthy(pid, get))) {
    await stop();
    throw new Error(
      `vLLM did not start; the end of its log:\n${(await readFile(log, 'utf8')).slice(-4_000)}`,
    );
  }
  return {
    url: `unix:${socketPath}`,
    readyMs: performance.now() - started,
    running: async () => sumOf('vllm:num_requests_running', (await get('/metrics')) ?? ''),
    stop,
  };
}

async function stackPaths(): Promise<{ readonly vllm: string; readonly model: string }> {
  const text = await readFile(join(ARTIFACTS, 'stack.json'), 'utf8').catch(() => {
    throw new Error('The stack is not set up: run npm run test:stack, which does that first');
  });
  return JSON.parse(text) as { vllm: string; model: string };
}

function serveArguments(model: string, socketPath: string): readonly string[] {
  const named = ['--served-model-name', MODEL_NAME, '--uds', socketPath];
  const small = ['--enforce-eager', '--dtype', 'bfloat16', '--max-model-len', '512'];
  return ['serve', model, ...named, ...small, '--max-num-seqs', String(SEATS)];
}

function spawnVllm(
  program: string,
  args: readonly string[],
  { directory, log }: { readonly directory: string; readonly log: string },
): number {
  const output = openSync(log, 'w');
  const env = environment(directory);
  // A group of its own, so that the engine processes it forks end with it.
  const child = spawn(program, args, {
    cwd: directory,
    detached: true,
    env,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  // A program that cannot be started has no pid and shows up as a server that never gets healthy.
  child.on('error', () => {});
  return child.pid ?? 0;
}

/** Nothing is asked of any network, and nothing is left outside the directory. */
function environment(directory: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    VLLM_CPU_KVCACHE_SPACE: '1',
    VLLM_CACHE_ROOT: join(directory, 'cache'),
    VLLM_NO_USAGE_STATS: '1',
    DO_NOT_TRACK: '1',
    HF_HUB_OFFLINE: '1',
    TRANSFORMERS_OFFLINE: '1',
    PYTHONNOUSERSITE: '1',
  };
}

async function healthy(
  pid: number,
  get: (path: string) => Promise<string | undefined>,
): Promise<boolean> {
  const deadline = performance.now() + START_LIMIT_MS;
  while (pid !== 0 && isAlive(pid) && performance.now() < deadline) {
    if ((await get('/health')) !== undefined) return true;
    await delay(250);
  }
  return false;
}

/** The sum of a metric over all of its labels, in Prometheus's text format. */
function sumOf(metric: string, exposition: string): number {
  return exposition
    .split('\n')
    .filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
