// A real VS Code for one test file: the server build with directories of its own and a headless browser.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheDirectory } from '../../scripts/support/cache.mjs';
import { addLanguagePack } from '../../scripts/support/languagePack.mjs';
import { isAlive, signal } from '../../scripts/support/process.mjs';
import {
  ensureVsCodeServer,
  installVsix,
  type RunningServer,
  startServer,
} from '../../scripts/support/vscodeServer.mjs';
import { type Browser, launchBrowser, type Page } from './browser.ts';

/** `development` runs a bundled `run()` inside the extension host; `installed` is what a user has. */
export type ExtensionUnderTest =
  | { readonly kind: 'development'; readonly path: string; readonly tests: string }
  | { readonly kind: 'installed'; readonly vsix: string };

export interface VsCodeOptions {
  /** An absolute path; the tests may write in it. */
  readonly workspace: string;
  readonly extension: ExtensionUnderTest;
  /** An untrusted window opens in Restricted Mode without asking. */
  readonly trusted?: boolean;
  readonly locale?: 'en' | 'zh-cn';
  readonly theme?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: NodeJS.ProcessEnv;
}

export interface VsCode extends OpenWindow, IsolatedHome {
  readonly serverLog: () => string;
}

const VIEWPORT = { width: 1440, height: 900 };

export async function startVsCode(options: VsCodeOptions): Promise<VsCode> {
  const home = isolatedHome(options.env);
  const server = await orRemoved(home, startWithExtension(home, options));
  const window = await openWindow(home, address(server, options), server.stop);
  return { ...window, ...home, serverLog: () => readFileSync(server.log, 'utf8') };
}

/** A config.json whose one engine is this OpenAI-compatible server. */
export function useEndpoint({ env }: IsolatedHome, url: string): void {
  useConfig(env, { engines: [{ id: 'fake', kind: 'endpoint', url, model: 'fake' }] });
}

/** The config.json of the user to whom this environment belongs. */
export function useConfig(env: NodeJS.ProcessEnv, config: unknown): void {
  const directory = join(env.XDG_CONFIG_HOME ?? '', 'mashang');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, 'config.json'), JSON.stringify(config), { mode: 0o600 });
}

/** What failed before there was a window leaves nothing behind either. */
export async function orRemoved<T>(home: IsolatedHome, starting: Promise<T>): Promise<T> {
  try {
    return await starting;
  } catch (error) {
    await home.remove();
    throw error;
  }
}

export interface OpenWindow {
  readonly page: Page;
  /** The processes that carry this run's environment, by pid, with their command lines. Linux only. */
  readonly processes: () => ReadonlyMap<number, string>;
  /** Closes the window, the server and the daemon, and removes the directory. */
  readonly stop: () => Promise<void>;
}

/** A browser window on a server that is already up; whatever happens, `stop` leaves nothing behind. */
export async function openWindow(
  { directory, remove }: IsolatedHome,
  url: string,
  stopServer: () => Promise<void>,
): Promise<OpenWindow> {
  let browser: Browser | undefined;
  const stop = async (): Promise<void> => {
    await browser?.close();
    await stopServer();
    await remove();
  };
  const processes = (): ReadonlyMap<number, string> =>
    new Map(pidsOf(directory).map((pid) => [pid, procFile(pid, 'cmdline')]));
  try {
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: VIEWPORT, locale: 'en-US' });
    await page.goto(url);
    return { page, processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export interface IsolatedHome {
  /** Where this run keeps everything: user data, the daemon's directories, the server's log. */
  readonly directory: string;
  /** The environment of the extension host; a program started with it meets the same daemon. */
  readonly env: NodeJS.ProcessEnv;
  /** Ends what still runs with this environment, and deletes the directory. */
  readonly remove: () => Promise<void>;
}

export function isolatedHome(extra?: NodeJS.ProcessEnv): IsolatedHome {
  const directory = mkdtempSync(join(tmpdir(), 'mashang-e2e-'));
  const remove = async (): Promise<void> => {
    // The daemon is not the server's child: it outlives windows by design.
    await endAll(pidsOf(directory));
    rmSync(directory, { recursive: true, force: true });
  };
  return { directory, env: isolatedEnvironment(directory, extra), remove };
}

/** Nothing a run writes may reach the person's own files, yet it must find what is downloaded. */
function isolatedEnvironment(directory: string, extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = (name: string): string => {
    const path = join(directory, name);
    mkdirSync(path, { mode: 0o700 });
    return path;
  };
  return {
    ...process.env,
    MASHANG_CACHE: cacheDirectory(),
    XDG_RUNTIME_DIR: own('run'),
    XDG_CONFIG_HOME: own('config'),
    XDG_CACHE_HOME: own('cache'),
    XDG_STATE_HOME: own('state'),
    XDG_DATA_HOME: own('data'),
    // An empty gallery: no test may depend on, or reach for, a marketplace.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...extra,
  };
}

async function startWithExtension(
  { directory, env }: IsolatedHome,
  { extension, trusted = true, locale = 'en', ...options }: VsCodeOptions,
): Promise<RunningServer> {
  const state = join(directory, 'vscode');
  const place = { node: process.execPath, server: await ensureVsCodeServer(), state };
  mkdirSync(join(state, 'user-data', 'User'), { recursive: true });
  writeSettings(state, options);
  if (locale === 'zh-cn') await addLanguagePack(state);
  if (extension.kind === 'installed') await installVsix({ ...place, vsix: extension.vsix });
  const args = [`--locale=${locale}`];
  if (trusted) args.push('--disable-workspace-trust');
  // The driver makes the workbench obey the payload that names the tests; it also hides toasts,
  // so a window that is looked at like a user's goes without it.
  if (extension.kind === 'development') args.push('--enable-smoke-test-driver');
  return startServer({ ...place, args, env });
}

function writeSettings(state: string, { theme, settings }: Partial<VsCodeOptions>): void {
  const all = {
    'workbench.colorTheme': theme ?? 'Light Modern',
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'chat.disableAIFeatures': true,
    'security.workspace.trust.startupPrompt': 'never',
    'editor.cursorBlinking': 'solid',
    ...settings,
  };
  writeFileSync(join(state, 'user-data', 'User', 'settings.json'), JSON.stringify(all));
}

function address({ port }: RunningServer, { workspace, extension }: VsCodeOptions): string {
  const url = new URL(`http://127.0.0.1:${port}/`);
  url.searchParams.set('folder', workspace);
  if (extension.kind === 'development') {
    const remote = (path: string): string => `vscode-remote://127.0.0.1:${port}${path}`;
    const payload = [
      ['extensionDevelopmentPath', remote(extension.path)],
      ['extensionTestsPath', remote(extension.tests)],
    ];
    url.searchParams.set('payload', JSON.stringify(payload));
  }
  return url.href;
}

/** On Linux a process tells its environment, which holds the directory of the run that started it. */
function pidsOf(directory: string): number[] {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc').map(Number).filter(Boolean);
  return pids.filter((pid) => pid !== process.pid && procFile(pid, 'environ').includes(directory));
}

function procFile(pid: number, name: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

async function endAll(pids: readonly number[]): Promise<void> {
  for (const pid of pids) signal(pid, 'SIGTERM');
  const deadline = Date.now() + 2_000;
  while (pids.some(isAlive) && Date.now() < deadline) await delay(50);
  for (const pid of pids) signal(pid, 'SIGKILL');
}
