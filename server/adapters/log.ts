import type { Log } from '../app/ports.ts';
import { stackFrames } from '../core/errors.ts';

/** A Log that writes one JSON object a line. */
export function lineLog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  const event: Log['event'] = (name, fields = {}) => {
    write(`${JSON.stringify({ at: now().toISOString(), event: name, ...fields })}\n`);
  };
  return { event, bug: (where, error) => event('bug', { where, ...bugFields(error) }) };
}

function bugFields(error: unknown): {
  readonly type: string;
  readonly code?: string;
  readonly stack?: string;
} {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as NodeJS.ErrnoException;
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    stack: stackFrames(error).join(' < '),
  };
}
