import { commands } from 'vscode';

export async function showProblems(): Promise<void> {
  await commands.executeCommand('workbench.actions.view.problems');
}
