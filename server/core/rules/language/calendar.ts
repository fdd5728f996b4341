const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';
const ANIMALS = '鼠牛虎兔龙蛇马羊猴鸡狗猪';
const DIGITS = '〇一二三四五六七八九';

/** The animal of the year that starts with the 春节 of `year`: 2026 → 马. */
export function animalOf(year: number): string {
  return ANIMALS.charAt((year - 4) % 12);
}

/** Stem and branch of the year that starts with the 春节 of `year`: 2026 → 丙午. */
export function stemBranchOf(year: number): string {
  return STEMS.charAt((year - 4) % 10) + BRANCHES.charAt((year - 4) % 12);
}

/** Stems and branches advance together, so an odd stem never meets an even branch. */
export function isPossiblePair(pair: string): boolean {
  return STEMS.indexOf(pair.charAt(0)) % 2 === BRANCHES.indexOf(pair.charAt(1)) % 2;
}

/** 2026 → 二〇二六. */
export function hanYear(year: number): string {
  return [...String(year)].map((digit) => DIGITS.charAt(Number(digit))).join('');
}

/** A year that a text names; UTF-16 offsets, `end` excluded. */
export interface YearName {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** 年糕, 年轻 and the like begin another word, and 猴年马月 is an idiom. */
const ANIMAL_YEAR = /[鼠牛虎兔龙蛇马羊猴鸡狗猪]年(?!糕|货|夜饭|轻|龄|级|纪|马月)/g;
/** A pair alone is too often a part of other words (自己未来), so what follows must make it a year. */
const STEM_BRANCH =
  /(?<![自知])[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥](?=年|岁[^月]|新[春年岁]|春节|之年|大吉|[鼠牛虎兔龙蛇马羊猴鸡狗猪]年)/g;
const FESTIVAL = '年|新年|新春|春节|元旦|快乐|大吉|加油|好运';
const COMMON_YEAR = new RegExp(
  `(?<![\\d.])20\\d\\d(?=${FESTIVAL})|(?<=你好|您好|迎接|拥抱|[Hh]ello |[Hh]i )20\\d\\d(?!\\d)|二[〇零][〇零一二三四五六七八九]{2}(?=${FESTIVAL})`,
  'g',
);

export function animalYears(text: string): readonly YearName[] {
  return yearNames(text, ANIMAL_YEAR);
}

export function stemBranchYears(text: string): readonly YearName[] {
  return yearNames(text, STEM_BRANCH);
}

export function commonYears(text: string): readonly YearName[] {
  return yearNames(text, COMMON_YEAR);
}

function yearNames(text: string, pattern: RegExp): readonly YearName[] {
  return [...text.matchAll(pattern)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}
