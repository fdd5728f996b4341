/** How many 字 a greeting may have; both ends included, `hi` is Infinity when only a minimum is asked. */
export interface LengthWindow {
  readonly lo: number;
  readonly hi: number;
}

const NUMBER = '(\\d{1,5})\\s*个?字?';
/** 3句 and 2-3段 count something else. */
const OTHER_COUNT = /\d+(?:\s*[-~–—－到至]\s*\d+)?\s*[句段行条]/g;
const RANGE = new RegExp(`${NUMBER}\\s*[-~～—–－到至]\\s*${NUMBER}`);
const AT_MOST = new RegExp(
  `${NUMBER}(?:以内|之内|以下|内)|(?:不超过|不多于|最多|至多|(?<!不)少于)\\s*${NUMBER}`,
);
const AT_LEAST = new RegExp(
  `${NUMBER}(?:以上|起)|(?:不少于|不低于|至少|最少|(?<!不)超过)\\s*${NUMBER}`,
);
const ABOUT = new RegExp(NUMBER);

/** 「80字左右」 leaves a fifth on either side. */
const ABOUT_SHARE = 0.2;

/** Reads 「50-100字」「30字以内」「80字左右」「100字以上」; undefined when 字数 says nothing countable. */
export function lengthWindow(wanted: string): LengthWindow | undefined {
  const plain = wanted.normalize('NFKC').replace(OTHER_COUNT, '');
  const [, from, to] = RANGE.exec(plain) ?? [];
  if (from !== undefined && to !== undefined) return ordered(Number(from), Number(to));
  const most = firstNumber(AT_MOST, plain);
  const least = firstNumber(AT_LEAST, plain);
  if (most !== undefined || least !== undefined) return { lo: least ?? 0, hi: most ?? Infinity };
  const about = firstNumber(ABOUT, plain);
  if (about === undefined) return undefined;
  return { lo: Math.round(about * (1 - ABOUT_SHARE)), hi: Math.round(about * (1 + ABOUT_SHARE)) };
}

function ordered(a: number, b: number): LengthWindow {
  return { lo: Math.min(a, b), hi: Math.max(a, b) };
}

function firstNumber(pattern: RegExp, text: string): number | undefined {
  const digits = pattern
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
  return digits === undefined ? undefined : Number(digits);
}

export interface CharacterCounts {
  readonly withPunctuation: number;
  readonly without: number;
}

const MAY_HOLD_EMOJI = /[\p{Extended_Pictographic}\p{Regional_Indicator}]|\u20E3/u;
const JOINED_LATIN = /(?<=[\p{Script=Latin}\d])[-'’._+#](?=[\p{Script=Latin}\d])/gu;
const WORD = /[\p{Script=Latin}\d]+|\p{L}|\p{N}/gu;
const MARK = /[\p{P}\p{S}]/gu;
const GRAPHEMES = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * Counts as people count 字: a Han character is 1, a Latin word or a number is 1 (fine-tuning, 8.5),
 * blanks are 0. Punctuation and emoji are 1 each, however many UTF-16 units they take, and only
 * in `withPunctuation`.
 */
export function characterCounts(text: string): CharacterCounts {
  const { plain, emoji } = MAY_HOLD_EMOJI.test(text)
    ? withoutEmoji(text)
    : { plain: text, emoji: 0 };
  const joined = plain.replace(JOINED_LATIN, '');
  const without = joined.match(WORD)?.length ?? 0;
  const marks = joined.match(MARK)?.length ?? 0;
  return { withPunctuation: without + marks + emoji, without };
}

function withoutEmoji(text: string): { plain: string; emoji: number } {
  const graphemes = [...GRAPHEMES.segment(text)].map(({ segment }) => segment);
  const kept = graphemes.filter((grapheme) => !MAY_HOLD_EMOJI.test(grapheme));
  return { plain: kept.join(''), emoji: graphemes.length - kept.length };
}
