import { once } from 'node:events';
import { expect, it } from 'vitest';
import { FRAME_LIMIT_BYTES, FrameGuard } from '../../../server/daemon/frameGuard.ts';

const frame = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** What comes out when these chunks go in; an Error when the guard refuses them. */
async function through(...chunks: readonly (string | Buffer)[]): Promise<string | Error> {
  const guard = new FrameGuard();
  const pieces: Buffer[] = [];
  guard.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = Promise.race([once(guard, 'end'), once(guard, 'error')]).catch((error: Error) => [
    error,
  ]);
  for (const chunk of chunks) guard.write(chunk);
  guard.end();
  const [error] = (await ended) as [Error?];
  return error ?? Buffer.concat(pieces).toString();
}

it('frames pass unchanged, several in a chunk', async () => {
  const all = frame('{"a":1}') + frame('') + frame('"新年好"');
  expect(await through(all)).toBe(all);
});

it('frames pass unchanged, one byte at a time', async () => {
  const all = frame('{"a":1}') + frame('"新年好"');
  expect(await through(...[...Buffer.from(all)].map((byte) => Buffer.from([byte])))).toBe(all);
});

it('a second header and any order of the two are fine', async () => {
  const typed =
    'Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}';
  expect(await through(typed)).toBe(typed);
});

it('a frame just under the limit may begin', async () => {
  const start = `Content-Length: ${FRAME_LIMIT_BYTES - 1}\r\n\r\n{`;
  expect(await through(start)).toBe(start);
});

it.each([
  [`Content-Length: ${FRAME_LIMIT_BYTES}\r\n\r\n`, 'frame too large'],
  ['Content-Length: 99999999999999999999\r\n\r\n', 'not a frame'],
  ['Content-Length: -1\r\n\r\n', 'not a frame'],
  ['Content-Length: 1e3\r\n\r\n', 'not a frame'],
  ['GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', 'not a frame'],
  ['x'.repeat(10_000), 'header too long'],
  [`${frame('{}')}garbage\r\n\r\n`, 'not a frame'],
])('%.40j is refused', async (bytes, reason) => {
  expect(await through(bytes)).toEqual(new Error(reason));
});
