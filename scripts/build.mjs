// Bundles the product into dist/: `npm run build`, and `--production` for what goes into the VSIX.
import { chmod, readdir, rm } from 'node:fs/promises';
import { ensureDependencies } from './support/dependencies.mjs';
import { inRepository, isMain, repositoryRoot } from './support/paths.mjs';
import { runScript, StepError, step } from './support/steps.mjs';

/** @typedef {import('esbuild').BuildOptions} BuildOptions */
/** @typedef {{ entry: string, output: string, options: BuildOptions }} Bundle */

/** Parts that cannot or must not be bundled: the editor's own module, and one with native code. */
const EXTERNAL = ['vscode', 'node-llama-cpp'];

/** jsonc-parser's `main` is a UMD file whose requires no bundler can follow; its `module` is not. */
const MAIN_FIELDS = ['module', 'main'];

/** @type {BuildOptions} */
export const HOST = {
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: EXTERNAL,
  mainFields: MAIN_FIELDS,
};

/** @type {BuildOptions} */
const PROGRAM = {
  platform: 'node',
  format: 'esm',
  target: 'node22',
  external: EXTERNAL,
  mainFields: MAIN_FIELDS,
  // CommonJS packages inside an ES module bundle still call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};

/** @type {BuildOptions} */
const WEBVIEW = { platform: 'browser', format: 'iife', target: 'es2023' };

/** @type {readonly Bundle[]} */
const FIXED_BUNDLES = [
  { entry: 'extension/src/main.ts', output: 'dist/extension.cjs', options: HOST },
  { entry: 'server/inProcess.ts', output: 'dist/inProcess.cjs', options: HOST },
  { entry: 'server/adapters/engines/ggufChild.ts', output: 'dist/ggufChild.mjs', options: PROGRAM },
];

/**
 * The command line and the daemon: one program in several files, so that `mashang lint` does not
 * read the language server and the network client before its first row.
 * @type {BuildOptions}
 */
const SPLIT_PROGRAM = {
  ...PROGRAM,
  splitting: true,
  outdir: 'dist',
  entryNames: 'mashang',
  chunkNames: 'mashang-[hash]',
  outExtension: { '.js': '.mjs' },
};

/** @param {{ production?: boolean }} [options] */
export async function build({ production = false } = {}) {
  const how = { minify: production, sourcemap: !production };
  for (const { entry, output, options } of [...FIXED_BUNDLES, ...(await webviewBundles())]) {
    await bundle(entry, { ...options, ...how, outfile: output });
  }
  await removeChunks();
  await bundle('server/main.ts', { ...SPLIT_PROGRAM, ...how });
  await chmod(inRepository('dist/mashang.mjs'), 0o755);
}

/** Chunks are named after their content, so those of the last build would stay. */
async function removeChunks() {
  const names = await readdir(inRepository('dist'));
  const old = names.filter((name) => /^mashang-\w+\.mjs(\.map)?$/.test(name));
  await Promise.all(old.map((name) => rm(inRepository('dist', name))));
}

/**
 * @param {string} entry
 * @param {BuildOptions} options
 */
export async function bundle(entry, options) {
  // Imported late: this module must load before `npm ci` has run.
  const esbuild = await import('esbuild');
  try {
    await esbuild.build({
      absWorkingDir: repositoryRoot,
      entryPoints: [entry],
      bundle: true,
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'warning',
      ...options,
    });
  } catch (error) {
    throw new StepError(
      `打包 ${entry} 失败。请按上面 esbuild 指出的位置修改后重试。`,
      `Bundling ${entry} failed. Mend the place that esbuild names above and try again.`,
      error instanceof Error ? error.message : String(error),
    );
  }
}

/** One bundle a panel; a stylesheet that the entry imports comes out beside it. */
async function webviewBundles() {
  const directory = inRepository('extension', 'webview');
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      entry: `extension/webview/${name}/index.ts`,
      output: `dist/webview/${name}.js`,
      options: WEBVIEW,
    }));
}

if (isMain(import.meta.url)) {
  await runScript(async () => {
    await ensureDependencies();
    const production = process.argv.includes('--production');
    await step('打包 · Bundling', () => build({ production }));
  });
}
