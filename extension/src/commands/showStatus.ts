import { commands, l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { statusView } from '../client/status.ts';
import type { Host } from '../host.ts';
import type { CommandId } from './ids.ts';

interface Choice extends QuickPickItem {
  readonly command?: CommandId;
}

/** How the daemon is, and what can be done about it: what a click on the status item opens. */
export async function showStatus({ link, speaker }: Host): Promise<void> {
  await link.refreshStatus();
  const [title, ...details] = statusView(link.state, speaker).tooltip.slice(0, -1);
  const choices: Choice[] = [
    { label: `$(sparkle) ${l10n.t('Generate greeting…')}`, command: 'mashang.generate' },
    { label: `$(settings-gear) ${l10n.t('Open config.json')}`, command: 'mashang.openConfig' },
    { label: `$(debug-restart) ${l10n.t('Restart daemon')}`, command: 'mashang.restart' },
    { label: `$(output) ${l10n.t('Show log')}`, command: 'mashang.showLog' },
    ...(details.length === 0
      ? []
      : [{ label: l10n.t('Daemon'), kind: QuickPickItemKind.Separator }]),
    ...details.map((label) => ({ label })),
  ];
  const chosen = await window.showQuickPick(choices, { title: title ?? '' });
  if (chosen?.command !== undefined) await commands.executeCommand(chosen.command);
}
