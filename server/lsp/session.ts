import type { InitializeParams } from 'vscode-languageserver-protocol';
import type { App } from '../app/app.ts';
import type { Rule, RuleContext } from '../core/rules/rule.ts';
import { rulePage } from '../core/rules/rulePage.ts';
import type { Locale, Text } from '../core/text.ts';
import { localeOf } from './locale.ts';
import { DEFAULT_SETTINGS, readSettings, type Settings } from './settings.ts';

/** What a client said about itself. */
export interface Client {
  readonly locale: Locale;
  readonly settings: Settings;
  readonly snippets: boolean;
  readonly versionedEdits: boolean;
  readonly lensRefresh: boolean;
}

/** All that an answer depends on besides the document. */
export interface Session {
  readonly app: App;
  readonly rules: readonly Rule[];
  readonly docsBase: string;
  readonly client: Client;
}

export const UNKNOWN_CLIENT: Client = {
  locale: 'zh',
  settings: DEFAULT_SETTINGS,
  snippets: false,
  versionedEdits: false,
  lensRefresh: false,
};

export function clientOf({
  locale,
  capabilities,
  initializationOptions,
}: InitializeParams): Client {
  return {
    locale: localeOf(locale),
    settings: readSettings(initializationOptions),
    snippets: capabilities.textDocument?.completion?.completionItem?.snippetSupport ?? false,
    versionedEdits: capabilities.workspace?.workspaceEdit?.documentChanges ?? false,
    lensRefresh: capabilities.workspace?.codeLens?.refreshSupport ?? false,
  };
}

export function ruleContext({ app, client }: Session): RuleContext {
  return { ...app.context, year: client.settings.year ?? app.context.year };
}

export function words(session: Session, text: Text): string {
  return text[session.client.locale];
}

/** Where the page about a Problem's code can be opened. */
export function pageAddress(session: Session, code: string): string | undefined {
  const page = rulePage(code);
  return page === undefined ? undefined : `${session.docsBase.replace(/\/*$/, '/')}${page}`;
}
