// `npm run test:stack`: the tests against the real training and serving stack, on the CPU.
import { build } from './build.mjs';
import { ensureDependencies } from './support/dependencies.mjs';
import { ensureNode } from './support/node.mjs';
import { inRepository } from './support/paths.mjs';
import { run } from './support/process.mjs';
import { runScript, StepError, step } from './support/steps.mjs';
import { runVitest } from './support/vitest.mjs';

await runScript(async () => {
  const node = await ensureNode();
  await ensureDependencies();
  await step('打包 · Bundling', () => build());
  const setUp = inRepository('test', 'stack', 'setup.mjs');
  const { code, tail } = await run(node, [setUp], { show: true });
  if (code !== 0) {
    throw new StepError(
      '训练与推理环境没能装好。请按上面最后一行说的处理后重试。',
      'The training and serving environment could not be set up. Do what the last line above says and try again.',
      tail,
    );
  }
  const { passed, failed } = await runVitest(node, 'stack');
  if (failed > 0) process.exitCode = 1;
  console.log(`\n${passed} passed, ${failed} failed`);
});
