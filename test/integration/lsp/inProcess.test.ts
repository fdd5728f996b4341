import { expect, it } from 'vitest';
import { attachInProcess } from '../../../server/inProcess.ts';
import { appendRow, assessGreeting, generateGreeting } from '../../../server/protocol/requests.ts';
import { LspClient } from '../../support/lspClient.ts';
import { row } from '../../support/rows.ts';

const URI = 'file:///w/my.greetings.jsonl';
const INPUT = {
  称呼: '冰哥',
  关系: '同学',
  交往细节: '八年室友',
  风格: '轻松幽默风',
  字数: '20-50字',
};

function restricted(): Promise<LspClient> {
  return LspClient.over((reader, writer) =>
    attachInProcess({ reader, writer }, { docsBase: 'https://example.invalid/rules', year: 2026 }),
  );
}

it('lints without a daemon', async () => {
  const client = await restricted();
  const found = await client.lint(URI, `${row({ 祝福语: '冰哥，新年快乐！愿友谊长存。' })}\n`);
  expect(found.map(({ code }) => code)).toContain('EVID001');
  expect(found[0]?.codeDescription?.href).toMatch(
    /^https:\/\/example\.invalid\/rules\/[A-Z]+\d+\.md$/,
  );
});

it('generates nothing and says how to change that', async () => {
  const client = await restricted();
  const request = client.connection.sendRequest(generateGreeting, {
    requestId: 'r',
    input: INPUT,
    count: 1,
  });
  await expect(request).rejects.toMatchObject({
    message: expect.stringContaining('受限模式') as string,
    data: { code: 'RESTRICTED_MODE', retryable: false },
  });
});

it('still assesses a text and adds a row', async () => {
  const client = await restricted();
  await client.lint(URI, '');
  const read = await client.connection.sendRequest(assessGreeting, {
    input: INPUT,
    text: '冰哥，八年了',
  });
  expect(read.unitsUsed).toBe(1);
  const params = {
    uri: URI,
    input: INPUT,
    text: '冰哥，八年了',
    sourceKind: 'edited',
    by: 'me',
  } as const;
  expect((await client.connection.sendRequest(appendRow, params)).insert).toContain(
    '"kind":"edited"',
  );
});

it('ends when the client says exit, and leaves the process alone', async () => {
  const client = await restricted();
  const closed = new Promise<void>((resolve) => client.connection.onClose(() => resolve()));
  await client.connection.sendRequest('shutdown');
  await client.connection.sendNotification('exit');
  await closed;
});
