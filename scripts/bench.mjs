// `npm run bench -- S3`: one lane, one JSON on stdout; progress goes to stderr.
import { ensureDependencies } from './support/dependencies.mjs';
import { onNewNode } from './support/node.mjs';
import { inRepository } from './support/paths.mjs';
import { runScript, StepError } from './support/steps.mjs';

/** @type {Record<string, string>} */
const LANES = { S3: 'lintCli.ts', mini: 'mini.ts' };

await runScript(async () => {
  // Everything but the result is progress, and the steps below print theirs with console.log.
  console.log = console.error;
  await onNewNode(import.meta.url, async () => {
    const lane = process.argv[2] ?? '';
    const file = LANES[lane];
    if (file === undefined) {
      const known = Object.keys(LANES).join(' ');
      throw new StepError(
        `没有名为「${lane}」的性能项目，可选：${known}。`,
        `There is no lane named "${lane}"; choose from: ${known}.`,
      );
    }
    await ensureDependencies();
    const bench = await import(inRepository('test', 'bench', file));
    process.stdout.write(`${JSON.stringify(await bench.run())}\n`);
  });
});
