const MOST_RESTARTS = 5;
const WINDOW_MS = 3 * 60 * 1000;

export interface RestartDecision {
  /** Monotonic milliseconds at which the daemon died, newest last; only the recent ones. */
  readonly deaths: readonly number[];
  readonly again: boolean;
}

/**
 * A daemon that died is started again, five times in three minutes at most: past that it would only
 * die once more, and the user is offered a button instead.
 */
export function afterDeath(deaths: readonly number[], nowMs: number): RestartDecision {
  const recent = [...deaths.filter((at) => nowMs - at < WINDOW_MS), nowMs];
  return { deaths: recent, again: recent.length <= MOST_RESTARTS };
}
