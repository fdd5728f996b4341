import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, type ResponseError } from 'vscode-languageserver-protocol';
import type { EngineEvent, EngineRequest } from '../../../server/app/ports.ts';
import { AppError } from '../../../server/core/errors.ts';
import { text } from '../../../server/core/text.ts';
import {
  appendRow,
  assessGreeting,
  type DeltaParams,
  generateGreeting,
  greetingDelta,
  ignoreRule,
} from '../../../server/protocol/requests.ts';
import { deferred } from '../../support/deferred.ts';
import { edited, LspClient } from '../../support/lspClient.ts';
import { row } from '../../support/rows.ts';
import { testApp } from '../../support/testApp.ts';

const URI = 'file:///w/my.greetings.jsonl';
const INPUT = {
  称呼: '冰哥',
  关系: '同学',
  交往细节: '八年室友',
  风格: '轻松幽默风',
  字数: '20-50字',
};
const REQUEST = { requestId: 'r1', input: INPUT, count: 1 };

async function* written(...pieces: string[]): AsyncGenerator<EngineEvent> {
  for (const piece of pieces) yield { kind: 'text', text: piece };
  yield { kind: 'end', reason: 'stop' };
}

/** Writes one piece and then waits until it is stopped. */
async function* endless(signal: AbortSignal): AsyncGenerator<EngineEvent> {
  yield { kind: 'text', text: '冰哥，' };
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** What a request was refused with. */
async function refusal(
  request: Promise<unknown>,
): Promise<ResponseError<{ code: string; text: unknown }>> {
  return request.then(
    () => expect.fail('was answered'),
    (error: unknown) => error as never,
  );
}

describe('greetings/generate', () => {
  it('streams the text in order and answers after the last of it', async () => {
    const client = await LspClient.start(
      testApp({ generate: () => written('冰哥，', '八年', '了') }),
    );
    const deltas: DeltaParams[] = [];
    client.connection.onNotification(greetingDelta, (delta) => void deltas.push(delta));
    const result = await client.connection.sendRequest(generateGreeting, REQUEST);
    expect(deltas[0]).toEqual({ requestId: 'r1', candidate: 0, text: '冰哥，' });
    expect(deltas.map((delta) => delta.text).join('')).toBe('冰哥，八年了');
    expect(result).toMatchObject({
      requestId: 'r1',
      engine: 'scripted',
      candidates: [{ text: '冰哥，八年了', unitsUsed: 1 }],
    });
  });

  it('stops the engine when it is cancelled, and keeps what was written', async () => {
    const client = await LspClient.start(testApp({ generate: (_, signal) => endless(signal) }));
    const cancel = new CancellationTokenSource();
    client.connection.onNotification(greetingDelta, () => cancel.cancel());
    const result = await client.connection.sendRequest(generateGreeting, REQUEST, cancel.token);
    expect(result.candidates).toMatchObject([{ text: '冰哥，', partial: true }]);
  });

  it('stops the engine when the client vanishes, and survives text that still comes', async () => {
    const done = deferred<void>();
    async function* stubborn(signal: AbortSignal): AsyncGenerator<EngineEvent> {
      yield* endless(signal);
      for (const piece of ['八', '年', '了']) yield { kind: 'text', text: piece };
      setImmediate(done.resolve);
    }
    const client = await LspClient.start(testApp({ generate: (_, signal) => stubborn(signal) }));
    client.connection.onNotification(greetingDelta, () => client.vanish());
    void client.connection.sendRequest(generateGreeting, REQUEST).catch(() => undefined);
    await done.promise;
  });

  it.each([
    ['zh', '引擎没开'],
    ['en', 'The engine is off'],
  ])('tells a failure of the world in %s', async (locale, message) => {
    const failure = new AppError('ENDPOINT_REFUSED', text('引擎没开', 'The engine is off'), {
      retryable: true,
    });
    const client = await LspClient.start(
      testApp({
        generate: () => {
          throw failure;
        },
      }),
      { locale },
    );
    const error = await refusal(client.connection.sendRequest(generateGreeting, REQUEST));
    expect(error.message).toBe(message);
    expect(error.data).toEqual({ code: 'ENDPOINT_REFUSED', text: failure.text, retryable: true });
    expect(client.logged).toEqual([]);
  });

  it('logs a bug once, without row text, and lives on', async () => {
    const client = await LspClient.start(
      testApp({
        generate: ({ messages }) => {
          throw new TypeError(messages[1]?.content);
        },
      }),
    );
    for (const requestId of ['a', 'b']) {
      const error = await refusal(
        client.connection.sendRequest(generateGreeting, { ...REQUEST, requestId }),
      );
      expect(error).toMatchObject({
        code: -32603,
        message: expect.stringContaining('程序内部出错') as string,
      });
    }
    expect(client.logged).toHaveLength(1);
    expect(client.logged[0]).toMatch(/^request: TypeError/);
    expect(client.logged[0]).not.toContain('室友');
  });

  it('names what is wrong in a request and does not repeat what stood there', async () => {
    const client = await LspClient.start(testApp());
    const wrong = { ...REQUEST, count: 99, input: { ...INPUT, 称呼: ['秘密'] } } as never;
    const error = await refusal(client.connection.sendRequest(generateGreeting, wrong));
    expect(error.data?.code).toBe('INPUT_INVALID');
    expect(error.message).toContain('input.称呼, count');
    expect(error.message).not.toContain('秘密');
  });
});

it('greetings/assess reads an edited text as if it had just been made', async () => {
  const client = await LspClient.start(testApp());
  const read = await client.connection.sendRequest(assessGreeting, {
    input: INPUT,
    text: '冰哥，八年了',
  });
  expect(read).toMatchObject({ unitsUsed: 1, units: 1, characters: { without: 5 } });
});

describe('a question about a document that makes no sense', () => {
  const textDocument = { uri: URI };
  const endless = { start: { line: -1e9, character: 0 }, end: { line: 1, character: 0 } };

  it.each([
    [
      'textDocument/hover',
      { textDocument, position: { line: '秘密', character: 0 } },
      'position.line',
    ],
    ['textDocument/completion', { textDocument: '秘密' }, 'textDocument'],
    ['textDocument/codeAction', { textDocument, range: endless, context: {} }, 'range.start.line'],
    ['textDocument/rangeFormatting', { textDocument }, 'range'],
    ['textDocument/codeLens', {}, 'textDocument'],
    ['dataset/ignoreRule', null, '整个请求'],
  ])('%s with %j is refused, and is no bug', async (method, params, place) => {
    const client = await LspClient.start(testApp());
    await client.lint(URI, row());
    const error = await refusal(client.connection.sendRequest(method, params as object));
    expect(error.data?.code).toBe('INPUT_INVALID');
    expect(error.message).toContain(place);
    expect(error.message).not.toContain('秘密');
    expect(client.logged).toEqual([]);
  });
});

describe('the year that a window is set to', () => {
  const settings = { initializationOptions: { mashang: { year: 2027 } } };

  it('is the one that greetings are written and judged for', async () => {
    let system = '';
    const generate = ({ messages }: EngineRequest): AsyncGenerator<EngineEvent> => {
      system = messages[0]?.content ?? '';
      return written('冰哥，八年了，马年大吉');
    };
    const client = await LspClient.start(testApp({ generate }), settings);
    const { candidates } = await client.connection.sendRequest(generateGreeting, REQUEST);
    expect(system).toContain('2027年春节，丁未羊年');
    expect(candidates[0]?.findings.map(({ code }) => code)).toContain('FACT701');
  });

  it('is the one that an edited greeting is judged for, as its row would be', async () => {
    const client = await LspClient.start(testApp(), settings);
    const codes = async (): Promise<string[]> => {
      const assess = { input: INPUT, text: '冰哥，八年了，马年大吉' };
      const { findings } = await client.connection.sendRequest(assessGreeting, assess);
      return findings.map(({ code }) => code);
    };
    expect(await codes()).toContain('FACT701');
    await client.configure({ mashang: {} });
    expect(await codes()).not.toContain('FACT701');
  });
});

describe('dataset/appendRow', () => {
  const append = {
    uri: URI,
    input: INPUT,
    text: '冰哥，八年了',
    sourceKind: 'generated',
    by: 'mini',
  } as const;

  async function appended(before: string, uri = URI): Promise<string> {
    const client = await LspClient.start(testApp());
    await client.open(uri, before);
    const { line, character, insert } = await client.connection.sendRequest(appendRow, {
      ...append,
      uri,
    });
    const at = { line, character };
    return edited(before, [{ range: { start: at, end: at }, newText: insert }]);
  }

  const added = `${JSON.stringify({ ...INPUT, 祝福语: '冰哥，八年了', meta: { source: { kind: 'generated', by: 'mini', at: '2026-01-20' } } })}\n`;

  it('adds a line behind the last newline', async () =>
    expect(await appended(`${row()}\n`)).toBe(`${row()}\n${added}`));
  it('adds the newline that the last row lacks', async () =>
    expect(await appended(row())).toBe(`${row()}\n${added}`));
  it('keeps the line ends of the file', async () =>
    expect(await appended(`${row()}\r\n`)).toBe(`${row()}\r\n${added.replace('\n', '\r\n')}`));
  it('fills a new untitled file', async () =>
    expect(await appended('', 'untitled:Untitled-1')).toBe(added));

  it('refuses a document that is not open, and a foreign one', async () => {
    const client = await LspClient.start(testApp());
    await client.open('file:///w/log.jsonl', '{"role":"user"}\n');
    for (const uri of [URI, 'file:///w/log.jsonl']) {
      const error = await refusal(client.connection.sendRequest(appendRow, { ...append, uri }));
      expect(error.data?.code).toBe('INPUT_INVALID');
    }
  });
});

describe('dataset/ignoreRule', () => {
  const flagged = row({ 祝福语: '冰哥，新年快乐！愿友谊长存。' });
  const params = { uri: URI, version: 1, line: 0, rule: 'EVID001', reason: '他就爱听这个' };

  it('silences the rule for that row, with the reason', async () => {
    const client = await LspClient.start(testApp());
    expect((await client.lint(URI, flagged)).some(({ code }) => code === 'EVID001')).toBe(true);
    const { line, start, end, insert } = await client.connection.sendRequest(ignoreRule, params);
    const range = { start: { line, character: start }, end: { line, character: end } };
    await client.change(URI, 2, { range, text: insert });
    expect((await client.diagnostics(URI, 2)).some(({ code }) => code === 'EVID001')).toBe(false);
    expect(edited(flagged, [{ range, newText: insert }])).toContain(
      '"ignore":[{"rule":"EVID001","reason":"他就爱听这个"}]',
    );
  });

  it.each([
    ['an old version', { version: 0 }, '改动过'],
    ['a line without a row', { line: 5 }, '第 6 行'],
    ['no reason', { reason: '  ' }, 'reason'],
    ['a document that is not open', { uri: 'file:///w/other.greetings.jsonl' }, '没有找到'],
  ])('refuses %s', async (_, wrong, message) => {
    const client = await LspClient.start(testApp());
    await client.lint(URI, flagged);
    const error = await refusal(client.connection.sendRequest(ignoreRule, { ...params, ...wrong }));
    expect(error.data?.code).toBe('INPUT_INVALID');
    expect(error.message).toContain(message);
  });
});
