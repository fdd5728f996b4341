import type { EngineRequest } from '../../app/ports.ts';

/**
 * The JSON body of a streamed chat completion. `extras` are the fields beyond OpenAI's own API:
 * vLLM, SGLang and llama-server read them, and some other servers refuse a request that has them.
 */
export function chatBody(model: string, request: EngineRequest, extras: boolean): string {
  const { temperature, topP, topK, repeatPenalty, maxTokens } = request.sampling;
  return JSON.stringify({
    model,
    messages: request.messages,
    stream: true,
    temperature,
    top_p: topP,
    max_tokens: maxTokens,
    seed: request.seed,
    ...(extras && {
      top_k: topK,
      ...(repeatPenalty !== 1 && { repetition_penalty: repeatPenalty }),
      chat_template_kwargs: { enable_thinking: request.thinking },
    }),
  });
}

/** Whether the text of a 400 answer complains about one of the extras. */
export function blamesExtras(answer: string): boolean {
  return /chat_template_kwargs|top_k|repetition_penalty/.test(answer);
}
