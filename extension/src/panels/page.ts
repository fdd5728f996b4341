import { randomBytes } from 'node:crypto';
import { Uri, type WebviewPanel } from 'vscode';
import { pageHtml } from './pageHtml.ts';

/** Gives the panel its page: an empty body, one script and one stylesheet of our own, and nothing else allowed. */
export function preparePage(view: WebviewPanel, extension: Uri, language: string): void {
  const root = Uri.joinPath(extension, 'dist', 'webview');
  view.iconPath = Uri.joinPath(extension, 'media', 'icon.png');
  view.webview.options = { enableScripts: true, localResourceRoots: [root] };
  const uri = (name: string): string =>
    view.webview.asWebviewUri(Uri.joinPath(root, name)).toString();
  view.webview.html = pageHtml({
    language,
    nonce: randomBytes(18).toString('base64'),
    styleSource: view.webview.cspSource,
    script: uri('greetingPreview.js'),
    style: uri('greetingPreview.css'),
  });
}
