// Bundles the product into dist/: `npm run build`, and `--production` for what goes into the VSIX.
import { chmod, readdir } from 'node:fs/promises';
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
  {
    entry: 'server/main.ts',
    output: 'dist/mashang.mjs',
    options: { ...PROGRAM, banner: { js: `#!/usr/bin/env node\n${PROGRAM.banner?.js}` } },
  },
  { entry: 'server/adapters/engines/ggufChild.ts', output: 'dist/ggufChild.mjs', options: PROGRAM },
];

/** @param {{ production?: boolean }} [options] */
export async function build({ production = false } = {}) {
  const bundles = [...FIXED_BUNDLES, ...(await webviewBundles())];
  for (const { entry, output, options } of bundles) {
    await bundle(entry, output, { ...options, minify: production, sourcemap: !production });
  }
  await chmod(inRepository('dist/mashang.mjs'), 0o755);
}

/**
 * @param {string} entry
 * @param {string} output
 * @param {BuildOptions} options
 */
export async function bundle(entry, output, options) {
  // Imported late: this module must load before `npm ci` has run.
  const esbuild = await import('esbuild');
  try {
    await esbuild.build({
      absWorkingDir: repositoryRoot,
      entryPoints: [entry],
      outfile: output,
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
