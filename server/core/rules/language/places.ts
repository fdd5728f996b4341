import { ABROAD, ALSO_WORDS, NICKNAMES, REGIONS, SIGHTS } from './gazetteer.ts';
import { wordPattern } from './wordPattern.ts';

export interface Place {
  readonly name: string;
  /** UTF-16 offsets; `end` excluded. */
  readonly start: number;
  readonly end: number;
}

function words(list: string): string[] {
  return list.split(' ').filter((word) => word !== '');
}

/** For every place, the regions it lies in; a province lies in itself. */
const REGION_OF: ReadonlyMap<string, string> = new Map([
  ...Object.entries(REGIONS).flatMap(([region, cities]) =>
    [region, ...words(cities)].map((name) => [name, region] as const),
  ),
  ...Object.entries(SIGHTS).flatMap(([region, sights]) =>
    words(sights).map((name) => [name, region] as const),
  ),
  ...ABROAD.map((name) => [name, name] as const),
]);

const NAMES = [...REGION_OF.keys()];
const PLACE = new RegExp(wordPattern(NAMES), 'g');
const BEFORE_PLACE = /(?:在|去|从|飞|回|住|逛|来自|赴)$/;
const AFTER_PLACE =
  /^(?:市|省|县|州|城|那边|那趟|那次|那年|那场|那天|站|出差|出发|旅行|旅游|之行|分公司|总部|机场|大学)/;
/** 兰州拉面 and 四川话 name a dish or a way of speaking, not where somebody was. */
const THING =
  /^(?:话|腔|味|菜|面|粉|拉面|烤鸭|炒饭|火锅|小面|米线|米粉|热干面|大盘鸡|红肠|啤酒|板鸭|火腿|麻花|盐水鸭|肉夹馍|凉皮|烧烤|小吃|点心|早茶|大米|苹果|螃蟹|包子|豆腐|咖喱|披萨|面包|炸鸡|料理|动漫|电影|杯|豆|石|玉|茶|龙井|吊兰)/;
/** 今天水 and 完成都 only look like a place: what stands before the name when it is no name. */
const OTHER_WORD: ReadonlyMap<string, RegExp> = new Map([
  ['天水', /[今明昨前后春夏秋冬每当]$/],
  ['上海', /[马晚早路身]$/],
  ['成都', /[完做变换养弄写搞说收长当看改]$/],
  ['西安', /东$/],
  ['贵阳', /[富华]$/],
  ['日本', /[今昨明每假节生近平当往旧前]$/],
  ['越南', /[翻超]$/],
  ['大连', /[强远]$/],
  ['河南', /[运黄淮大小]$/],
  ['河北', /[运黄淮大小]$/],
  ['湖南', /[太西东]$/],
  ['湖北', /[太西东]$/],
  ['江西', /长$/],
  ['山东', /[泰华黄上爬下后]$/],
  ['山西', /[泰华黄上爬下后]$/],
  ['海南', /[大人]$/],
  ['云南', /白$/],
  ['济南', /经$/],
]);

/** Names of places, those of dishes and dialects left out. */
export function places(text: string): readonly Place[] {
  return [...text.matchAll(PLACE)]
    .map((match) => ({ name: match[0], start: match.index, end: match.index + match[0].length }))
    .filter((place) => isMeant(place, text.slice(0, place.start), text.slice(place.end)));
}

function isMeant({ name }: Place, before: string, after: string): boolean {
  if (THING.test(after)) return false;
  if (OTHER_WORD.get(name)?.test(before) === true) return false;
  return !ALSO_WORDS.has(name) || BEFORE_PLACE.test(before) || AFTER_PLACE.test(after);
}

/** Whether somebody who knows only `known` may name `place`: it is there, by a nickname, or it is the province around a known place. */
export function placeIsKnown(place: string, known: string): boolean {
  if (known.includes(place)) return true;
  if (
    Object.entries(NICKNAMES).some(([nickname, name]) => name === place && known.includes(nickname))
  )
    return true;
  const inside = NAMES.filter((name) => REGION_OF.get(name) === place && name !== place);
  return inside.some((name) => known.includes(name));
}
