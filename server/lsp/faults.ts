import { ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver-protocol';
import type { Log } from '../app/ports.ts';
import { type AppError, stackFrames } from '../core/errors.ts';
import { type Locale, text } from '../core/text.ts';
import type { ErrorData } from '../protocol/requests.ts';

/**
 * A log for a server that has none of its own. Only names and places are written: the message of an
 * error may quote the text it failed on (JSON.parse does), and row text never reaches a log.
 */
export function faultLog(write: (line: string) => void): Log {
  return {
    event: () => undefined,
    bug: (where, error) => write(`${where}: ${faultName(error)}`),
  };
}

function faultName(error: unknown): string {
  if (!(error instanceof Error)) return `${typeof error} thrown`;
  return [error.name, ...stackFrames(error).slice(0, 8)].join('\n');
}

/** Reports each bug once, however many rows or keystrokes meet it. */
export function onceEach(log: Log): (where: string, error: unknown) => void {
  const seen = new Set<string>();
  return (where, error) => {
    const name = `${where}: ${faultName(error)}`;
    if (seen.has(name)) return;
    seen.add(name);
    log.bug(where, error);
  };
}

/** The answer to a request that the world did not let us fulfil, in the client's language. */
export function appErrorResponse(error: AppError, locale: Locale): ResponseError<ErrorData> {
  const { code, text: words, retryable } = error;
  return new ResponseError(LSPErrorCodes.RequestFailed, words[locale], {
    code,
    text: words,
    retryable,
  });
}

const BUG = text(
  '程序内部出错，日志里有记录；其他功能不受影响，可以再试一次',
  'Something failed inside Mashang and was logged; everything else still works, and you can try again',
);

/** The answer to a request in which we failed ourselves. */
export function bugResponse(locale: Locale): ResponseError<never> {
  return new ResponseError(ErrorCodes.InternalError, BUG[locale]);
}
