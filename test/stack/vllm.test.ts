import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { type DaemonClient, daemonClient } from '../../server/cli/daemonClient.ts';
import {
  type GenerateResult,
  generateGreeting,
  greetingDelta,
} from '../../server/protocol/requests.ts';
import { deferred } from '../support/deferred.ts';
import { UserHome } from '../support/userHome.ts';
import { MODEL_NAME, SEATS, startVllm, type VllmServer } from './vllmServer.ts';

const INPUT = {
  称呼: '周姐',
  关系: '朋友',
  交往细节: '去年秋天一起在平江路喝茶，她教我认了几种乌龙',
  风格: '随意',
  字数: '40-80',
} as const;

interface Asked {
  readonly answer: Promise<GenerateResult>;
  /** The pieces so far. */
  readonly pieces: readonly string[];
  readonly firstPiece: Promise<unknown>;
  readonly stop: () => void;
}

let vllm: VllmServer;
let home: UserHome;
let client: DaemonClient;
const figures: string[] = [];
const listeners = new Map<string, (piece: string) => void>();

beforeAll(async () => {
  vllm = await startVllm();
  figures.push(`vLLM ready after ${(vllm.readyMs / 1000).toFixed(1)} s`);
  home = await UserHome.make();
  await home.writeConfig({
    engines: [{ id: 'vllm', kind: 'endpoint', url: vllm.url, model: MODEL_NAME }],
  });
  client = daemonClient(await home.connect());
  client.connection.onNotification(greetingDelta, ({ requestId, text }) =>
    listeners.get(requestId)?.(text),
  );
});

afterAll(async () => {
  client?.close();
  await home?.remove();
  await vllm?.stop();
  console.log(`Figures\n  ${figures.join('\n  ')}`);
});

/** Asks the daemon over its socket, as a window or the command line does. */
function ask(requestId: string, { seed = 1, count = 1 } = {}): Asked {
  const pieces: string[] = [];
  const first = deferred<string>();
  const cancel = new CancellationTokenSource();
  listeners.set(requestId, (piece) => {
    pieces.push(piece);
    first.resolve(piece);
  });
  const params = { requestId, input: INPUT, engine: 'vllm', count, seed };
  const answer = client.during(
    client.connection.sendRequest(generateGreeting, params, cancel.token),
  );
  // A request that fails before its first piece must not leave a test waiting for one.
  const firstPiece = Promise.race([first.promise, answer]);
  firstPiece.catch(() => {});
  return { answer, pieces, firstPiece, stop: () => cancel.cancel() };
}

/** One character is one token of the mini model. */
function characters(answers: readonly GenerateResult[]): number {
  return answers
    .flatMap(({ candidates }) => candidates)
    .reduce((sum, { text }) => sum + text.length, 0);
}

describe('a greeting from the real vLLM, through the daemon', () => {
  test('arrives in several pieces before it is done', async () => {
    const { answer, pieces } = ask('stream');
    let before = 0;
    const { candidates } = await answer.finally(() => {
      before = pieces.length;
    });
    expect(before).toBeGreaterThan(3);
    expect(candidates[0]?.partial).toBeUndefined();
    expect(pieces.join('').trim()).toBe(candidates[0]?.text);
  });

  test('addresses the person, in the best of four', async () => {
    const { candidates } = await ask('address', { count: 4, seed: 11 }).answer;
    expect(candidates).toHaveLength(4);
    expect(candidates[0]?.text).toContain(INPUT.称呼);
  });

  test('is the same again for the same seed', async () => {
    const [first, second] = [
      await ask('seed-1', { seed: 5 }).answer,
      await ask('seed-2', { seed: 5 }).answer,
    ];
    expect(first.candidates[0]?.text).toBe(second.candidates[0]?.text);
  });

  test('takes its time alone', async () => {
    const started = performance.now();
    const answer = await ask('alone', { seed: 21 }).answer;
    const seconds = (performance.now() - started) / 1000;
    figures.push(
      `1 request: first token ${answer.firstTokenMs.toFixed(0)} ms, ${rate([answer], seconds)}`,
    );
  });

  test('is one of sixteen that are made together', async () => {
    const started = performance.now();
    let ended = 0;
    let begunBeforeAnyEnd = 0;
    let busiest = 0;
    const asked = Array.from({ length: SEATS }, (_, index) =>
      ask(`many-${index}`, { seed: 100 + index }),
    );
    const all = Promise.all(
      asked.map(async ({ answer, firstPiece }) => {
        await firstPiece;
        if (ended === 0) begunBeforeAnyEnd += 1;
        const result = await answer;
        ended += 1;
        return result;
      }),
    );
    all.catch(() => {});
    while (ended < SEATS && busiest < SEATS) {
      busiest = Math.max(busiest, await Promise.race([vllm.running(), all.then(() => 0)]));
      if (ended > 0 && busiest === 0) break;
    }
    const answers = await all;
    const seconds = (performance.now() - started) / 1000;
    figures.push(
      `${SEATS} requests: ${busiest} running at once by vLLM's count, ${rate(answers, seconds)}`,
    );
    expect(answers.every(({ candidates }) => candidates[0]?.text)).toBe(true);
    expect(Math.max(begunBeforeAnyEnd, busiest)).toBeGreaterThanOrEqual(8);
  });

  test('is dropped by vLLM when it is stopped', async () => {
    const { answer, firstPiece, stop } = ask('stopped', { count: 8, seed: 300 });
    await firstPiece;
    const stopped = performance.now();
    stop();
    const outcome = await answer.then(
      ({ candidates }) => candidates.filter(({ partial }) => partial).length,
      () => 0,
    );
    const answeredMs = performance.now() - stopped;
    await expect.poll(() => vllm.running(), { timeout: 5_000, interval: 20 }).toBe(0);
    const idleMs = performance.now() - stopped;
    figures.push(
      `Stop of 8 requests: answered after ${answeredMs.toFixed(0)} ms with ${outcome} partial texts, vLLM idle after ${idleMs.toFixed(0)} ms`,
    );
    expect(answeredMs).toBeLessThan(500);
  });
});

function rate(answers: readonly GenerateResult[], seconds: number): string {
  return `${Math.round(characters(answers) / seconds)} tokens/s`;
}
