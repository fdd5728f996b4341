import { z } from 'zod';
import { rowSchema } from './row.ts';

/** The JSON Schema of a Row as a person may write it, for other editors; draft 7 is what they read. */
export function rowJsonSchema(): object {
  return z.toJSONSchema(rowSchema, { io: 'input', target: 'draft-7' });
}
