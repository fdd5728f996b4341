import { type Connection, createConnection } from 'vscode-languageserver';
import {
  createProtocolConnection,
  type MessageReader,
  type MessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol';

export interface ClientConnection extends Connection {
  /** Called once, when the peer is gone for whatever reason. */
  onClose(listener: () => void): void;
}

/**
 * A language server connection over one peer. The library's own Node connection ends the whole
 * process when its stream ends or its client says `exit`; here only `onExit` is called, because one
 * daemon serves many windows and must outlive each of them.
 */
export function connectionOver(
  reader: MessageReader,
  writer: MessageWriter,
  onExit: () => void,
): ClientConnection {
  let protocol: ProtocolConnection | undefined;
  const connection = createConnection(
    () => {
      // Without the library's logger, which would report a failed write by another write, and quotes messages.
      protocol = createProtocolConnection(reader, writer);
      return protocol;
    },
    { shutdownReceived: false, initialize: () => undefined, exit: onExit },
  );
  return Object.assign(connection, {
    onClose: (listener: () => void) => void protocol?.onClose(listener),
  });
}
