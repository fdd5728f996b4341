import type { GreetingInput } from '../../../server/core/greeting/prompt.ts';
import type { GenerateParams } from '../../../server/protocol/requests.ts';
import type { Input, Request } from '../../webview/greetingPreview/protocol.ts';

export function generateParams(requestId: string, { form, seed }: Request): GenerateParams {
  const { engine, count, input } = form;
  return {
    requestId,
    input: greetingInput(input),
    count,
    seed,
    ...(engine === '' ? {} : { engine }),
  };
}

/** An occasion that was left open is absent, as it would be in a Row. */
export function greetingInput({ 场合, ...rest }: Input): GreetingInput {
  return 场合.trim() === '' ? rest : { ...rest, 场合 };
}
