import { setTimeout as delay } from 'node:timers/promises';
import type { Environment } from './culprit.ts';
import type { Patience } from './watch.ts';

export interface EndpointLimits extends Patience {
  readonly connectMs: number;
  /** Longest pause before the second attempt, when the server names none. */
  readonly backoffMs: number;
  /** A server that asks for a longer pause than this is not asked again. */
  readonly longestPauseMs: number;
}

export const INTERACTIVE: EndpointLimits = {
  connectMs: 5_000,
  firstTokenMs: 30_000,
  betweenTokensMs: 20_000,
  totalMs: 120_000,
  backoffMs: 500,
  longestPauseMs: 10_000,
};

/** What an endpoint engine is given besides its configuration. */
export interface EndpointParts {
  readonly isDefault: boolean;
  readonly env: Environment;
  readonly limits: EndpointLimits;
  readonly random: () => number;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const STANDARD_PARTS: EndpointParts = {
  isDefault: false,
  env: process.env,
  limits: INTERACTIVE,
  random: Math.random,
  pause: (ms, signal) => delay(ms, undefined, { signal }),
};
