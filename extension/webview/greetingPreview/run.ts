import type { FailureView, Piece, Request, Run, RunEvent } from './protocol.ts';

/** The Run after an event; text of a Run that is not the running one is late and changes nothing. */
export function nextRun(run: Run | undefined, event: RunEvent): Run | undefined {
  if (event.kind !== 'delta') return event;
  if (run?.kind !== 'running' || run.id !== event.id) return run;
  return { ...run, drafts: appended(run.drafts, event.pieces) };
}

export function started(id: string, request: Request): Run {
  return {
    kind: 'running',
    id,
    request,
    drafts: Array.from({ length: request.form.count }, () => ''),
  };
}

/** The Run with the text it had when it failed. */
export function failedRun(run: Run, failure: FailureView): Run {
  const drafts = run.kind === 'finished' ? run.candidates.map(({ text }) => text) : run.drafts;
  return { kind: 'failed', id: run.id, request: run.request, drafts, failure };
}

function appended(drafts: readonly string[], pieces: readonly Piece[]): readonly string[] {
  const next = [...drafts];
  for (const { candidate, text } of pieces) {
    if (candidate < next.length) next[candidate] += text;
  }
  return next;
}
