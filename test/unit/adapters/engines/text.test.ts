import { describe, expect, test } from 'vitest';
import { chatTemplate } from '../../../../server/adapters/engines/chatTemplate.ts';
import { ThinkingFilter } from '../../../../server/adapters/engines/thinking.ts';
import { TokenText } from '../../../../server/adapters/engines/tokenText.ts';

const MESSAGES = [
  { role: 'system', content: '替我写' },
  { role: 'user', content: '称呼：周姐' },
] as const;
const SPECIAL = { bos: '<s>', eos: '</s>' };

/** The end of Qwen3's own template, which is where thinking is switched. */
const QWEN3 =
  "{%- for message in messages %}{{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}{%- endfor %}" +
  "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}" +
  "{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}{%- endif %}";

describe('a chat template', () => {
  test('of Qwen3 gets an empty think block when thinking is off', () => {
    expect(chatTemplate(QWEN3, SPECIAL).render(MESSAGES, false)).toBe(
      '<|im_start|>system\n替我写<|im_end|>\n<|im_start|>user\n称呼：周姐<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n',
    );
  });

  test('that is missing is taken to be ChatML', () => {
    expect(chatTemplate(undefined, SPECIAL).render(MESSAGES, false)).toBe(
      '<|im_start|>system\n替我写<|im_end|>\n<|im_start|>user\n称呼：周姐<|im_end|>\n<|im_start|>assistant\n',
    );
  });

  test('knows the special tokens of the model', () => {
    const source = '{{ bos_token }}{{ messages[1].content }}{{ eos_token }}';
    expect(chatTemplate(source, SPECIAL).render(MESSAGES, false)).toBe('<s>称呼：周姐</s>');
  });

  test('may refuse by throwing', () => {
    const source = "{{ raise_exception('no system message') }}";
    expect(() => chatTemplate(source, SPECIAL).render(MESSAGES, false)).toThrow(
      'no system message',
    );
  });
});

describe('text from tokens', () => {
  /** Tokens are bytes here, decoded the way llama.cpp does. */
  const fromBytes = (text: string): string[] => {
    const decoder = new TokenText<number>((tokens) => Buffer.from(tokens).toString('utf8'));
    return [...Buffer.from(text)].map((byte) => decoder.push(byte));
  };

  test('waits until a character is whole', () => {
    expect(fromBytes('a福🦞')).toEqual(['a', '', '', '福', '', '', '', '🦞']);
  });

  test('does not wait for ever for bytes that are no character', () => {
    const decoder = new TokenText<number>((tokens) => Buffer.from(tokens).toString('utf8'));
    const pieces = [0xff, 0xff, 0xff, 0xff, 0x61].map((byte) => decoder.push(byte));
    expect(pieces).toEqual(['', '', '', '\uFFFD\uFFFD\uFFFD\uFFFD', 'a']);
  });
});

describe('thinking', () => {
  const shown = (...pieces: readonly string[]): string => {
    const filter = new ThinkingFilter();
    return pieces.map((piece) => filter.push(piece)).join('') + filter.end();
  };

  test('at the start is dropped, however it is cut', () => {
    const text = '\n<think>想<b>一想</think>\n\n周姐好';
    for (let cut = 1; cut < text.length; cut += 1)
      expect(shown(text.slice(0, cut), text.slice(cut))).toBe('周姐好');
    expect(shown(...text)).toBe('周姐好');
  });

  test('that never ends leaves nothing', () => {
    expect(shown('<think>', '想啊想')).toBe('');
  });

  test('further on is text like any other', () => {
    expect(shown('周姐好 <think>', '</think>')).toBe('周姐好 <think></think>');
  });

  test.each(['<', '<thin', '<3 周姐', ' '])('is not what "%s" begins', (text) => {
    expect(shown(text)).toBe(text);
  });
});
