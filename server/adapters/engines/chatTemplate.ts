import { Template } from '@huggingface/jinja';
import type { Message } from '../../core/greeting/prompt.ts';

/** For models whose file carries no template of its own. */
const CHATML =
  '{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}' +
  '{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}';

export interface ChatTemplate {
  /** The prompt as text; throws when the template cannot deal with these messages. */
  render(messages: readonly Message[], thinking: boolean): string;
}

export interface SpecialTokens {
  readonly bos: string;
  readonly eos: string;
}

export function chatTemplate(
  source: string | undefined,
  { bos, eos }: SpecialTokens,
): ChatTemplate {
  const template = new Template(source ?? CHATML);
  return {
    render: (messages, thinking) =>
      template.render({
        messages: [...messages],
        add_generation_prompt: true,
        enable_thinking: thinking,
        bos_token: bos,
        eos_token: eos,
      }),
  };
}
