import type { Speaker } from '../../extension/src/failure.ts';

/** Says things as the editor does when it has no translation: the English key, with {0} … filled in. */
export function speaker(language = 'en'): Speaker {
  const t = (key: string, ...values: readonly (string | number)[]): string =>
    key.replaceAll(/\{(\d)\}/g, (whole, digit: string) => String(values[Number(digit)] ?? whole));
  return { language, l10n: { t: t as Speaker['l10n']['t'] } };
}
