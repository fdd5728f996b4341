import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { daemonClient } from '../../server/cli/daemonClient.ts';
import { connectDaemon, findDaemon } from '../../server/daemon/connect.ts';
import { type DaemonStatus, daemonStatus } from '../../server/protocol/requests.ts';

export const PROGRAM = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Directories of one user who has never run the program, and the program run as that user. */
export class UserHome {
  readonly directory: string;
  readonly env: Record<string, string>;
  readonly #children = new Set<ChildProcess>();

  private constructor(directory: string, env: Record<string, string>) {
    this.directory = directory;
    this.env = env;
  }

  static async make(extra: Readonly<Record<string, string>> = {}): Promise<UserHome> {
    const directory = await mkdtemp(join(tmpdir(), 'mashang-'));
    const at = (name: string): string => join(directory, name);
    await mkdir(at('run'), { mode: 0o700 });
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: directory,
      LANG: 'en_US.UTF-8',
      XDG_RUNTIME_DIR: at('run'),
      XDG_CONFIG_HOME: at('config'),
      XDG_STATE_HOME: at('state'),
      XDG_CACHE_HOME: at('cache'),
      MASHANG_IDLE_MS: '5000',
      ...extra,
    };
    return new UserHome(directory, env);
  }

  get runtime(): string {
    return join(this.directory, 'run', 'mashang');
  }

  get log(): string {
    return join(this.directory, 'state', 'mashang', 'daemon.log');
  }

  async writeConfig(config: unknown): Promise<string> {
    const path = join(this.directory, 'config', 'mashang', 'config.json');
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, typeof config === 'string' ? config : JSON.stringify(config));
    await chmod(path, 0o600);
    return path;
  }

  /** The program with these arguments, still running. */
  start(args: readonly string[], cwd = this.directory): ChildProcess {
    const child = spawn(process.execPath, [PROGRAM, ...args], { cwd, env: this.env });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    return child;
  }

  /** The program with these arguments, run to its end. */
  run(args: readonly string[], cwd?: string): Promise<Finished> {
    return finished(this.start(args, cwd));
  }

  connect(): Promise<Socket> {
    return connectDaemon({ program: PROGRAM, execPath: process.execPath, env: this.env });
  }

  /** What the daemon says of itself over a connection of its own; it is started when `start` is set. */
  async status({ start = false } = {}): Promise<DaemonStatus | undefined> {
    const socket = start
      ? await this.connect()
      : await findDaemon({ program: PROGRAM, env: this.env });
    if (socket === undefined) return undefined;
    const client = daemonClient(socket);
    try {
      return await client.during(client.connection.sendRequest(daemonStatus), 20_000);
    } finally {
      client.close();
    }
  }

  sockets(): Promise<string[]> {
    return readdir(this.runtime);
  }

  logText(): Promise<string> {
    return readFile(this.log, 'utf8').catch(() => '');
  }

  /** Ends what this user started and removes everything. */
  async remove(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    const pid = (await this.status().catch(() => undefined))?.pid;
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** Resolves when the connection is over, however it ended. */
export function closed(socket: Socket): Promise<void> {
  socket.resume();
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
  });
}

export function finished(child: ChildProcess): Promise<Finished> {
  const pieces: { out: Buffer[]; err: Buffer[] } = { out: [], err: [] };
  child.stdout?.on('data', (piece: Buffer) => pieces.out.push(piece));
  child.stderr?.on('data', (piece: Buffer) => pieces.err.push(piece));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      const [out, err] = [pieces.out, pieces.err].map((all) => Buffer.concat(all).toString('utf8'));
      resolve({ code, out: out ?? '', err: err ?? '' });
    });
  });
}
