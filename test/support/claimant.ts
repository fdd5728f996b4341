// A process that does nothing but claim a socket name, so that many can race cheaply:
// `node claimant.ts PATH [dies-listening]`. It prints `owner` or `taken`; an owner then answers each
// line on stdin with `held` or `lost`, and ends when stdin does.
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { claim } from '../../server/daemon/claim.ts';

const [path = '', manner] = process.argv.slice(2);
const server = createServer((socket) => socket.on('error', () => {}));

if (manner === 'dies-listening') {
  const half = join(dirname(path), `${process.pid}-0a0b0c.s`);
  await new Promise<void>((resolve) => server.listen(half, resolve));
  process.kill(process.pid, 'SIGKILL');
}

const held = await claim(server, path);
console.log(held === undefined ? 'taken' : 'owner');
if (held === undefined) server.close();
else {
  for await (const _ of createInterface(process.stdin))
    console.log((await held.isHeld()) ? 'held' : 'lost');
  await held.release();
  server.close();
}
