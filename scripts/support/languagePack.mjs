// The Chinese display language of VS Code, rebuilt as a language pack from translations on npm.
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cached } from './cache.mjs';
import { unpackInto } from './npm.mjs';
import { step } from './steps.mjs';

const PACKAGE = '@codingame/monaco-vscode-language-pack-zh-hans';
/** The last release that still names its texts by key; later ones number them for one exact VS Code. */
const VERSION = '4.3.2';
const MAIN = 'main.i18n.json';

/** @returns {Promise<string>} a directory of `*.i18n.json` files */
export function ensureLanguagePack() {
  return cached(`language-pack/zh-hans-${VERSION}`, (filling) =>
    step('下载中文界面 · Fetching the Chinese display language', () => fill(filling)),
  );
}

/** @param {string} directory */
async function fill(directory) {
  await unpackInto(directory, `${PACKAGE}@${VERSION}`);
  const source = join(directory, 'package', 'translations');
  // The main file is wrapped in a module; Node reads it as one when its name says so.
  const wrapped = join(source, 'main.mjs');
  await rename(join(source, `${MAIN}.js`), wrapped);
  const { default: contents } = await import(pathToFileURL(wrapped).href);
  await writeFile(join(directory, MAIN), JSON.stringify({ contents }));
  for (const file of await readdir(join(source, 'extensions'))) {
    await rename(join(source, 'extensions', file), join(directory, file));
  }
  await rm(join(directory, 'package'), { recursive: true });
}

/**
 * Makes zh-cn available to a server that is started with `--locale=zh-cn`.
 * What VS Code has added since is shown in English; the strings of extensions are not affected.
 * @param {string} state the state directory of the server
 */
export async function addLanguagePack(state) {
  const directory = await ensureLanguagePack();
  const files = (await readdir(directory)).filter((name) => name.endsWith('.i18n.json'));
  const translations = Object.fromEntries(
    files.map((name) => [
      name === MAIN ? 'vscode' : basename(name, '.i18n.json'),
      join(directory, name),
    ]),
  );
  const extension = { id: 'ms-ceintl.vscode-language-pack-zh-hans' };
  const pack = {
    hash: `zh-hans-${VERSION}`,
    extensions: [{ extensionIdentifier: extension, version: VERSION }],
    translations,
    label: '中文(简体)',
  };
  await mkdir(join(state, 'user-data'), { recursive: true });
  // VS Code writes this file itself when a language pack is installed from its gallery.
  const registry = join(state, 'user-data', 'languagepacks.json');
  await writeFile(registry, JSON.stringify({ 'zh-cn': pack }));
}
