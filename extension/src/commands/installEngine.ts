import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CancellationToken,
  type LogOutputChannel,
  l10n,
  ProgressLocation,
  window,
} from 'vscode';
import { engineDirectory } from '../../../server/daemon/connect.ts';
import type { Host } from '../host.ts';
import { engineManifest } from './engineManifest.ts';

/** Fetches the embedded engine's native package with npm, after saying what it will fetch and from where. */
export async function installEngine({ context, output }: Host): Promise<void> {
  const directory = engineDirectory(process.env);
  const manifest = engineManifest(context.extension.packageJSON);
  const install = l10n.t('Install');
  const chosen = await window.showInformationMessage(
    l10n.t('Install the embedded engine?'),
    {
      modal: true,
      detail: l10n.t(
        'npm will fetch node-llama-cpp {0} with its ready-made binaries for this system, about 120 MB on disk, from the npm registry into {1}. No install scripts are run.',
        manifest.dependencies['node-llama-cpp'],
        directory,
      ),
    },
    install,
  );
  if (chosen !== install) return;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(join(directory, 'package.json'), JSON.stringify(manifest, undefined, 2));
  const code = await installing(directory, output);
  if (code === 'cancelled') return;
  if (code === 0) {
    await window.showInformationMessage(
      l10n.t('The embedded engine is installed; the next greeting uses it.'),
    );
    return;
  }
  output.show(true);
  await window.showWarningMessage(
    code === undefined
      ? l10n.t('npm was not found. Install Node.js, which brings npm, and try again.')
      : l10n.t(
          'npm could not install the engine (exit code {0}). Its messages are in the log; check the network and try again.',
          code,
        ),
  );
}

function installing(
  directory: string,
  output: LogOutputChannel,
): Thenable<number | 'cancelled' | undefined> {
  const title = l10n.t('Installing the embedded engine…');
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (_progress, token) => npmInstall(directory, output, token),
  );
}

/** The exit code of npm; undefined when there is no npm. */
function npmInstall(
  cwd: string,
  output: LogOutputChannel,
  token: CancellationToken,
): Promise<number | 'cancelled' | undefined> {
  const windows = process.platform === 'win32';
  const npm = spawn(
    windows ? 'npm.cmd' : 'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund'],
    { cwd, shell: windows },
  );
  const tell = (chunk: Buffer): void => output.info(chunk.toString('utf8').trimEnd());
  npm.stdout.on('data', tell);
  npm.stderr.on('data', tell);
  const cancelling = token.onCancellationRequested(() => npm.kill());
  return new Promise((resolve) => {
    npm.once('error', () => resolve(undefined));
    npm.once('close', (code) => {
      cancelling.dispose();
      resolve(token.isCancellationRequested ? 'cancelled' : (code ?? -1));
    });
  });
}
