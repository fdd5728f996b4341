// The npm client as the person has configured it: no registry is named anywhere in this project.
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './process.mjs';
import { StepError } from './steps.mjs';

const REASON_LINES = 12;
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Installs exact packages into a directory of their own.
 * @param {string} directory
 * @param {readonly string[]} packages
 */
export async function installInto(directory, packages) {
  // Without a manifest of its own, npm would walk up and install into some parent project.
  await writeFile(join(directory, 'package.json'), '{ "private": true }\n');
  const { code, tail } = await npm(directory, [
    'install',
    ...QUIET,
    '--no-package-lock',
    ...packages,
  ]);
  if (code !== 0) throw downloadFailed(packages.join(' '), tail);
}

/**
 * Installs what the manifest of a directory asks for, without its development parts.
 * @param {string} directory
 */
export async function installProduction(directory) {
  const args = ['install', ...QUIET, '--omit=dev'];
  const { code, tail } = await npm(directory, args);
  if (code !== 0) throw downloadFailed(directory, tail);
}

/**
 * Unpacks one exact package without its dependencies into `package/` of a directory.
 * @param {string} directory
 * @param {string} spec
 */
export async function unpackInto(directory, spec) {
  const packed = await npm(directory, ['pack', spec, ...QUIET, '--pack-destination', directory]);
  if (packed.code !== 0) throw downloadFailed(spec, packed.tail);
  const archive = (await readdir(directory)).find((name) => name.endsWith('.tgz'));
  const { code, tail } = await run('tar', [
    '-xzf',
    join(directory, archive ?? ''),
    '-C',
    directory,
  ]);
  if (code !== 0) throw downloadFailed(spec, tail);
}

/** @param {string} directory the checkout */
export async function cleanInstall(directory) {
  const { code, tail } = await npm(directory, ['ci', ...QUIET]);
  if (code !== 0) throw downloadFailed('package-lock.json', tail);
}

/**
 * @param {string} directory
 * @param {readonly string[]} args
 */
function npm(directory, args) {
  const options = { cwd: directory, env: npmEnvironment() };
  const all = [...args, '--prefix', directory];
  // Under `npm start` the client that runs us says where it is; a bare `node scripts/…` asks the PATH.
  const client = process.env.npm_execpath;
  return client?.endsWith('.js')
    ? run(process.execPath, [client, ...all], options)
    : run('npm', all, options);
}

/** A nested npm must not take the outer npm's project for its own; the user's configuration stays. */
function npmEnvironment() {
  const inherited = /^npm_(package|lifecycle)_|^npm_config_(local_prefix|prefix)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}

/**
 * @param {string} what
 * @param {string} tail
 */
function downloadFailed(what, tail) {
  return new StepError(
    `npm 没能安装 ${what}。请检查网络和 npm 的 registry 配置（npm config get registry），再运行同一条命令；已下载的不会重下。`,
    `npm could not install ${what}. Check the network and npm's registry (npm config get registry), then run the same command again; what is already downloaded is kept.`,
    reason(tail),
  );
}

/**
 * npm says first what is wrong, and then how npm is used in general.
 * @param {string} output
 */
function reason(output) {
  const lines = output.split('\n').filter((line) => line.startsWith('npm error'));
  return lines.slice(0, REASON_LINES).join('\n');
}
