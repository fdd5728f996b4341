import {
  type Disposable,
  type ExtensionContext,
  env,
  type LogOutputChannel,
  l10n,
  Uri,
  window,
  workspace,
} from 'vscode';
import { connectDaemon } from '../../server/daemon/connect.ts';
import { inProcessStreams } from './client/inProcess.ts';
import { Link } from './client/link.ts';
import { clientSettings } from './client/settings.ts';
import { duplexStreams } from './client/start.ts';
import { failureView, type Speaker } from './failure.ts';
import { GreetingPreview } from './panels/greetingPreview.ts';
import { showFailure } from './showFailure.ts';

/** Everything a command may use. */
export interface Host {
  readonly context: ExtensionContext;
  readonly output: LogOutputChannel;
  readonly speaker: Speaker;
  readonly link: Link;
  readonly preview: GreetingPreview;
  readonly isTrusted: () => boolean;
  /** Tells the user of an error and logs it. */
  readonly fail: (error: unknown) => void;
}

export function createHost(context: ExtensionContext): Host & Disposable {
  const speaker: Speaker = { l10n, language: env.language };
  const output = window.createOutputChannel(l10n.t('Mashang'), { log: true });
  const isTrusted = (): boolean => workspace.isTrusted;
  const fail = (error: unknown): void => {
    output.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    void showFailure(failureView(error, speaker));
  };
  const link = new Link({
    output,
    speaker,
    isTrusted,
    dial: async (signal) =>
      duplexStreams(
        await connectDaemon({
          program: Uri.joinPath(context.extensionUri, 'dist', 'mashang.mjs').fsPath,
          execPath: process.execPath,
          env: process.env,
          signal,
        }),
      ),
    inProcess: () => inProcessStreams(context.extensionUri, clientSettings().mashang?.year),
  });
  const preview = new GreetingPreview({ context, link, speaker, isTrusted, fail });
  const dispose = (): void => {
    preview.dispose();
    output.dispose();
  };
  return { context, output, speaker, link, preview, isTrusted, fail, dispose };
}
