import type { EngineEvent } from '../../app/ports.ts';
import { readChatChunk } from './chatChunk.ts';
import type { Culprit } from './culprit.ts';
import { nonsense, reportedError, reset } from './endpointErrors.ts';
import { SseReader } from './sse.ts';
import { ThinkingFilter } from './thinking.ts';

/** No tokenizer puts more UTF-16 units of a greeting into one token; a server that does ignores max_tokens. */
const LONGEST_TOKEN = 8;

export interface ChatReading {
  readonly culprit: Culprit;
  readonly maxTokens: number;
  /** Called for every sign of life of the model, before its text is yielded. */
  readonly onToken: () => void;
}

/**
 * Reads a streamed chat completion. A finish reason and an end of the stream make a success; anything
 * else throws an AppError or SseError. Returns whether the stream was read to its end.
 */
export async function* chatEvents(
  bytes: AsyncIterable<Uint8Array>,
  { culprit, maxTokens, onToken }: ChatReading,
): AsyncGenerator<EngineEvent, 'complete' | 'cut'> {
  const sse = new SseReader();
  const thinking = new ThinkingFilter();
  let finish: string | undefined;
  let written = 0;
  for await (const piece of bytes) {
    for (const data of sse.push(piece)) {
      const chunk = readChatChunk(data);
      if (chunk.kind === 'error') throw reportedError(culprit, chunk.type);
      if (chunk.kind === 'nonsense') throw nonsense(culprit, 'format');
      if (chunk.kind === 'done') {
        yield* ending(thinking, finish, culprit);
        return 'complete';
      }
      finish = chunk.finish ?? finish;
      if (chunk.kind === 'text' || chunk.alive) onToken();
      const text = chunk.kind === 'text' ? thinking.push(chunk.text) : '';
      if (text === '') continue;
      yield { kind: 'text', text };
      written += text.length;
      if (written <= maxTokens * LONGEST_TOKEN) continue;
      yield { kind: 'end', reason: 'length' };
      return 'cut';
    }
  }
  if (finish === undefined) throw reset(culprit);
  yield* ending(thinking, finish, culprit);
  return 'complete';
}

function* ending(
  thinking: ThinkingFilter,
  finish: string | undefined,
  culprit: Culprit,
): Generator<EngineEvent> {
  if (finish !== 'stop' && finish !== 'length') throw nonsense(culprit, 'end');
  const text = thinking.end();
  if (text !== '') yield { kind: 'text', text };
  yield { kind: 'end', reason: finish };
}
