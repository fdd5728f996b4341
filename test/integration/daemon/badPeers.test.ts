import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed, UserHome } from '../../support/userHome.ts';

let home: UserHome;
let pid: number;

beforeAll(async () => {
  home = await UserHome.make({ MASHANG_IDLE_MS: '60000' });
  pid = (await home.status({ start: true }))?.pid ?? 0;
});

afterAll(() => home.remove());

async function othersAreServed(): Promise<void> {
  expect((await home.status())?.pid).toBe(pid);
}

function frame(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const STATUS = frame(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'daemon/' + 'status' }));

describe('a bad peer harms nobody else', () => {
  it('when it says nothing', async () => {
    const silent = await home.connect();
    await othersAreServed();
    silent.destroy();
  });

  it('when it stops in the middle of a frame', async () => {
    const half = await home.connect();
    half.write('Content-Length: 100\r\n\r\n{"jsonrpc"');
    await othersAreServed();
    half.destroy();
    await othersAreServed();
  });

  it('when it announces a frame of 64 MB', async () => {
    const huge = await home.connect();
    huge.write(`Content-Length: ${64 * 1024 * 1024}\r\n\r\n`);
    await closed(huge);
    await othersAreServed();
  });

  it('when it sends a header that does not end', async () => {
    const endless = await home.connect();
    endless.write('X-Header: '.repeat(1000));
    await closed(endless);
    await othersAreServed();
  });

  it('when a browser would have sent it', async () => {
    const http = await home.connect();
    http.write('GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n\r\n');
    await closed(http);
    await othersAreServed();
  });

  it.each([
    'not json',
    'null',
    '5',
    '[]',
    '{}',
    '"x"',
    '{"jsonrpc":"2.0","id":{},"method":7}',
    '[[[['.repeat(10_000),
  ])('when a frame holds %.20s', async (body) => {
    const odd = await home.connect();
    odd.write(frame(body));
    odd.resume();
    await othersAreServed();
    odd.destroy();
  });

  it('when it vanishes while its answers are on the way', async () => {
    const peers = await Promise.all(Array.from({ length: 20 }, () => home.connect()));
    for (const peer of peers) {
      peer.write(STATUS.repeat(200));
      peer.destroy();
    }
    await othersAreServed();
  });

  it('when it asks and never reads', async () => {
    const deaf = await home.connect();
    deaf.pause();
    deaf.write(STATUS.repeat(5000));
    await othersAreServed();
    deaf.destroy();
  });

  it('and leaves no open file and no bug behind', async () => {
    const open = async (): Promise<number> => (await readdir(`/proc/${pid}/fd`)).length;
    await othersAreServed();
    const before = await open();
    for (let round = 0; round < 50; round += 1) {
      const peer = await home.connect();
      peer.write('garbage\r\n\r\n');
      await closed(peer);
    }
    await othersAreServed();
    expect(await open()).toBeLessThanOrEqual(before + 1);
    expect(await home.logText()).not.toContain('"bug"');
  });
});
