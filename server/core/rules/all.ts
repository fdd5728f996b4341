import { evid001 } from './evid001.ts';
import type { Rule } from './rule.ts';

/** Every single-row rule, in the order in which their Problems are listed. */
export const RULES: readonly Rule[] = [evid001];
