import { commands, window } from 'vscode';
import type { Action, FailureView } from '../webview/greetingPreview/protocol.ts';
import type { CommandId } from './commands/ids.ts';

const COMMANDS: Readonly<Record<Action, CommandId | 'workbench.trust.manage'>> = {
  openConfig: 'mashang.openConfig',
  restart: 'mashang.restart',
  showLog: 'mashang.showLog',
  installEngine: 'mashang.installEngine',
  manageTrust: 'workbench.trust.manage',
};

/** One message with what can be done about it. */
export async function showFailure({ message, actions }: FailureView): Promise<void> {
  const chosen = await window.showWarningMessage(message, ...actions.map(({ label }) => label));
  const action = actions.find(({ label }) => label === chosen);
  if (action !== undefined) await act(action.id);
}

export async function act(action: Action): Promise<void> {
  await commands.executeCommand(COMMANDS[action]);
}
