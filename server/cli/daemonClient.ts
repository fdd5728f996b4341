import type { Socket } from 'node:net';
import {
  createMessageConnection,
  type MessageConnection,
  ResponseError,
} from 'vscode-jsonrpc/node';
import { AppError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { stuckDaemon } from '../daemon/connect.ts';
import type { ErrorData } from '../protocol/requests.ts';

export interface DaemonClient {
  readonly connection: MessageConnection;
  /**
   * Resolves `work`, or throws DAEMON_UNREACHABLE should the daemon vanish first, or not have answered
   * within `limitMs`; its own errors arrive as AppError.
   */
  during<T>(work: Promise<T>, limitMs?: number): Promise<T>;
  close(): void;
}

export function daemonClient(socket: Socket): DaemonClient {
  const connection = createMessageConnection(socket, socket);
  const gone = new Promise<never>((_, reject) => {
    connection.onClose(() => reject(new DaemonVanished()));
  });
  gone.catch(() => undefined);
  connection.listen();
  return {
    connection,
    during: async (work, limitMs) => {
      // Whichever loses the race may still fail, and nobody waits for it then.
      work.catch(() => undefined);
      const limit = limitMs === undefined ? undefined : timeLimit(limitMs);
      return Promise.race([work, gone, ...(limit === undefined ? [] : [limit.passed])])
        .catch((error: unknown) => {
          throw asAppError(error);
        })
        .finally(limit?.dispose);
    },
    close: () => {
      connection.dispose();
      socket.destroy();
    },
  };
}

function timeLimit(limitMs: number): {
  readonly passed: Promise<never>;
  readonly dispose: () => void;
} {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(stuckDaemon()), limitMs);
  });
  return { passed, dispose: () => clearTimeout(timer) };
}

/** An error that crossed the socket carries its code and both texts in `data`. */
function asAppError(error: unknown): unknown {
  if (!(error instanceof ResponseError)) return error;
  const data = error.data as Partial<ErrorData> | undefined;
  if (data?.code === undefined || data.text === undefined) return failedInside(error.message);
  return new AppError(data.code, data.text, { retryable: data.retryable ?? false });
}

function failedInside(message: string): AppError {
  return new AppError(
    'DAEMON_UNREACHABLE',
    text(`后台程序没能完成请求：${message}`, `The daemon could not fulfil the request: ${message}`),
  );
}

/** The connection closed before the answer came. */
export class DaemonVanished extends AppError {
  constructor() {
    super(
      'DAEMON_UNREACHABLE',
      text(
        '后台程序中途退出了，再运行一次就会重新启动；日志的位置见 mashang doctor',
        'The daemon ended before it answered; run the command again and it will be started anew; `mashang doctor` shows where its log is',
      ),
      { retryable: true },
    );
  }
}
