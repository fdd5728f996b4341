import { type Disposable, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Link } from './client/link.ts';
import type { LinkState } from './client/state.ts';
import { statusView } from './client/status.ts';
import type { Speaker } from './failure.ts';

/** The one item in the status bar. */
export function createStatusItem(link: Link, speaker: Speaker): Disposable {
  const item = window.createStatusBarItem('mashang.status', StatusBarAlignment.Left, 0);
  item.name = speaker.l10n.t('Mashang');
  item.command = 'mashang.showStatus';
  const show = (state: LinkState): void => {
    const view = statusView(state, speaker);
    item.text = view.text;
    item.tooltip = view.tooltip.join('\n');
    item.accessibilityInformation = { label: view.spoken, role: 'button' };
    item.backgroundColor = view.warning
      ? new ThemeColor('statusBarItem.warningBackground')
      : undefined;
  };
  show(link.state);
  item.show();
  const subscription = link.onChange(show);
  return {
    dispose: () => {
      subscription.dispose();
      item.dispose();
    },
  };
}
