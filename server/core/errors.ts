import type { Text } from './text.ts';

/**
 * Every way in which the world outside can fail us. Callers branch on `code`, never on words.
 * Broken user data is a Problem instead, and a bug is a plain exception.
 */
export type ErrorCode =
  | 'CONFIG_INVALID'
  | 'ENGINE_UNKNOWN'
  | 'ENGINE_MISSING'
  | 'ENGINE_CRASHED'
  | 'MODEL_NOT_FOUND'
  | 'MODEL_INVALID'
  | 'ENDPOINT_REFUSED'
  | 'ENDPOINT_STATUS'
  | 'ENDPOINT_RESET'
  | 'ENDPOINT_STALLED'
  | 'ENDPOINT_NONSENSE'
  | 'QUEUE_FULL'
  | 'STOPPED'
  | 'RESTRICTED_MODE'
  | 'INPUT_INVALID'
  | 'FILE_UNREADABLE'
  | 'FILE_UNWRITABLE'
  | 'DAEMON_UNREACHABLE'
  | 'DAEMON_DIRECTORY_UNSAFE';

/** `message` says what was tried, on what, and what to do next; it never contains row text or secrets. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly text: Text;
  readonly retryable: boolean;

  constructor(code: ErrorCode, text: Text, options: { cause?: unknown; retryable?: boolean } = {}) {
    super(text.en, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.text = text;
    this.retryable = options.retryable ?? false;
  }
}

/**
 * Where an exception came from, without what it says: JSON.parse and its like quote the text they
 * choked on, and that text is somebody's greeting.
 */
export function stackFrames(error: Error): readonly string[] {
  const stack = error.stack ?? '';
  const after = stack.indexOf(error.message) + error.message.length;
  const frames = stack.slice(after).split('\n').slice(1);
  return frames.filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line)).map((line) => line.trim());
}
