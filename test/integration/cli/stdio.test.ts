import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMessageConnection } from 'vscode-jsonrpc/node';
import { finished, UserHome } from '../../support/userHome.ts';

let home: UserHome;

beforeEach(async () => {
  home = await UserHome.make();
});

afterEach(() => home.remove());

it('mashang --stdio is a language server that ends with its client', async () => {
  const child = home.start(['--stdio']);
  const end = finished(child);
  if (child.stdout === null || child.stdin === null) throw new Error('no streams');
  const connection = createMessageConnection(child.stdout, child.stdin);
  connection.listen();
  const { serverInfo } = await connection.sendRequest<{ serverInfo: unknown }>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
  });
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  expect(serverInfo).toMatchObject({ name: 'mashang' });
  expect((await end).code).toBe(0);
});

it('mashang --stdio ends when its client vanishes', async () => {
  const child = home.start(['--stdio']);
  child.stdin?.end();
  expect((await finished(child)).code).toBe(0);
});
