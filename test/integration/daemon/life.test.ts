import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdir, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../../../server/app/ports.ts';
import { daemonClient } from '../../../server/cli/daemonClient.ts';
import { claim } from '../../../server/daemon/claim.ts';
import { connectDaemon, findDaemon } from '../../../server/daemon/connect.ts';
import { runDaemon } from '../../../server/daemon/daemon.ts';
import { runtimeDirectory } from '../../../server/daemon/directory.ts';
import { socketName } from '../../../server/daemon/identity.ts';
import { daemonStatus, stopDaemon } from '../../../server/protocol/requests.ts';
import { testApp } from '../../support/testApp.ts';
import { closed, finished, PROGRAM, UserHome } from '../../support/userHome.ts';

let home: UserHome;

beforeEach(async () => {
  home = await UserHome.make();
});

afterEach(() => home.remove());

describe('the daemon', () => {
  it('is one for clients that all start at once', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => home.status({ start: true })));
    expect(new Set(all.map((status) => status?.pid)).size).toBe(1);
  });

  it('listens under a name made of protocol and build, for its owner alone', async () => {
    await home.status({ start: true });
    const name = await socketName(PROGRAM);
    expect(name).toMatch(/^1-[0-9a-f]{12}\.s$/);
    expect(await home.sockets()).toEqual([name]);
    expect((await stat(join(home.runtime, name))).mode & 0o777).toBe(0o600);
  });

  it('is started anew by the next client after kill -9', async () => {
    const first = (await home.status({ start: true }))?.pid ?? 0;
    const gone = closed(await home.connect());
    process.kill(first, 'SIGKILL');
    await gone;
    const second = (await home.status({ start: true }))?.pid;
    expect(second).toBeGreaterThan(0);
    expect(second).not.toBe(first);
    expect(await home.sockets()).toEqual([await socketName(PROGRAM)]);
  });

  it('goes when nobody has come for a while, and takes its name along', async () => {
    home.env['MASHANG_IDLE_MS'] = '200';
    const daemon = home.start(['daemon', 'run']);
    const { code } = await finished(daemon);
    expect(code).toBe(0);
    expect(await home.sockets()).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('leaves in order on %s', async (signal) => {
    const daemon = home.start(['daemon', 'run']);
    await once(daemon.stderr ?? daemon, 'data');
    const farewell = closed(await home.connect());
    daemon.kill(signal);
    const { code } = await finished(daemon);
    await farewell;
    expect(code).toBe(0);
    expect(await home.sockets()).toEqual([]);
  });

  it('leaves when its name was deleted, so that no client is split from the others', async () => {
    const daemon = home.start(['daemon', 'run']);
    await once(daemon.stderr ?? daemon, 'data');
    await rm(join(home.runtime, await socketName(PROGRAM)));
    const { code, err } = await finished(daemon);
    expect(code).toBe(0);
    expect(err).toContain('name lost');
  });

  it('that finds another one alive leaves at once', async () => {
    const pid = (await home.status({ start: true }))?.pid;
    const { code } = await home.run(['daemon', 'run']);
    expect(code).toBe(0);
    expect((await home.status())?.pid).toBe(pid);
  });

  it('says in the error of its first client why it did not start', async () => {
    const program = join(home.directory, 'broken.mjs');
    await writeFile(program, "console.error('no such thing as a daemon'); process.exit(3);");
    const failing = connectDaemon({ program, execPath: process.execPath, env: home.env });
    await expect(failing).rejects.toMatchObject({
      code: 'DAEMON_UNREACHABLE',
      message: expect.stringContaining('no such thing as a daemon'),
    });
  });

  it('that fails inside ends with a failure, and quotes nobody', async () => {
    const sabotage =
      "import net from 'node:net'; net.Server.prototype.listen = () => { throw new TypeError('王总'); };";
    home.env['NODE_OPTIONS'] = `--import=data:text/javascript,${encodeURIComponent(sabotage)}`;
    const { code, err } = await home.run(['daemon', 'run']);
    expect(code).toBe(2);
    expect(err).toContain('TypeError');
    expect(err).not.toContain('王总');
  });

  it('that could not have its name ends instead of staying where nobody finds it', async () => {
    const server = createServer();
    const directory = join(home.directory, 'run');
    const name = join(directory, 'n'.repeat(100));
    await expect(claim(server, name)).rejects.toMatchObject({ code: 'DAEMON_DIRECTORY_UNSAFE' });
    expect(server.listening).toBe(false);
    expect(await readdir(directory)).toEqual([]);
  });

  it('under a path that is too long is a clear message to every command', async () => {
    home.env['XDG_RUNTIME_DIR'] = join(home.directory, 'run', 'r'.repeat(120));
    await mkdir(home.env['XDG_RUNTIME_DIR'], { mode: 0o700 });
    const { code, err } = await home.run(['daemon', 'status']);
    expect(code).toBe(2);
    expect(err).toContain('too long for a socket');
  });

  it.runIf(existsSync('/dev/full'))(
    'serves and goes as ever when its log cannot be written',
    async () => {
      home.env['MASHANG_IDLE_MS'] = '200';
      const full = openSync('/dev/full', 'w');
      const daemon = spawn(process.execPath, [PROGRAM, 'daemon', 'run'], {
        env: home.env,
        stdio: ['ignore', 'ignore', full],
        timeout: 20_000,
        killSignal: 'SIGKILL',
      });
      closeSync(full);
      expect(await once(daemon, 'exit')).toEqual([0, null]);
    },
  );

  it('that is too busy to be reached is waited for, and is not told to be absent', async () => {
    const pid = (await home.status({ start: true }))?.pid ?? 0;
    process.kill(pid, 'SIGSTOP');
    const crowd = await crowdOf(join(home.runtime, await socketName(PROGRAM)));
    const late = findDaemon({ program: PROGRAM, env: home.env });
    late.catch(() => undefined);
    process.kill(pid, 'SIGCONT');
    const socket = await late;
    expect(socket?.readyState).toBe('open');
    for (const one of [...crowd, socket]) one?.destroy();
  });

  it('that is stuck is told of after a while, and nobody waits for it without end', async () => {
    const pid = (await home.status({ start: true }))?.pid ?? 0;
    process.kill(pid, 'SIGSTOP');
    const socket = await findDaemon({ program: PROGRAM, env: home.env });
    const client = daemonClient(socket ?? expect.fail('no daemon'));
    const asked = client.during(client.connection.sendRequest(daemonStatus), 50);
    await expect(asked).rejects.toMatchObject({
      code: 'DAEMON_UNREACHABLE',
      message: expect.stringContaining('stuck'),
    });
    client.close();
    process.kill(pid, 'SIGKILL');
  });

  it('stops when asked by a client that came while it was leaving for want of clients', async () => {
    const socketPath = join(await runtimeDirectory(home.env), 'd.s');
    const late: Socket[] = [];
    const leaving: Log = {
      event: (name) => void (name === 'leaving' && late.push(connect(socketPath))),
      bug: (_, error) => expect.fail(String(error)),
    };
    const app = testApp();
    const options = { socketPath, app, version: '0', docsBase: '', idleMs: 1, log: leaving };
    const daemon = runDaemon(options, new AbortController().signal);
    await expect.poll(() => late[0]?.readyState).toBe('open');
    const client = daemonClient(late[0] ?? expect.fail('nobody came'));
    await client.connection.sendRequest(stopDaemon);
    expect(await daemon).toBe('ended');
    client.close();
  });

  it('cannot be started by a runtime that is not there, and says so', async () => {
    const failing = connectDaemon({ program: PROGRAM, execPath: '/nowhere/node', env: home.env });
    await expect(failing).rejects.toMatchObject({ code: 'DAEMON_UNREACHABLE' });
  });

  it('of another build has a socket of its own', async () => {
    await home.status({ start: true });
    const newer = join(home.directory, 'newer.mjs');
    await writeFile(newer, '// another build');
    expect(await findDaemon({ program: newer, env: home.env })).toBeUndefined();
    expect(await socketName(newer)).not.toBe(await socketName(PROGRAM));
  });

  it('opens no port of the network', async () => {
    const pid = (await home.status({ start: true }))?.pid ?? 0;
    expect(await listeningPorts(pid)).toEqual([]);
  });

  it('cannot be made to wait for a debugger by the environment of the terminal', async () => {
    home.env['NODE_OPTIONS'] = '--inspect=127.0.0.1:0';
    const pid = (await home.status({ start: true }))?.pid ?? 0;
    expect(await listeningPorts(pid)).toEqual([]);
  });

  it('is stopped by a client that asks for it', async () => {
    await home.status({ start: true });
    const { code, out } = await home.run(['daemon', 'stop']);
    expect([code, out]).toEqual([0, 'The daemon has stopped\n']);
    expect(await home.status()).toBeUndefined();
    expect(await home.sockets()).toEqual([]);
  });
});

/** Connections until the kernel takes no more for a daemon that does not accept them. */
async function crowdOf(path: string): Promise<Socket[]> {
  const crowd: Socket[] = [];
  for (;;) {
    const socket = connect(path);
    const came = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.on('error', () => {});
    if (!came) return crowd;
    crowd.push(socket);
  }
}

/** TCP sockets in the state LISTEN that belong to the process. */
async function listeningPorts(pid: number): Promise<string[]> {
  const names = await readdir(`/proc/${pid}/fd`);
  const links = await Promise.all(
    names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')),
  );
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/${pid}/net/${name}`, 'utf8')),
  );
  const rows = tables.flatMap((table) =>
    table
      .split('\n')
      .slice(1)
      .map((row) => row.trim().split(/\s+/)),
  );
  return rows
    .filter(
      ([, , , state, , , , , , inode]) => state === '0A' && links.includes(`socket:[${inode}]`),
    )
    .map(([, local]) => local ?? '');
}
