import { chinese } from './chinese.ts';
import { restricted } from './restricted.ts';
import type { InHostTest } from './run.ts';
import { trusted } from './trusted.ts';

/** Each suite runs in a window of its own, because trust and language cannot change in an open one. */
export const SUITES: Readonly<Record<string, readonly InHostTest[]>> = {
  trusted,
  chinese,
  restricted,
};
