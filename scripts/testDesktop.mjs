// `npm run test:desktop`: the in-host suite on a desktop VS Code, for machines that can download one.
// It runs twice: on the oldest VS Code that package.json promises, and on the newest.
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { cacheDirectory } from './support/cache.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { bundleInHostSuite, readResults } from './support/inHost.mjs';
import { RESULTS_VARIABLE, SUITE_VARIABLE } from './support/inHostVariables.mjs';
import { onNewNode } from './support/node.mjs';
import { inRepository } from './support/paths.mjs';
import { runScript, StepError, step } from './support/steps.mjs';

await onNewNode(import.meta.url, () =>
  runScript(async () => {
    await ensureDependencies();
    await step('打包 · Bundling', () => build());
    const tests = await bundleInHostSuite();
    let passed = 0;
    let failed = 0;
    for (const version of [await oldestVersion(), 'stable']) {
      for (const { name, error } of await runOn(version, tests)) {
        console.log(`  ${error ? '✗' : '✓'} ${version}: ${name}${error ? `\n${error}` : ''}`);
        if (error) failed += 1;
        else passed += 1;
      }
    }
    if (failed > 0) process.exitCode = 1;
    console.log(`\n${passed} passed, ${failed} failed`);
  }),
);

async function oldestVersion() {
  const { engines } = JSON.parse(await readFile(inRepository('package.json'), 'utf8'));
  return String(engines.vscode).replace('^', '');
}

/**
 * @param {string} version
 * @param {string} extensionTestsPath
 */
async function runOn(version, extensionTestsPath) {
  const directory = await mkdtemp(join(tmpdir(), 'mashang-desktop-'));
  const results = join(directory, 'results.json');
  const workspace = join(directory, 'workspace');
  await mkdir(workspace);
  try {
    const vscodeExecutablePath = await step(`VS Code ${version}`, () => download(version));
    const { runTests } = await import('@vscode/test-electron');
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: inRepository('.'),
      extensionTestsPath,
      launchArgs: [
        workspace,
        '--disable-workspace-trust',
        `--user-data-dir=${join(directory, 'user-data')}`,
        `--extensions-dir=${join(directory, 'extensions')}`,
      ],
      extensionTestsEnv: {
        [RESULTS_VARIABLE]: results,
        [SUITE_VARIABLE]: 'trusted',
        XDG_CONFIG_HOME: join(directory, 'config'),
        XDG_RUNTIME_DIR: directory,
      },
    });
    return (await readResults(results)) ?? [];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** @param {string} version */
async function download(version) {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: join(cacheDirectory(), 'desktop') });
  } catch (error) {
    throw new StepError(
      `没能下载桌面版 VS Code ${version}。这组测试需要能访问 VS Code 下载站的网络和一个桌面（Linux 上可用 xvfb-run）；没有的话，npm test 在服务器版 VS Code 上跑的是同一组测试。`,
      `Could not download desktop VS Code ${version}. This suite needs a network that reaches VS Code's download site, and a desktop (xvfb-run will do on Linux); without them, npm test runs the same suite on the server build.`,
      error instanceof Error ? error.message : String(error),
    );
  }
}
