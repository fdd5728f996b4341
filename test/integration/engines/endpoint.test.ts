import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { endpointEngine } from '../../../server/adapters/engines/endpoint.ts';
import { type EndpointParts, INTERACTIVE } from '../../../server/adapters/engines/endpointParts.ts';
import { explainTransport } from '../../../server/adapters/engines/transportErrors.ts';
import type { Engine } from '../../../server/app/ports.ts';
import { deferred } from '../../support/deferred.ts';
import { answerOf, appError, engineRequest } from '../../support/engineRequests.ts';
import {
  type Answer,
  begin,
  DONE,
  delta,
  event,
  type FakeModelServer,
  fails,
  fakeModelServer,
  finish,
  hangsAfter,
  resetsAfter,
  resetsBeforeHeaders,
  says,
  silent,
  streams,
} from '../../support/fakeModelServer.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Scene {
  readonly server: FakeModelServer;
  readonly engine: Engine;
  /** The pauses that the engine took before another attempt, in ms. */
  readonly pauses: readonly number[];
}

interface SceneOptions {
  readonly socketPath?: string;
  readonly apiKeyEnv?: string;
  readonly parts?: Partial<EndpointParts>;
}

async function scene(answers: readonly Answer[], options: SceneOptions = {}): Promise<Scene> {
  const server = await fakeModelServer(answers, options);
  const { engine, pauses } = engineAt(server.url, options);
  closing.push(
    () => engine.close(),
    () => server.close(),
  );
  return { server, engine, pauses };
}

function engineAt(
  url: string,
  { apiKeyEnv, parts }: SceneOptions = {},
): { engine: Engine; pauses: number[] } {
  const pauses: number[] = [];
  const pause = async (ms: number): Promise<void> => void pauses.push(ms);
  const engine = endpointEngine(
    { id: 'tuned', kind: 'endpoint', url, model: 'qwen3-32b-ft', apiKeyEnv },
    { pause, ...parts },
  );
  return { engine, pauses };
}

const impatient = (limits: Partial<typeof INTERACTIVE>): SceneOptions => ({
  parts: { limits: { ...INTERACTIVE, ...limits } },
});

describe('a healthy server', () => {
  test('streams its text piece by piece and says how it ended', async () => {
    const { engine } = await scene([says('周姐，', '平江路', '的茶还记得。')]);
    expect(await answerOf(engine)).toMatchObject({
      pieces: ['周姐，', '平江路', '的茶还记得。'],
      reason: 'stop',
      error: undefined,
    });
  });

  test('is asked for a stream with our sampling, seed and no thinking', async () => {
    const { engine, server } = await scene([says('好')]);
    await answerOf(engine, { request: engineRequest('一起喝茶', 77) });
    expect(server.requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      body: {
        model: 'qwen3-32b-ft',
        stream: true,
        seed: 77,
        temperature: 0.7,
        top_p: 0.8,
        top_k: 20,
        max_tokens: 320,
        chat_template_kwargs: { enable_thinking: false },
      },
    });
  });

  test('answers behind a Unix socket, shown by its name only', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'mashang-endpoint-'));
    closing.push(() => rm(directory, { recursive: true }));
    const { engine } = await scene([says('好')], { socketPath: join(directory, 'model.sock') });
    expect((await answerOf(engine)).text).toBe('好');
    expect(engine.view.target).toBe('unix:model.sock');
  });

  test('gets the key from the environment, and nobody sees it', async () => {
    const parts = { env: { MODEL_KEY: 'sk-canary' } };
    const { engine, server } = await scene([says('好'), fails(401)], {
      apiKeyEnv: 'MODEL_KEY',
      parts,
    });
    await answerOf(engine);
    const error = appError((await answerOf(engine)).error);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer sk-canary');
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('canary');
    expect(error.text.en).toContain('Check the key in the environment variable MODEL_KEY');
  });

  test('keeps one socket for requests that follow each other', async () => {
    const { engine, server } = await scene([says('好')]);
    for (let round = 0; round < 5; round += 1) await answerOf(engine);
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  test('gets as many requests at once as the engine admits, none of them waiting for a socket', async () => {
    const { engine, server } = await scene([hangsAfter(delta('好'))]);
    const stop = new AbortController();
    const answers = Array.from({ length: engine.concurrency }, () =>
      answerOf(engine, { signal: stop.signal }),
    );
    await server.arrived(engine.concurrency);
    stop.abort();
    expect((await Promise.all(answers)).every(({ error }) => error === undefined)).toBe(true);
  });

  test('that refuses fields beyond OpenAI’s is asked again without them, once for all requests', async () => {
    const picky: Answer = (exchange) =>
      'chat_template_kwargs' in exchange.request
        ? fails(400, { message: 'Unrecognized request argument supplied: chat_template_kwargs' })(
            exchange,
          )
        : says('好')(exchange);
    const { engine, server } = await scene([picky]);
    expect((await answerOf(engine)).text).toBe('好');
    expect((await answerOf(engine)).text).toBe('好');
    expect(server.requests.map(({ body }) => 'top_k' in body)).toEqual([true, false, false]);
  });
});

