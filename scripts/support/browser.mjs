// A headless Chromium and the fonts its screenshots need, without a system package.
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { cached } from './cache.mjs';
import { installInto } from './npm.mjs';
import { run } from './process.mjs';
import { StepError, step } from './steps.mjs';

const PLAYWRIGHT = '1.65.1';
const CHROMIUM = '153.0.0';
const FONTS = { 'noto-sans-sc': '0.4.3', 'noto-color-emoji': '0.4.6' };

/** @typedef {{ playwright: string, executable: string, env: NodeJS.ProcessEnv }} Browser */

/** @returns {Promise<Browser>} `playwright` is the path of the module to import */
export async function ensureBrowser() {
  const driver = await cached(`playwright/${PLAYWRIGHT}`, (directory) =>
    step('下载浏览器驱动 · Fetching the browser driver', () =>
      installInto(directory, [`playwright-core@${PLAYWRIGHT}`]),
    ),
  );
  const { executable, libraries } = await ensureExecutable();
  return {
    playwright: join(driver, 'node_modules', 'playwright-core', 'index.mjs'),
    executable,
    env: { ...(await ensureFonts()), ...libraries },
  };
}

/** Places where a browser that is already on the machine is found. */
const INSTALLED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const INSTALLED_LINUX_ARM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

async function ensureExecutable() {
  const chosen = process.env.CHROME_PATH ?? installedBrowser();
  if (chosen) return { executable: chosen, libraries: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') throw noBrowser();
  const directory = await cached(`chromium/${CHROMIUM}`, (filling) =>
    step('下载 Chromium · Fetching Chromium', () => fillChromium(filling)),
  );
  const executable = join(directory, 'chromium');
  return { executable, libraries: await librariesFor(executable, directory) };
}

function installedBrowser() {
  // On x64 Linux the pinned build is preferred, so that every machine tests with the same browser.
  const places = process.platform === 'darwin' ? INSTALLED : INSTALLED_LINUX_ARM;
  const pinned = process.platform === 'linux' && process.arch === 'x64';
  return pinned ? undefined : places.find((place) => existsSync(place));
}

/** @param {string} directory */
async function fillChromium(directory) {
  await installInto(directory, [`@sparticuz/chromium@${CHROMIUM}`]);
  const packed = join(directory, 'node_modules', '@sparticuz', 'chromium', 'bin');
  await writeFile(join(directory, 'chromium'), await unbrotli(join(packed, 'chromium.br')));
  await chmod(join(directory, 'chromium'), 0o755);
  await untar(join(packed, 'al2023.tar.br'), join(directory, 'libraries'));
  await untar(join(packed, 'fonts.tar.br'), join(directory, 'fonts'));
  await rm(join(directory, 'node_modules'), { recursive: true });
}

/** @param {string} file */
const unbrotli = async (file) => promisify(brotliDecompress)(await readFile(file));

/**
 * @param {string} archive
 * @param {string} directory
 */
async function untar(archive, directory) {
  await mkdir(directory);
  const plain = join(directory, 'archive.tar');
  await writeFile(plain, await unbrotli(archive));
  const { code, tail } = await run('tar', ['-xf', plain, '-C', directory]);
  await rm(plain);
  if (code === 0) return;
  throw new StepError(
    `没能解开 Chromium 的附件 ${archive}。请确认磁盘有空间、系统有 tar，再运行一次。`,
    `Could not unpack ${archive}, a part of Chromium. Make sure that there is disk space and a tar, then run again.`,
    tail,
  );
}

/**
 * A bare machine lacks a few shared libraries (NSS, for one); the package brings them along.
 * @param {string} executable
 * @param {string} directory
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function librariesFor(executable, directory) {
  const { code } = await run(executable, ['--version']);
  return code === 0 ? {} : { LD_LIBRARY_PATH: join(directory, 'libraries', 'lib') };
}

/**
 * Chinese and emoji in a screenshot need fonts that a bare machine does not have.
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function ensureFonts() {
  if (process.platform !== 'linux') return {};
  const version = Object.values(FONTS).join('-');
  const directory = await cached(`fonts/${version}`, (filling) =>
    step('下载中文字体 · Fetching Chinese fonts', () => fillFonts(filling)),
  );
  const config = join(directory, 'fonts.conf');
  // The paths in it depend on where the cache is, so it is written anew rather than kept.
  await writeFile(config, fontConfig(directory));
  return { FONTCONFIG_FILE: config };
}

/** @param {string} directory */
async function fillFonts(directory) {
  const packages = Object.entries(FONTS).map(
    ([name, version]) => `@expo-google-fonts/${name}@${version}`,
  );
  await installInto(directory, packages);
  const chinese = join(directory, 'node_modules', '@expo-google-fonts', 'noto-sans-sc');
  const unused = [
    '100Thin',
    '200ExtraLight',
    '300Light',
    '500Medium',
    '600SemiBold',
    '800ExtraBold',
    '900Black',
  ];
  for (const weight of unused) await rm(join(chinese, weight), { recursive: true, force: true });
}

/** @param {string} directory */
function fontConfig(directory) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(directory, 'node_modules')}</dir>
  <cachedir>${join(directory, 'fontconfig-cache')}</cachedir>
</fontconfig>
`;
}

function noBrowser() {
  const platform = `${process.platform}-${process.arch}`;
  return new StepError(
    `${platform} 上没有找到 Chrome 或 Chromium。请安装一个，或用 CHROME_PATH 指明它的路径，然后重试。`,
    `No Chrome or Chromium was found on ${platform}. Install one, or name its path in CHROME_PATH, and try again.`,
  );
}
