// The VS Code server build from npm: fetched once, started on loopback, ended with everything it forked.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cached } from './cache.mjs';
import { installInto, installProduction } from './npm.mjs';
import { endGroup, isAlive, run } from './process.mjs';
import { StepError, step } from './steps.mjs';

/** code-server 4.139.1 packs VS Code 1.139.1. */
const CODE_SERVER = '4.139.1';
const START_TIMEOUT_MS = 60_000;

/** @returns {Promise<string>} the directory that holds out/server-main.js */
export async function ensureVsCodeServer() {
  const directory = await cached(`vscode-server/${CODE_SERVER}`, (filling) =>
    step('下载 VS Code 服务器 · Fetching the VS Code server', () => fill(filling)),
  );
  return serverIn(directory);
}

/** @param {string} directory */
const serverIn = (directory) => join(directory, 'node_modules', 'code-server', 'lib', 'vscode');

/** @param {string} directory */
async function fill(directory) {
  await installInto(directory, [`code-server@${CODE_SERVER}`]);
  // With install scripts off nobody has installed what the server inside the package depends on.
  await installProduction(serverIn(directory));
  // The bundled chat extension and its native runtime fill 155 MB and reach for the network.
  const runtime = `copilot-sdk-${process.platform}-${process.arch}`;
  for (const unused of [
    ['extensions', 'copilot'],
    ['node_modules', '@github', runtime],
  ]) {
    await rm(join(serverIn(directory), ...unused), { recursive: true, force: true });
  }
}

/**
 * @typedef {object} ServerOptions
 * @property {string} node
 * @property {string} server the directory that holds out/server-main.js
 * @property {string} state a directory for user data, server data, extensions and the server's log
 * @property {string} [token] the connection token; without one anybody on the machine may connect
 * @property {readonly string[]} [args] further arguments of the server
 * @property {NodeJS.ProcessEnv} [env]
 */

/** @typedef {{ pid: number, port: number, log: string, stop: () => Promise<void> }} RunningServer */

/**
 * Starts a server on a free loopback port and waits until it answers.
 * @param {ServerOptions} options
 * @returns {Promise<RunningServer>}
 */
export async function startServer({ node, server, state, token, args = [], env = process.env }) {
  const port = await freePort();
  const log = join(state, 'server.log');
  const output = openSync(log, 'w');
  // A group of its own, so that the extension hosts and watchers it forks can be ended with it.
  const child = spawn(
    node,
    [...serverArguments(server, state), ...listenOn(port, token), ...args],
    { cwd: state, detached: true, env, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  const pid = child.pid;
  if (pid === undefined) throw await startFailed(log);
  const stop = () => endGroup(pid);
  if (!(await answers(port, pid))) {
    await stop();
    throw await startFailed(log);
  }
  return { pid, port, log, stop };
}

/**
 * Installs a VSIX into the extensions directory of a state directory; no window is needed.
 * @param {{ node: string, server: string, state: string, vsix: string }} options
 */
export async function installVsix({ node, server, state, vsix }) {
  const args = [...serverArguments(server, state), '--install-extension', vsix];
  const { code, tail } = await run(node, args);
  if (code === 0) return;
  throw new StepError(
    `VS Code 服务器没能安装 ${vsix}。请先运行 npm run package 看包是否完整。`,
    `The VS Code server could not install ${vsix}. Run npm run package first and see whether the package is whole.`,
    tail,
  );
}

/**
 * @param {string} server
 * @param {string} state
 */
function serverArguments(server, state) {
  const inState = (/** @type {string} */ name) => join(state, name);
  return [
    join(server, 'out', 'server-main.js'),
    '--accept-server-license-terms',
    `--user-data-dir=${inState('user-data')}`,
    `--server-data-dir=${inState('server-data')}`,
    `--extensions-dir=${inState('extensions')}`,
    '--telemetry-level=off',
  ];
}

/**
 * @param {number} port
 * @param {string | undefined} token
 */
function listenOn(port, token) {
  const access = token === undefined ? '--without-connection-token' : `--connection-token=${token}`;
  return ['--host=127.0.0.1', `--port=${port}`, access];
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/**
 * @param {number} port
 * @param {number} pid
 */
async function answers(port, pid) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (isAlive(pid) && Date.now() < deadline) {
    const response = await fetch(`http://127.0.0.1:${port}/version`).catch(() => undefined);
    if (response?.ok) return true;
    await delay(100);
  }
  return false;
}

/** @param {string} log */
async function startFailed(log) {
  const text = await readFile(log, 'utf8').catch(() => '');
  return new StepError(
    `VS Code 服务器没能在 ${START_TIMEOUT_MS / 1000} 秒内应答。日志在 ${log}；请再试一次，若仍失败，删除缓存里的 vscode-server 目录后重试。`,
    `The VS Code server did not answer within ${START_TIMEOUT_MS / 1000} seconds. Its log is ${log}; try again, and if it still fails, delete the vscode-server directory in the cache first.`,
    text.slice(-2_000),
  );
}
