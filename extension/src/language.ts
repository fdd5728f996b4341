import type { Text } from '../../server/core/text.ts';

/** The sentence in the language of the editor: Chinese where the editor speaks any Chinese, else English. */
export function localised(text: Text, language: string): string {
  return /^zh\b/i.test(language) ? text.zh : text.en;
}
