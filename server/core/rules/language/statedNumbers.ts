import { numberValue, type Quantity, quantities } from './numbers.ts';

/** A number that claims something. `firm`: its reader knows at once whether it is true (认识八年). */
export interface StatedNumber extends Quantity {
  readonly firm: boolean;
  /** 快十年, 将近十年: near the number, not it. */
  readonly about: boolean;
  readonly text: string;
}

/** Set phrases; they are blanked before numbers are read. */
const IDIOMS = new RegExp(
  `
三天两头|三五成群|三言两语|三心二意|三长两短|三番五次|三番两次|三下五除二|三下两下|三更半夜|三年五载|三头六臂|三句话不离|三分钟热度|三百六十行|三百六十五天|365天|三七二十一|
一五一十|一百八十度|180度|一来二去|一干二净|一清二楚|一日三餐|一年四季|一天到晚|一年到头|百八十|两面三刀|四面八方|四平八稳|四季|五湖四海|五谷丰登|五颜六色|五花八门|
六亲不认|六六大顺|七上八下|七嘴八舌|七手八脚|七大姑八大姨|七老八十|乱七八糟|八九不离十|八仙|八百年|八百回|八百遍|九牛二虎|九九归一|九霄|十有八九|十万八千里|十拿九稳|十年如一日|
千家万户|千山万水|千言万语|万家灯火|百年好合|百年|百岁|千年|千里|万里|二十四小时|24小时|二十四节气|十二生肖|十二个月|12个月|十八般|十八岁|18岁|二十五史|大年三十|年三十|三十晚上|三十夜|
十五元宵|正月十五|腊月[二廿]?十?[一二三四五六七八九]+|半天|半年|半个|(?<![十百])三岁|五千年|五百年|三百回合|八百回合|两码事|两口子|两下子|两回事|俩人
`.replace(/\s/g, ''),
  'g',
);

/** With these measures a number is a claim about the past: how long, how old. */
const FIRM = new Set(['年', '岁', '个月', '届']);
/** Dates and hours are plans or on the calendar; the others are counted loosely in speech. */
const LOOSE = new Set('点 时 月 日 号 刻 秒 两 季 成 折 口 门 把 句'.split(' '));
const CALENDAR_BEFORE = /[初廿周期拜月第点]$/;
const FUTURE_BEFORE =
  /(?:再[^，。]{0,3}|还能|还要|还得|过|下个?|下一|未来|今后|往后|以后|活到?|等|老了|永远|还有|还剩|只剩|年轻了?|瘦了?|胖了?|数)$/;
/** 这两年, 头两年: lately, at first. */
const LATELY_BEFORE = /[这那头前近过每隔后]$/;
const FUTURE_AFTER = /^(?:级|抱俩|后|以后|之后|如一日|假|小长假|长假|内|饱|熟|的人了)/;
/** 几十年 and 好几百次 claim nothing. */
const VAGUE_BEFORE = /几$/;
const ABOUT_BEFORE = /(?:快|近|差不多|大概|约|不到|小)$/;
const SCALE_ONLY = /^[十百千万亿]+$/;
const LEADING_SCALE = /^[一1]?[百千万]+$|^1000*$|^100+$/;
const APPROXIMATE = /^[一二两俩三四五六七八九]{2}$/;
const SMALL = 4;

/** Numbers that say something: no dates, plans, set phrases or hyperbole (一百个放心, 三五个, 两句). */
export function statedNumbers(text: string): readonly StatedNumber[] {
  const plain = text.replace(IDIOMS, (phrase) => '　'.repeat(phrase.length));
  return quantities(plain).flatMap((quantity) => {
    const said = plain.slice(quantity.start, quantity.end);
    if (!isClaim(quantity, said, plain)) return [];
    return [
      {
        ...quantity,
        text: said,
        firm: FIRM.has(quantity.unit),
        about: ABOUT_BEFORE.test(plain.slice(0, quantity.start)),
      },
    ];
  });
}

function isClaim(quantity: Quantity, said: string, text: string): boolean {
  const { value, unit, start, end } = quantity;
  const numeral = /^[\d.零〇一二两俩仨三四五六七八九十百千万半]+/.exec(said)?.[0] ?? '';
  const before = text.slice(Math.max(0, start - 4), start);
  const least = FIRM.has(unit) ? 2 : SMALL;
  if (quantity.ordinal || unit === '' || LOOSE.has(unit) || value < least) return false;
  if (isYear(quantity) || APPROXIMATE.test(numeral) || LEADING_SCALE.test(numeral)) return false;
  if (SCALE_ONLY.test(numeral) && !FIRM.has(unit)) return false;
  if (/[A-Za-z\d._-]$/.test(before) || CALENDAR_BEFORE.test(before)) return false;
  if (value < SMALL && LATELY_BEFORE.test(before)) return false;
  if (VAGUE_BEFORE.test(before) || isWordCount(said, text.slice(end))) return false;
  return !FUTURE_BEFORE.test(before) && !FUTURE_AFTER.test(text.slice(end));
}

/** 「一切都好」四个字 counts what has just been said. */
function isWordCount(said: string, after: string): boolean {
  return said.endsWith('字') || (said.endsWith('个') && after.startsWith('字'));
}

/** FACT704 compares these with the target year. */
function isYear({ value, unit }: Quantity): boolean {
  return unit === '年' && value >= 1900 && value <= 2100;
}

/** 十几年 is carried by 十五年, 快十年 by 九年; otherwise the value itself must be known. */
export function isKnownNumber(number: StatedNumber, values: ReadonlySet<number>): boolean {
  const { value, text } = number;
  if (values.has(value)) return true;
  const reach = 10 ** Math.floor(Math.log10(value));
  if (/[多来几]/.test(text))
    return [...values].some((known) => known >= value && known < value + reach);
  return (
    number.about && [...values].some((known) => Math.abs(known - value) <= Math.max(1, value / 5))
  );
}

const NUMERAL = /\d+(?:\.\d+)?|[零〇一二两俩仨三四五六七八九十百千万]+/g;

/** Every value that `known` mentions, with a measure or without, and how many years ago a year in it was. */
export function knownValues(known: string, year: number): ReadonlySet<number> {
  const values = [...known.matchAll(NUMERAL)].flatMap(([numeral]) => numberValue(numeral) ?? []);
  const measured = quantities(known).map((quantity) => quantity.value);
  const ages = values
    .filter((value) => value >= 1900 && value <= year)
    .flatMap((value) => [year - value, year - value - 1, year - value + 1]);
  const myriads = values.filter((value) => value % 10_000 === 0).map((value) => value / 10_000);
  return new Set([...values, ...measured, ...ages, ...myriads]);
}
