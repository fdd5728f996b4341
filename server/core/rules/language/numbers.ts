/** A number with its measure word, wherever it was written in Han or Arabic numerals. */
export interface Quantity {
  readonly value: number;
  /** The measure word after the number (年, 岁, 次, 公里 …), or '' when none follows. */
  readonly unit: string;
  /** UTF-16 offsets of number and measure in the text; `end` excluded. */
  readonly start: number;
  readonly end: number;
  readonly ordinal: boolean;
}

const DIGITS = new Map([...'零一二三四五六七八九'].map((digit, value) => [digit, value] as const));
for (const [digit, value] of [
  ['〇', 0],
  ['两', 2],
  ['俩', 2],
  ['仨', 3],
] as const)
  DIGITS.set(digit, value);
const SCALES = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
  ['万', 10_000],
]);

const UNITS =
  '公里|千米|厘米|毫米|平米|平方|分钟|小时|星期|礼拜|周年|个月|块钱|' +
  '年|岁|月|日|号|天|夜|晚|周|点|时|分|秒|次|回|趟|遍|场|届|期|轮|个|人|位|名|口|家|间|套|层|楼|栋|' +
  '斤|两|克|吨|里|米|碗|杯|瓶|盒|箱|袋|包|份|盘|顿|桌|局|盘|首|支|只|条|头|匹|辆|台|部|本|页|篇|章|字|句|遍|' +
  '块|元|万|亿|折|度|级|班|组|队|集|季|版|稿|轮|门|节|堂|课|单|件|把|张|棵|亩|倍|成|分';
const QUANTITY = new RegExp(
  `(第)?(半|\\d+(?:\\.\\d+)?|[零〇一二两俩仨三四五六七八九十百千万]+)(多|来|几)?(${UNITS})?`,
  'g',
);

/**
 * Quantities of a text. A bare Han numeral without a measure word is left out, because 一 and 万
 * are parts of words (一起, 万一) far more often than they are numbers.
 */
export function quantities(text: string): readonly Quantity[] {
  return [...text.matchAll(QUANTITY)].flatMap((match) => {
    const [whole, ordinal, numeral = '', , unit = ''] = match;
    const value = numeral === '半' ? 0.5 : numberValue(numeral);
    const bareHan = unit === '' && !/\d/.test(numeral);
    if (value === undefined || bareHan) return [];
    return [
      {
        value,
        unit: canonicalUnit(unit),
        start: match.index,
        end: match.index + whole.length,
        ordinal: ordinal !== undefined,
      },
    ];
  });
}

const SAME_UNIT: Readonly<Record<string, string>> = {
  周年: '年',
  回: '次',
  趟: '次',
  遍: '次',
  礼拜: '周',
  星期: '周',
  号: '日',
  千米: '公里',
  块钱: '块',
  元: '块',
};

function canonicalUnit(unit: string): string {
  return SAME_UNIT[unit] ?? unit;
}

/** The value of an Arabic or Han numeral, or undefined when it is not one (万一, 十分). */
export function numberValue(numeral: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(numeral)) return Number(numeral);
  if ([...numeral].every((char) => DIGITS.has(char))) return digitsValue(numeral);
  return scaledValue(numeral);
}

/** 二〇二六 is read digit by digit. */
function digitsValue(numeral: string): number | undefined {
  const digits = [...numeral].map((char) => DIGITS.get(char) ?? 0);
  return digits.length === 0 ? undefined : Number(digits.join(''));
}

function scaledValue(numeral: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const char of numeral) {
    const scale = SCALES.get(char);
    if (scale === undefined) {
      digit = DIGITS.get(char) ?? 0;
    } else if (scale === 10_000) {
      total = (total + section + (digit ?? 0)) * scale;
      section = 0;
      digit = undefined;
    } else {
      section += (digit ?? 1) * scale;
      digit = undefined;
    }
  }
  const value = total + section + (digit ?? 0);
  return value > 0 ? value : undefined;
}
