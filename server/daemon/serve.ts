import type { Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { type Message, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { App } from '../app/app.ts';
import type { Log } from '../app/ports.ts';
import { attach } from '../lsp/attach.ts';
import { connectionOver } from '../lsp/connection.ts';
import { type DaemonStatus, daemonStatus, stopDaemon } from '../protocol/requests.ts';
import { FRAME_LIMIT_BYTES, FrameGuard } from './frameGuard.ts';

export interface ServeOptions {
  readonly app: App;
  readonly docsBase: string;
  readonly log: Log;
  readonly status: () => DaemonStatus;
  readonly stop: () => void;
}

/** Speaks to one client until it goes. Whatever it sends or fails to read is its own misfortune only. */
export function serve(socket: Socket, options: ServeOptions): void {
  const guard = new FrameGuard();
  pipeline(socket, guard, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  const connection = connectionOver(new StreamMessageReader(guard), new BoundedWriter(socket), () =>
    socket.end(),
  );
  attach(connection, options.app, { docsBase: options.docsBase, log: options.log });
  connection.onRequest(daemonStatus, () => options.status());
  connection.onRequest(stopDaemon, () => {
    setImmediate(options.stop);
    return null;
  });
  connection.listen();
}

/** Drops what a vanished client can no longer read, and a client that stopped reading. */
class BoundedWriter extends StreamMessageWriter {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    super(socket);
    this.#socket = socket;
  }

  override async write(message: Message): Promise<void> {
    if (this.#socket.writableLength > FRAME_LIMIT_BYTES) this.#socket.destroy();
    if (!this.#socket.writable) return;
    await super.write(message).catch(() => undefined);
  }
}
