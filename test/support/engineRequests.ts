import type { Engine, EngineRequest } from '../../server/app/ports.ts';
import { AppError } from '../../server/core/errors.ts';
import { promptSpec, renderMessages } from '../../server/core/greeting/prompt.ts';

/** A request such as the use case makes; `details` is the row text that no error may repeat. */
export function engineRequest(details = '去年秋天一起在苏州平江路喝茶', seed = 1): EngineRequest {
  const spec = promptSpec(2026);
  const input = {
    称呼: '周姐',
    关系: '朋友',
    交往细节: details,
    风格: '随意',
    字数: '30-60',
  } as const;
  return {
    messages: renderMessages(spec, input),
    sampling: spec.sampling,
    thinking: spec.thinking,
    seed,
  };
}

export interface Answered {
  readonly text: string;
  readonly pieces: readonly string[];
  /** Absent when the engine ended without saying how, as it does after a stop. */
  readonly reason: 'stop' | 'length' | undefined;
  readonly error: unknown;
}

export const NEVER = new AbortController().signal;

/** Reads an answer to its end, whatever that is. */
export async function answerOf(
  engine: Engine,
  options: {
    readonly request?: EngineRequest;
    readonly signal?: AbortSignal;
    readonly onText?: (piece: string) => void;
  } = {},
): Promise<Answered> {
  const pieces: string[] = [];
  let reason: Answered['reason'];
  const done = (error?: unknown): Answered => ({ text: pieces.join(''), pieces, reason, error });
  try {
    for await (const event of engine.generate(options.request ?? engineRequest(), {
      signal: options.signal ?? NEVER,
    })) {
      if (event.kind === 'text') {
        pieces.push(event.text);
        options.onText?.(event.text);
      } else reason = event.reason;
    }
    return done();
  } catch (error) {
    return done(error);
  }
}

/** The error as an AppError; fails the test when it is a bug instead. */
export function appError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw new Error('expected an AppError', { cause: error });
}
