// `npm test`: sets itself up, runs every check, and ends its output with "N passed, N failed".
// `npm test -- unit static` runs only the groups named.
import { mkdir } from 'node:fs/promises';
import { build } from './build.mjs';
import { packageExtension } from './package.mjs';
import { ensureBrowser } from './support/browser.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { ensureLanguagePack } from './support/languagePack.mjs';
import { ensureNode } from './support/node.mjs';
import { inRepository } from './support/paths.mjs';
import { run, SHOWN } from './support/process.mjs';
import { explain, runScript, StepError, step } from './support/steps.mjs';
import { runVitest } from './support/vitest.mjs';
import { ensureVsCodeServer } from './support/vscodeServer.mjs';

/** @typedef {import('./support/vitest.mjs').Tally} Tally */
/** @typedef {{ name: string, run: (node: string) => Promise<Tally> }} Check */

const PASSED = { passed: 1, failed: 0 };
const FAILED = { passed: 0, failed: 1 };

/** @type {Record<string, readonly Check[]>} */
const GROUPS = {
  static: [
    tool('类型 · Types (tsc)', 'typescript/bin/tsc', '-b', '--pretty'),
    tool('格式 · Format and lint (biome)', '@biomejs/biome/bin/biome', 'ci', '--colors=off'),
    tool('静态检查 · Type-aware lint (oxlint)', 'oxlint/bin/oxlint', '--type-aware'),
  ],
  unit: [vitest('单元 · Unit and architecture', 'unit')],
  build: [work('打包 · Bundles and VSIX', buildEverything)],
  integration: [vitest('集成 · Integration', 'integration')],
  e2e: [work('浏览器与 VS Code · Browser and VS Code', fetchVsCode), vitest('VS Code', 'e2e')],
};

/** Groups whose tests start what the build makes. */
const NEEDS_BUILD = ['integration', 'e2e'];

await runScript(async () => {
  const groups = chosenGroups(process.argv.slice(2));
  const node = await ensureNode();
  await ensureDependencies();
  await mkdir(inRepository('artifacts'), { recursive: true });
  /** @type {Tally} */
  const total = { passed: 0, failed: 0 };
  for (const check of groups.flatMap((group) => GROUPS[group] ?? [])) {
    const { passed, failed } = await runCheck(check, node);
    total.passed += passed;
    total.failed += failed;
  }
  if (total.failed > 0) process.exitCode = 1;
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
});

/** @param {readonly string[]} asked */
function chosenGroups(asked) {
  const known = Object.keys(GROUPS);
  const unknown = asked.filter((group) => !known.includes(group));
  if (unknown.length > 0) {
    throw new StepError(
      `没有名为 ${unknown.join(' ')} 的测试组；可选：${known.join(' ')}。`,
      `There is no group of tests named ${unknown.join(' ')}; choose from: ${known.join(' ')}.`,
    );
  }
  if (asked.length === 0) return known;
  const built = asked.some((group) => NEEDS_BUILD.includes(group)) ? ['build', ...asked] : asked;
  return known.filter((group) => built.includes(group));
}

/**
 * A check that breaks down counts as one failure, and the rest still run.
 * @param {Check} check
 * @param {string} node
 */
async function runCheck({ name, run: runIt }, node) {
  try {
    return await step(
      name,
      () => runIt(node),
      ({ failed }) => failed === 0,
    );
  } catch (error) {
    explain(error);
    return FAILED;
  }
}

/**
 * @param {string} name
 * @param {string} script the tool's program under node_modules
 * @param {...string} args
 * @returns {Check}
 */
function tool(name, script, ...args) {
  const program = inRepository('node_modules', script);
  return {
    name,
    run: async (node) => {
      const { code } = await run(node, [program, ...args], SHOWN);
      return code === 0 ? PASSED : FAILED;
    },
  };
}

/**
 * @param {string} name
 * @param {string} project
 * @returns {Check}
 */
function vitest(name, project) {
  return { name, run: (node) => runVitest(node, project) };
}

/**
 * @param {string} name
 * @param {() => Promise<void>} body
 * @returns {Check}
 */
function work(name, body) {
  return {
    name,
    run: async () => {
      await body();
      return PASSED;
    },
  };
}

async function buildEverything() {
  await build({ production: true });
  await packageExtension();
}

async function fetchVsCode() {
  await ensureVsCodeServer();
  await ensureBrowser();
  await ensureLanguagePack();
}
