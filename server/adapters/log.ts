import type { Log } from '../app/ports.ts';

/** A Log that writes one JSON object a line. */
export function lineLog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  const event: Log['event'] = (name, fields = {}) => {
    write(`${JSON.stringify({ at: now().toISOString(), event: name, ...fields })}\n`);
  };
  return { event, bug: (where, error) => event('bug', { where, ...bugFields(error) }) };
}

/**
 * The message is left out on purpose: JSON.parse and its like quote the text they choked on, and that
 * text is somebody's greeting.
 */
function bugFields(error: unknown): { readonly type: string; readonly code?: string; readonly stack?: string } {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const { code } = error as NodeJS.ErrnoException;
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    stack: frames.map((frame) => frame.trim()).join(' < '),
  };
}
