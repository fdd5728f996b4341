import { AppError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import type { Schema } from '../protocol/schemas.ts';

/**
 * What a client sent, once it has the form it must have. Throws INPUT_INVALID, which names the places
 * that are wrong and not what stood there: it may be a row's text.
 */
export function checked<P>(schema: Schema<P>, sent: unknown): P {
  const parsed = schema.safeParse(sent);
  if (parsed.success) return parsed.data;
  const places = new Set(parsed.error.issues.map((issue) => issue.path.map(String).join('.')));
  const list = (whole: string): string => [...places].map((place) => place || whole).join(', ');
  throw new AppError(
    'INPUT_INVALID',
    text(
      `请求里这几处缺了或不对：${list('整个请求')}。改好再试`,
      `These parts of the request are missing or wrong: ${list('all of it')}; correct them and try again`,
    ),
  );
}
