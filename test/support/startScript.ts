// `npm start` as a person runs it, with directories of its own: it ends when told to.
import { type ChildProcess, spawn } from 'node:child_process';
import { inRepository } from '../../scripts/support/paths.mjs';

export interface Started {
  /** What the script says to open. */
  readonly address: string;
  /** The folder that the window opens. */
  readonly workspace: string;
  /** All that it has printed. */
  readonly output: string;
  readonly stop: () => Promise<void>;
}

/** What to open, in the output of the script. */
export const ADDRESS = /^ +(http:\/\/127\.0\.0\.1:\S+)$/m;

/** Resolves once the script has printed the address; rejects with what it said when it ends before that. */
export function runStart(env: NodeJS.ProcessEnv): Promise<Started> {
  const child = spawn(process.execPath, [inRepository('scripts', 'start.mjs')], { env });
  let output = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const [, address] = ADDRESS.exec(output) ?? [];
      if (address === undefined) return;
      const workspace = new URL(address).searchParams.get('folder') ?? '';
      resolve({ address, workspace, output, stop: () => ended(child) });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(`npm start ended early:\n${output}`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}
