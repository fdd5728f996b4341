import { z } from 'zod';

/** What one event of a streamed chat completion says. */
export type ChatChunk =
  | { readonly kind: 'text'; readonly text: string; readonly finish?: string }
  /** Nothing to show: a role, a usage report, or reasoning, which counts as a sign of life. */
  | { readonly kind: 'nothing'; readonly alive: boolean; readonly finish?: string }
  /** The server reports a failure inside a 200 answer; `type` is a bare identifier or absent. */
  | { readonly kind: 'error'; readonly type?: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'nonsense' };

const schema = z.object({
  error: z.unknown().optional(),
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            reasoning: z.string().nullish(),
            reasoning_content: z.string().nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
});

export function readChatChunk(data: string): ChatChunk {
  if (data.trim() === '[DONE]') return { kind: 'done' };
  const parsed = schema.safeParse(parseJson(data));
  if (!parsed.success) return { kind: 'nonsense' };
  const { error, choices } = parsed.data;
  if (error !== undefined && error !== null) return { kind: 'error', ...errorType(error) };
  if (choices === undefined || choices === null) return { kind: 'nonsense' };
  const [choice] = choices;
  const finish = choice?.finish_reason ? { finish: choice.finish_reason } : {};
  const text = choice?.delta?.content ?? '';
  if (text !== '') return { kind: 'text', text, ...finish };
  const alive = Boolean(choice?.delta?.reasoning || choice?.delta?.reasoning_content);
  return { kind: 'nothing', alive, ...finish };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The identifier of an error that a server reported. Its message is left alone, since servers quote
 * the prompt in it; so is a type that is anything but an identifier.
 */
export function errorType(error: unknown): { readonly type?: string } {
  const named = z.object({ type: z.string().nullish(), code: z.string().nullish().catch(null) });
  const parsed = named.safeParse(error);
  const type = parsed.success ? (parsed.data.type ?? parsed.data.code) : undefined;
  return type && /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/.test(type) ? { type } : {};
}
