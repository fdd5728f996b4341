import { ai101 } from './ai101.ts';
import { ai108 } from './ai108.ts';
import { evid001 } from './evid001.ts';
import { evid005 } from './evid005.ts';
import { fact701 } from './fact701.ts';
import { fact702 } from './fact702.ts';
import { fact703 } from './fact703.ts';
import { fact704 } from './fact704.ts';
import { fmt901 } from './fmt901.ts';
import { fmt902 } from './fmt902.ts';
import { fmt904 } from './fmt904.ts';
import { gen102 } from './gen102.ts';
import { len501 } from './len501.ts';
import { name601 } from './name601.ts';
import { pii951 } from './pii951.ts';
import { pii952 } from './pii952.ts';
import { pii953 } from './pii953.ts';
import { pii954 } from './pii954.ts';
import { reg301 } from './reg301.ts';
import { reg302 } from './reg302.ts';
import type { Rule } from './rule.ts';
import { str201 } from './str201.ts';

/** Every single-row rule, in the order in which their Problems are listed. */
export const RULES: readonly Rule[] = [
  evid001,
  evid005,
  gen102,
  ai101,
  ai108,
  str201,
  reg301,
  reg302,
  fact701,
  fact702,
  fact703,
  fact704,
  len501,
  name601,
  fmt901,
  fmt902,
  fmt904,
  pii951,
  pii952,
  pii953,
  pii954,
];
