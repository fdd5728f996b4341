#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { main } from './cli/main.ts';
import { EXIT } from './cli/world.ts';
import { stackFrames } from './core/errors.ts';

const program = fileURLToPath(import.meta.url);
/** `server/` in the checkout and `dist/` in the bundle are both one step below it. */
const root = dirname(dirname(program));
const { env } = process;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, like `head`, is no reason to complain.
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`结果写不出去 / Cannot write the results: ${error.code}\n`);
  process.exit(EXIT.failed);
});
// A full disk under the daemon's log must not stop the daemon, and there is nowhere left to tell of it.
process.stderr.on('error', () => {});

const exitCode = main(
  process.argv.slice(2),
  { out: process.stdout, err: process.stderr },
  {
    installation: { program, version: version(), docsBase: docsBase() },
    env,
    execPath: process.execPath,
    nodeVersion: process.versions.node,
    app: async () => (await import('./compose.ts')).compose({ root, env }),
    log: async () =>
      (await import('./adapters/log.ts')).lineLog((line) => process.stderr.write(line)),
    engineChecks: async () => (await import('./compose.ts')).checkEngines({ root, env }),
  },
);

process.exitCode = await exitCode.catch((error: unknown) => {
  // Without the message: it may quote a row, and of a daemon this stream is the log.
  const frames = error instanceof Error ? [error.name, ...stackFrames(error)] : [typeof error];
  process.stderr.write(
    `程序内部出错，请反馈 / Mashang itself failed, please report:\n${frames.join('\n  ')}\n`,
  );
  return EXIT.failed;
});

function version(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string })
    .version;
}

/** The rule pages beside the program; a packed extension leaves them on the project's site. */
function docsBase(): string {
  const beside = join(root, 'docs', 'rules');
  const { homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    homepage?: string;
  };
  if (existsSync(beside) || homepage === undefined) return `${pathToFileURL(beside).href}/`;
  return `${homepage.replace(/[#?].*$/, '').replace(/\/$/, '')}/blob/main/docs/rules/`;
}