describe('a stream that is cut or dressed unusually', () => {
  const whole = `${delta('周姐，')}${delta('龙虾🦞真香')}${finish()}${DONE}`;

  test('arrives one byte at a time', async () => {
    const bytes = [...Buffer.from(whole)].map((byte) => Buffer.from([byte]));
    const drip: Answer = ({ response }) => {
      begin(response);
      response.socket?.setNoDelay(true);
      const next = (): void => {
        const byte = bytes.shift();
        if (byte) response.write(byte, () => setImmediate(next));
        else response.end();
      };
      next();
    };
    const { engine } = await scene([drip]);
    expect(await answerOf(engine)).toMatchObject({ text: '周姐，龙虾🦞真香', reason: 'stop' });
  });

  test('is cut inside a character', async () => {
    const bytes = Buffer.from(whole);
    const middle = bytes.indexOf(Buffer.from('🦞')) + 2;
    const { engine } = await scene([streams(bytes.subarray(0, middle), bytes.subarray(middle))]);
    expect((await answerOf(engine)).text).toBe('周姐，龙虾🦞真香');
  });

  test('has CRLF, comments, other fields and data over several lines', async () => {
    const [first = '', second = ''] = JSON.stringify({
      choices: [{ delta: { content: '好' } }],
    }).split(/(?<=:)(?=\[)/);
    const dressed = `: ping\r\nevent: message\r\nid: 1\r\ndata: ${first}\r\ndata:${second}\r\n\r\n${finish().replaceAll('\n', '\r\n')}`;
    const { engine } = await scene([streams(dressed)]);
    expect(await answerOf(engine)).toMatchObject({ text: '好', reason: 'stop' });
  });

  test('carries reasoning and a leading think block, which are left out', async () => {
    const reasoning = event({ choices: [{ delta: { reasoning_content: '想一想' } }] });
    const { engine } = await scene([
      streams(
        reasoning,
        delta('<th'),
        delta('ink>想</think>\n\n'),
        delta('周姐好'),
        finish(),
        DONE,
      ),
    ]);
    expect((await answerOf(engine)).text).toBe('周姐好');
  });

  test('reports usage in an event without choices', async () => {
    const { engine } = await scene([
      streams(delta('好'), finish(), event({ choices: [], usage: { total_tokens: 9 } }), DONE),
    ]);
    expect(await answerOf(engine)).toMatchObject({ text: '好', reason: 'stop' });
  });

  test('ends at the token limit', async () => {
    const { engine } = await scene([streams(delta('写不完'), finish('length'), DONE)]);
    expect(await answerOf(engine)).toMatchObject({ text: '写不完', reason: 'length' });
  });

  test('is stopped when the server writes far beyond the token limit', async () => {
    const endless: Answer = ({ response }) => {
      begin(response);
      const more = (): void =>
        void (
          response.destroyed || response.write(delta('福'.repeat(64)), () => setImmediate(more))
        );
      more();
    };
    const { engine, server } = await scene([endless]);
    expect((await answerOf(engine)).reason).toBe('length');
    await server.requests[0]?.closed;
  });
});

interface Fault {
  readonly name: string;
  readonly answers: readonly Answer[];
  readonly code: string;
  readonly requests: number;
  readonly text?: string;
  readonly options?: SceneOptions;
}

const SOON = impatient({ firstTokenMs: 60, betweenTokensMs: 60 });
const malformed = event('{"choices": [{"delta": {"content": "坏');

const faults: readonly Fault[] = [
  {
    name: 'resets before it answers, twice',
    answers: [resetsBeforeHeaders],
    code: 'ENDPOINT_RESET',
    requests: 2,
  },
  {
    name: 'resets after the headers',
    answers: [resetsAfter()],
    code: 'ENDPOINT_RESET',
    requests: 1,
  },
  {
    name: 'resets in the middle',
    answers: [resetsAfter(delta('周姐'))],
    code: 'ENDPOINT_RESET',
    requests: 1,
    text: '周姐',
  },
  {
    name: 'closes cleanly without an end',
    answers: [streams(delta('周姐'))],
    code: 'ENDPOINT_RESET',
    requests: 1,
    text: '周姐',
  },
  {
    name: 'never answers',
    answers: [silent],
    code: 'ENDPOINT_STALLED',
    requests: 1,
    options: SOON,
  },
  {
    name: 'stalls before the first token, sending comments',
    answers: [hangsAfter(': ping\n\n')],
    code: 'ENDPOINT_STALLED',
    requests: 1,
    options: SOON,
  },
  {
    name: 'stalls in the middle',
    answers: [hangsAfter(delta('周姐'))],
    code: 'ENDPOINT_STALLED',
    requests: 1,
    text: '周姐',
    options: SOON,
  },
  {
    name: 'drips tokens beyond the total limit',
    answers: [dripping],
    code: 'ENDPOINT_STALLED',
    requests: 1,
    options: impatient({ totalMs: 80 }),
  },
  {
    name: 'sends events that are not JSON',
    answers: [streams(delta('周姐'), malformed)],
    code: 'ENDPOINT_NONSENSE',
    requests: 1,
    text: '周姐',
  },
  {
    name: 'sends JSON of another shape',
    answers: [streams(event({ hello: 1 }))],
    code: 'ENDPOINT_NONSENSE',
    requests: 1,
  },
  {
    name: 'sends bytes that are not UTF-8',
    answers: [streams(Buffer.from([0xff, 0xfe, 0x0a]))],
    code: 'ENDPOINT_NONSENSE',
    requests: 1,
  },
  {
    name: 'sends one line without end',
    answers: [streams('data: ', 'x'.repeat(1_200_000))],
    code: 'ENDPOINT_NONSENSE',
    requests: 1,
  },
  {
    name: 'sends empty choices only',
    answers: [streams(event({ choices: [] }), DONE)],
    code: 'ENDPOINT_NONSENSE',
    requests: 1,
  },
  {
    name: 'finishes for a reason we do not know',
    answers: [streams(delta('周姐'), finish('content_filter'), DONE)],
    code: 'ENDPOINT_NONSENSE',
    requests: 1,
    text: '周姐',
  },
  { name: 'answers with a web page', answers: [page], code: 'ENDPOINT_NONSENSE', requests: 1 },
  {
    name: 'speaks no HTTP',
    answers: [({ socket }) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n')],
    code: 'ENDPOINT_NONSENSE',
    requests: 1,
  },
  {
    name: 'reports an error inside a stream',
    answers: [streams(event({ error: { message: '平江路', type: 'InternalServerError' } }))],
    code: 'ENDPOINT_STATUS',
    requests: 1,
  },
  {
    name: 'reports an error as a plain 200',
    answers: [fails(200, { type: 'overloaded_error' })],
    code: 'ENDPOINT_STATUS',
    requests: 1,
  },
  { name: 'answers 400', answers: [fails(400)], code: 'ENDPOINT_STATUS', requests: 1 },
  { name: 'answers 401', answers: [fails(401)], code: 'ENDPOINT_STATUS', requests: 1 },
  {
    name: 'answers 404 because it holds another model now',
    answers: [fails(404, { type: 'NotFoundError' })],
    code: 'ENDPOINT_STATUS',
    requests: 1,
  },
  { name: 'answers 413', answers: [fails(413)], code: 'ENDPOINT_STATUS', requests: 1 },
  { name: 'answers 500', answers: [fails(500)], code: 'ENDPOINT_STATUS', requests: 1 },
  { name: 'answers 503 twice', answers: [fails(503)], code: 'ENDPOINT_STATUS', requests: 2 },
  { name: 'answers 429 twice', answers: [fails(429)], code: 'ENDPOINT_STATUS', requests: 2 },
  { name: 'redirects', answers: [fails(307)], code: 'ENDPOINT_STATUS', requests: 1 },
];

function dripping({ response }: Parameters<Answer>[0]): void {
  begin(response);
  const timer = setInterval(() => response.write(delta('福')), 10);
  response.once('close', () => clearInterval(timer));
}

function page({ response }: Parameters<Answer>[0]): void {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<html>Sign in</html>');
}

describe('a server that', () => {
  test.each(faults)('$name', async ({ answers, code, requests, text = '', options = {} }) => {
    const { engine, server } = await scene(answers, options);
    const answered = await answerOf(engine);
    const error = appError(answered.error);
    expect(error.code).toBe(code);
    expect(server.requests).toHaveLength(requests);
    expect(answered.reason).toBeUndefined();
    if (text) expect(answered.text).toBe(text);
    for (const words of Object.values(error.text)) {
      expect(words).toContain('tuned');
      expect(words).not.toMatch(/平江路|周姐/);
    }
  });

  test('listens on no port is tried twice', async () => {
    const server = await fakeModelServer([silent]);
    await server.close();
    const { engine, pauses } = engineAt(server.url);
    closing.push(() => engine.close());
    const error = appError((await answerOf(engine)).error);
    expect(error).toMatchObject({ code: 'ENDPOINT_REFUSED', retryable: true });
    expect(error.text.en).toContain('ECONNREFUSED');
    expect(pauses).toHaveLength(1);
  });

  test('has left no socket behind is named as unreachable', async () => {
    const { engine } = engineAt('unix:/nonexistent/model.sock');
    closing.push(() => engine.close());
    expect(appError((await answerOf(engine)).error)).toMatchObject({ code: 'ENDPOINT_REFUSED' });
  });

  test('has a name that resolves to nothing is asked once', async () => {
    const { engine, pauses } = engineAt('http://no-such-host.invalid:8000/v1');
    closing.push(() => engine.close());
    const error = appError((await answerOf(engine)).error);
    expect(error.code).toBe('ENDPOINT_REFUSED');
    expect(error.text.zh).toContain('http://no-such-host.invalid:8000/v1');
    expect(pauses).toHaveLength(0);
  });

  test('resets once and then answers costs one more attempt and no error', async () => {
    const { engine, pauses } = await scene([resetsBeforeHeaders, says('好')]);
    expect(await answerOf(engine)).toMatchObject({ text: '好', error: undefined });
    expect(pauses.every((ms) => ms <= INTERACTIVE.backoffMs)).toBe(true);
  });

  test('never connects is given up after the connect limit', async () => {
    // A full backlog cannot be made portably, but an address reserved for documentation never answers.
    const { engine } = engineAt('http://192.0.2.1:81/v1', impatient({ connectMs: 50 }));
    closing.push(() => engine.close());
    expect(appError((await answerOf(engine)).error).code).toBe('ENDPOINT_REFUSED');
  });
});

describe('Retry-After', () => {
  const busy = (retryAfter: string): readonly Answer[] => [fails(429, { retryAfter }), says('好')];

  test.each([
    ['0', 0],
    ['5', 5_000],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ])('%s is obeyed', async (header, ms) => {
    const { engine, pauses } = await scene(busy(header));
    expect((await answerOf(engine)).text).toBe('好');
    expect(pauses).toEqual([ms]);
  });

  test.each(['soon', '-3', '1.5.2'])('%s is junk and the usual pause is taken', async (header) => {
    const { engine, pauses } = await scene(busy(header), { parts: { random: () => 0.5 } });
    expect((await answerOf(engine)).text).toBe('好');
    expect(pauses).toEqual([INTERACTIVE.backoffMs / 2]);
  });

  test('1e9 seconds is not waited for', async () => {
    const { engine, pauses, server } = await scene(busy('1000000000'));
    expect(appError((await answerOf(engine)).error)).toMatchObject({
      code: 'ENDPOINT_STATUS',
      retryable: true,
    });
    expect([pauses.length, server.requests.length]).toEqual([0, 1]);
  });
});

describe('Stop', () => {
  async function stopMs(
    { engine, server }: Scene,
    stop: AbortController,
    answer: Promise<unknown>,
  ): Promise<number> {
    await server.arrived(1);
    const stopped = performance.now();
    stop.abort();
    const closed = await server.requests[0]?.closed;
    expect(await answer).toMatchObject({ reason: undefined, error: undefined });
    await engine.close();
    return (closed ?? Number.POSITIVE_INFINITY) - stopped;
  }

  test('in the middle of a text closes the socket within 100 ms and keeps what was written', async () => {
    const stage = await scene([hangsAfter(delta('周姐'))]);
    const stop = new AbortController();
    const first = deferred<string>();
    const answer = answerOf(stage.engine, { signal: stop.signal, onText: first.resolve });
    await first.promise;
    const ms = await stopMs(stage, stop, answer);
    console.log(`Stop was seen by the server after ${ms.toFixed(1)} ms`);
    expect(ms).toBeLessThan(100);
    expect(await answer).toMatchObject({ text: '周姐' });
  });

  test('before the first token closes the socket within 100 ms', async () => {
    const stage = await scene([silent]);
    const stop = new AbortController();
    expect(await stopMs(stage, stop, answerOf(stage.engine, { signal: stop.signal }))).toBeLessThan(
      100,
    );
  });

  test('during the pause before another attempt ends it', async () => {
    const paused = deferred<undefined>();
    const pause = (_ms: number, signal: AbortSignal): Promise<void> =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        paused.resolve(undefined);
      });
    const { engine } = await scene([fails(503)], { parts: { pause } });
    const stop = new AbortController();
    const answer = answerOf(engine, { signal: stop.signal });
    await paused.promise;
    stop.abort();
    expect(await answer).toMatchObject({ text: '', error: undefined });
  });

  test('of one request leaves the others alone', async () => {
    const { engine, server } = await scene([hangsAfter(delta('一')), says('二')]);
    const stop = new AbortController();
    const first = answerOf(engine, { signal: stop.signal });
    await server.arrived(1);
    const second = answerOf(engine);
    stop.abort();
    expect((await second).text).toBe('二');
    expect((await first).error).toBeUndefined();
  });

  test('by leaving the loop closes the socket too', async () => {
    const { engine, server } = await scene([hangsAfter(delta('周姐'))]);
    for await (const _ of engine.generate(engineRequest(), {
      signal: new AbortController().signal,
    }))
      break;
    await server.requests[0]?.closed;
  });
});

test('a certificate that nobody vouches for is named as such', () => {
  const culprit = { id: 'tuned', shown: 'https://models.example/v1', model: 'qwen3-32b-ft' };
  const failure = Object.assign(new Error('self-signed certificate'), {
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
  const error = appError(explainTransport(failure, culprit));
  expect(error).toMatchObject({ code: 'ENDPOINT_REFUSED', retryable: false });
  expect(error.text.en).toContain('NODE_EXTRA_CA_CERTS');
});

test('a bug is not dressed up as a fault of the server', () => {
  const bug = new TypeError('x is not a function');
  const culprit = { id: 'tuned', shown: 'https://models.example/v1', model: 'qwen3-32b-ft' };
  expect(explainTransport(bug, culprit)).toBe(bug);
});

test('an address that is none is a problem of config.json', () => {
  expect(() => engineAt('unix:relative.sock')).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID' }),
  );
});

test('credentials in an address are not shown', () => {
  expect(engineAt('https://me:secret@models.example/v1?key=secret').engine.view.target).toBe(
    'https://models.example/v1',
  );
});
