import { existsSync } from 'node:fs';
import { l10n, Uri, window, workspace } from 'vscode';
import { daemonLog } from '../../../server/daemon/connect.ts';
import type { Host } from '../host.ts';

/** The daemon's log file; the window's own messages where there has been no daemon yet. */
export async function showLog({ output }: Host): Promise<void> {
  const log = daemonLog(process.env);
  if (!existsSync(log)) {
    output.show(true);
    return;
  }
  const window_ = l10n.t('Messages of this window');
  const daemon = l10n.t('Log of the daemon');
  const chosen = await window.showQuickPick([daemon, window_], {
    placeHolder: l10n.t('Which log?'),
  });
  if (chosen === window_) output.show(true);
  if (chosen === daemon)
    await window.showTextDocument(await workspace.openTextDocument(Uri.file(log)));
}
