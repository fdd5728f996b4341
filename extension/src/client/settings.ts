import { workspace } from 'vscode';
import type { ClientSettings } from '../../../server/protocol/requests.ts';

/** What the server may know of this window's settings; nothing in it names a program, host, path or URL. */
export function clientSettings(): ClientSettings {
  const settings = workspace.getConfiguration('mashang');
  const year = settings.get<number | null>('year', null);
  const codeLens = { enabled: settings.get('codeLens.enabled', true) };
  return { mashang: { codeLens, ...(typeof year === 'number' ? { year } : {}) } };
}
