import { type Connection, createConnection } from 'vscode-languageserver';
import {
  createProtocolConnection,
  type MessageReader,
  type MessageWriter,
} from 'vscode-languageserver-protocol';

/**
 * A language server connection over one peer. The library's own Node connection ends the whole
 * process when its stream ends or its client says `exit`; here only `onExit` is called, because one
 * daemon serves many windows and must outlive each of them.
 */
export function connectionOver(
  reader: MessageReader,
  writer: MessageWriter,
  onExit: () => void,
): Connection {
  return createConnection((logger) => createProtocolConnection(reader, writer, logger), {
    shutdownReceived: false,
    initialize: () => undefined,
    exit: onExit,
  });
}
