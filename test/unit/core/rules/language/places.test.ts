import { describe, expect, it } from 'vitest';
import { placeIsKnown, places } from '../../../../../server/core/rules/language/places.ts';

describe('places', () => {
  it.each([
    ['去年在深圳那几天', ['深圳']],
    ['从北京飞到冰岛', ['北京', '冰岛']],
    ['去大理看洱海', ['大理', '洱海']],
    ['张家口的雪', ['张家口']],
    ['四川话和兰州拉面', []],
    ['高兴安心，喜庆阳光，大吉安康', []],
    ['今天水管冻了，马上海鲜涨价', []],
    ['东西安排妥了，活完成都给你看', []],
    ['今日本来要去', []],
    ['一地大理石', []],
    ['日照当头', []],
  ])('%s', (sentence, names) => {
    expect(places(sentence).map((place) => place.name)).toEqual(names);
  });
});

describe('placeIsKnown', () => {
  it.each([
    ['深圳', '在深圳做过项目', true],
    ['广东', '在深圳做过项目', true],
    ['深圳', '在广东做过项目', false],
    ['深圳', '在苏州做过项目', false],
    ['上海', '常驻魔都', true],
    ['浙江', '一起逛西湖', true],
  ])('%s, knowing %s: %s', (place, known, expected) => {
    expect(placeIsKnown(place, known)).toBe(expected);
  });
});
