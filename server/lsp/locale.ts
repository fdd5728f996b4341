import type { Locale } from '../core/text.ts';

/** The language to speak to a client: Chinese unless it names another one. */
export function localeOf(tag: string | undefined): Locale {
  return tag === undefined || /^zh\b/i.test(tag) ? 'zh' : 'en';
}
