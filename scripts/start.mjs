// `npm start`: sets everything up, opens VS Code in the browser with the extension on a sample
// workspace, and stays until Ctrl-C. `npm start -- --check` ends once all of it has answered.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './build.mjs';
import { stateDirectory } from './support/cache.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { addLanguagePack } from './support/languagePack.mjs';
import { ensureNode } from './support/node.mjs';
import { inRepository, repositoryRoot } from './support/paths.mjs';
import { run } from './support/process.mjs';
import { explain, runScript, StepError, step } from './support/steps.mjs';
import { ensureVsCodeServer, startServer } from './support/vscodeServer.mjs';

const DATASET = '拜年.greetings.jsonl';

/** The folder that the window opens, and so its title. */
const SAMPLE = '码上拜年';

/** What the first window shows; the person's own changes to it are kept. */
const FIRST_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
};

await runScript(async () => {
  const node = await ensureNode();
  await ensureDependencies();
  await step('打包 · Bundling', () => build());
  const server = await ensureVsCodeServer();
  const state = await prepareState();
  const token = randomBytes(16).toString('hex');
  const greeting = await step('生成一条祝福 · Generating one greeting', () =>
    generateOne(node),
  ).catch(unwritten);
  const running = await step('启动 VS Code · Starting VS Code', () =>
    startServer({ node, server, state, token, args: windowArguments() }),
  );
  const address = addressOf(running.port, token, join(state, SAMPLE));
  console.log(invitation(address, greeting));
  if (!process.argv.includes('--check')) {
    openInBrowser(address);
    await interrupted();
  }
  await running.stop();
});

/** The sample folder is our own, so the window need not ask whether to trust it. */
function windowArguments() {
  return ['--disable-workspace-trust', `--locale=${displayLanguage(process.env)}`];
}

/**
 * Chinese, unless the terminal speaks another language.
 * @param {NodeJS.ProcessEnv} env
 */
function displayLanguage({ LC_ALL, LC_MESSAGES, LANG }) {
  const wanted = LC_ALL || LC_MESSAGES || LANG || '';
  return /^(?:zh|C$|C\.|POSIX|$)/.test(wanted) ? 'zh-cn' : 'en';
}

/** Each checkout has a state directory of its own, so the workspace survives a restart. */
async function prepareState() {
  const checkout = createHash('sha256').update(repositoryRoot).digest('hex').slice(0, 12);
  const state = join(stateDirectory(), 'start', checkout);
  // The daemon keeps its log next to it and refuses a directory that others can open.
  await mkdir(join(state, 'user-data', 'User'), { recursive: true, mode: 0o700 });
  const sample = inRepository('scripts', 'sampleWorkspace');
  await cp(sample, join(state, SAMPLE), { recursive: true, force: false });
  const settings = join(state, 'user-data', 'User', 'settings.json');
  if (!existsSync(settings)) await writeFile(settings, JSON.stringify(FIRST_SETTINGS, null, 2));
  await addLanguagePack(state);
  await linkExtension(state);
  return state;
}

/**
 * The checkout itself is the installed extension: a rebuild is there after a reload of the window.
 * @param {string} state
 */
async function linkExtension(state) {
  const extensions = join(state, 'extensions');
  await rm(extensions, { recursive: true, force: true });
  await mkdir(extensions);
  const { publisher, name, version } = JSON.parse(
    await readFile(inRepository('package.json'), 'utf8'),
  );
  await symlink(repositoryRoot, join(extensions, `${publisher}.${name}-${version}`));
}

/**
 * Without a greeting there is still a window, and the preview in it says what is missing.
 * @param {unknown} error
 * @returns {string | undefined}
 */
function unwritten(error) {
  explain(error);
  process.exitCode = 1;
  return undefined;
}

/** @param {string} node */
async function generateOne(node) {
  const { code, tail } = await run(node, [
    inRepository('dist', 'mashang.mjs'),
    'generate',
    '--to=老周',
    '--relation=同事',
    '--details=一起赶过年底的项目；他总带自己腌的腊肉',
    '--style=轻松幽默风',
    '--length=20-50',
  ]);
  if (code === 0) return tail;
  throw new StepError(
    '命令行没能生成祝福。请运行 node dist/mashang.mjs doctor 看缺什么。',
    'The command line could not generate a greeting. Run node dist/mashang.mjs doctor to see what is missing.',
    tail,
  );
}

/**
 * @param {number} port
 * @param {string} token
 * @param {string} workspace
 */
function addressOf(port, token, workspace) {
  const url = new URL(`http://127.0.0.1:${port}/`);
  url.searchParams.set('tkn', token);
  url.searchParams.set('folder', workspace);
  const file = `vscode-remote://127.0.0.1:${port}${encodeURI(join(workspace, DATASET))}`;
  url.searchParams.set('payload', JSON.stringify([['openFile', file]]));
  return url.href;
}

/**
 * @param {string} address
 * @param {string | undefined} greeting
 */
function invitation(address, greeting) {
  return `${greeting === undefined ? '' : proofOfLife(greeting)}
打开 · Open:

    ${address}

试一试 · Try:
  1. 看 ${DATASET} 里划线的句子，鼠标停上去看原因 · See what is underlined and hover over it
  2. 光标放在划线处按 Ctrl+.（macOS ⌘.），选一个修复 · Press Ctrl+. (macOS ⌘.) there and pick a repair
  3. F1 →「码上拜年: 生成祝福」· F1 → "Mashang: Generate greeting…"

按 Ctrl-C 结束 · Press Ctrl-C to end
`;
}

/** @param {string} greeting */
function proofOfLife(greeting) {
  return `
一条祝福，刚在本机写成 · One greeting, just written on this machine:

    ${greeting.replaceAll('\n', '\n    ')}
`;
}

/** @param {string} address */
function openInBrowser(address) {
  const graphical = process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY;
  const opener = process.platform === 'darwin' ? 'open' : graphical ? 'xdg-open' : undefined;
  if (!opener || !process.stdout.isTTY) return;
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
  // The address is on the screen; a machine without an opener is no failure.
  child.once('error', () => {});
  child.unref();
}

/** @returns {Promise<void>} */
function interrupted() {
  return new Promise((resolve) => {
    // The server's own sockets do not keep this process alive: it is another process.
    const alive = setInterval(() => {}, 1 << 30);
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.once(signal, () => {
        clearInterval(alive);
        resolve();
      });
    }
  });
}
