// `npm run package`: one universal VSIX in out/, bundled, without sources, maps or native code.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { ensureNode } from './support/node.mjs';
import { inRepository, isMain, repositoryRoot } from './support/paths.mjs';
import { run } from './support/process.mjs';
import { runScript, StepError, step } from './support/steps.mjs';

export async function vsixPath() {
  const { name, version } = JSON.parse(await readFile(inRepository('package.json'), 'utf8'));
  return join(inRepository('out'), `${name}-${version}.vsix`);
}

/** Packs what is in dist/ and returns the path of the VSIX. */
export async function packageExtension() {
  const vsix = await vsixPath();
  await mkdir(inRepository('out'), { recursive: true });
  await rm(vsix, { force: true });
  // `--no-dependencies`: everything is bundled, so node_modules must not be looked at.
  // Without a public address there is nothing that relative links of the readmes could be rewritten to.
  const addressless = ['--allow-missing-repository', '--no-rewrite-relative-links'];
  await vsce('package', '--no-dependencies', '--skip-license', ...addressless, '--out', vsix);
  return vsix;
}

/** @returns {Promise<string>} the files of the VSIX, one a line */
export async function listing() {
  return vsce('ls', '--no-dependencies');
}

/** @param {...string} args */
async function vsce(...args) {
  const program = inRepository('node_modules', '@vscode', 'vsce', 'vsce');
  const options = { cwd: repositoryRoot };
  const { code, tail } = await run(await ensureNode(), [program, ...args], options);
  if (code === 0) return tail;
  throw new StepError(
    'VSIX 没能打成。请按上面 vsce 说的修改 package.json 或 .vscodeignore 后重试。',
    'The VSIX could not be packed. Mend package.json or .vscodeignore as vsce says above and try again.',
    tail,
  );
}

if (isMain(import.meta.url)) {
  await runScript(async () => {
    await ensureDependencies();
    await step('打包 · Bundling', () => build({ production: true }));
    const vsix = await step('制作 VSIX · Packing the VSIX', packageExtension);
    console.log(`${await listing()}\n${vsix}`);
  });
}
