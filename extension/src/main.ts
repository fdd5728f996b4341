import { type ExtensionContext, window, workspace } from 'vscode';
import { registerCommands } from './commands/table.ts';
import { followDatasets } from './datasets/followDatasets.ts';
import { createHost, type Host } from './host.ts';
import { createStatusItem } from './statusItem.ts';

let host: Host | undefined;

/** Builds the host, starts the client and registers what the manifest names; nothing waits for the daemon here. */
export function activate(context: ExtensionContext): void {
  const created = createHost(context);
  host = created;
  const { link, preview, speaker } = created;
  context.subscriptions.push(
    created,
    createStatusItem(link, speaker),
    ...registerCommands(created),
    window.registerWebviewPanelSerializer(preview.viewType, preview),
    workspace.onDidGrantWorkspaceTrust(() => void link.reconnect()),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('mashang')) void link.sendSettings();
    }),
    followDatasets(),
  );
  void link.start();
}

export async function deactivate(): Promise<void> {
  await host?.link.dispose();
}
