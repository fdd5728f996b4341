import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import { Uri } from 'vscode';
import type { Streams } from './start.ts';

/** What dist/inProcess.cjs exports: the language server without engines, adapters or IO. */
interface InProcessServer {
  readonly attachInProcess: (
    streams: { readonly reader: PassThrough; readonly writer: PassThrough },
    options: { readonly docsBase: string; readonly year: number },
  ) => void;
}

/** The target 春节 of a user who has set none; config.json is not read for a folder that is not trusted. */
const DEFAULT_YEAR = 2026;

/** A language server inside this process, for folders that are not trusted: it checks rows and does nothing else. */
export function inProcessStreams(extension: Uri, year = DEFAULT_YEAR): Streams {
  const load = createRequire(__filename);
  const bundle = Uri.joinPath(extension, 'dist', 'inProcess.cjs').fsPath;
  const { attachInProcess } = load(bundle) as InProcessServer;
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const docsBase = Uri.joinPath(extension, 'docs', 'rules').toString();
  attachInProcess({ reader: toServer, writer: toClient }, { docsBase, year });
  return { reader: toClient, writer: toServer };
}
