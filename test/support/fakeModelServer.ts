import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as the server saw it. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: ChatRequest;
  /** Resolves with the time (performance.now) at which the client closed the socket of this request. */
  readonly closed: Promise<number>;
}

export interface ChatRequest {
  readonly model?: string;
  readonly messages?: readonly { readonly role: string; readonly content: string }[];
  readonly seed?: number;
  readonly [field: string]: unknown;
}

/** One answer, played on the wire. */
export type Answer = (exchange: Exchange) => void;

export interface Exchange {
  readonly request: ChatRequest;
  readonly response: ServerResponse;
  readonly socket: Socket;
}

/** A scripted OpenAI-compatible server on loopback or a Unix socket; it records what it was asked. */
export interface FakeModelServer {
  /** For config.json: `http://127.0.0.1:PORT/v1` or `unix:/…`. */
  readonly url: string;
  readonly requests: readonly Received[];
  /** Sockets that clients have opened so far. */
  readonly connections: number;
  /** Resolves when `count` requests have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Request k gets answer k; the last answer is repeated. */
export async function fakeModelServer(
  answers: readonly Answer[],
  { socketPath }: { readonly socketPath?: string } = {},
): Promise<FakeModelServer> {
  const requests: Received[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const closed = new Promise<number>((resolve) =>
        response.once('close', () => resolve(performance.now())),
      );
      requests.push({ path: request.url ?? '', headers: request.headers, body, closed });
      const answer = answers[Math.min(requests.length, answers.length) - 1];
      answer?.({ request: body, response, socket: request.socket });
      for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
    });
  });
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  });
  const listening =
    socketPath === undefined ? { port: 0, host: '127.0.0.1' } : { path: socketPath };
  await new Promise<void>((resolve) => server.listen(listening, resolve));
  return {
    url:
      socketPath === undefined
        ? `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
        : `unix:${socketPath}`,
    requests,
    get connections() {
      return connections;
    },
    arrived: (count) =>
      requests.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push({ count, resolve })),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<ChatRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as ChatRequest);
}

/** One event of a streamed chat completion. */
export function event(value: unknown): string {
  return `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;
}

export function delta(content: string): string {
  return event({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
}

export function finish(reason = 'stop'): string {
  return event({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });
}

export const DONE = event('[DONE]');

/** Begins an event stream and writes the given bytes; the answer stays open. */
export function begin(response: ServerResponse, ...pieces: readonly (string | Uint8Array)[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  // A head without a body would wait for the first write.
  response.flushHeaders();
  for (const piece of pieces) response.write(piece);
}

/** A whole, healthy answer made of these deltas. */
export const says =
  (...texts: readonly string[]): Answer =>
  ({ response }) => {
    begin(response, event({ choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] }));
    for (const text of texts) response.write(delta(text));
    response.end(finish() + DONE);
  };

/** Exactly these bytes as an event stream, then the end. */
export const streams =
  (...pieces: readonly (string | Uint8Array)[]): Answer =>
  ({ response }) => {
    begin(response, ...pieces);
    response.end();
  };

/** These bytes, then silence: the answer stays open until the client leaves. */
export const hangsAfter =
  (...pieces: readonly (string | Uint8Array)[]): Answer =>
  ({ response }) =>
    begin(response, ...pieces);

/** No answer at all. */
export const silent: Answer = () => {};

export const resetsBeforeHeaders: Answer = ({ socket }) => socket.resetAndDestroy();

/** Sends these bytes, waits until they have left, then resets the connection. */
export const resetsAfter =
  (...pieces: readonly string[]): Answer =>
  ({ response, socket }) => {
    begin(response, ...pieces);
    response.write(': the end\n', () => socket.resetAndDestroy());
  };

/** An error answer in OpenAI's form; its message quotes the prompt, as real servers do. */
export const fails =
  (
    status: number,
    options: {
      readonly type?: string;
      readonly message?: string;
      readonly retryAfter?: string;
    } = {},
  ): Answer =>
  ({ request, response }) => {
    const message = options.message ?? `cannot answer ${JSON.stringify(request.messages)}`;
    const header = options.retryAfter === undefined ? {} : { 'retry-after': options.retryAfter };
    response.writeHead(status, { 'content-type': 'application/json', ...header });
    response.end(
      JSON.stringify({ error: { message, type: options.type ?? 'BadRequestError', code: status } }),
    );
  };
