import { describe, expect, it } from 'vitest';
import {
  knownValues,
  statedNumbers,
} from '../../../../../server/core/rules/language/statedNumbers.ts';

describe('statedNumbers', () => {
  it.each([
    ['认识八年了', ['八年']],
    ['认识8年了', ['8年']],
    ['十年没见', ['十年']],
    ['合作两年', ['两年']],
    ['跑了五次', ['五次']],
    ['第八个年头，第3次', []],
    ['初六早上五点半，正月十五，周五晚', []],
    ['大年三十晚上', []],
    ['一百个放心，一口气，两句话，万事', []],
    ['三天两头，三五个，七八次', []],
    ['过两年再说，再吃十年', []],
    ['这两年', []],
    ['祝你永远十八岁，长命百岁', []],
    ['2026年，二〇二六年', []],
    ['放八天假', []],
    ['我们仨', []],
    ['CET6考了两遍', []],
  ])('%s', (sentence, numbers) => {
    expect(statedNumbers(sentence).map((number) => number.text)).toEqual(numbers);
  });
});

describe('knownValues', () => {
  it.each([
    ['八年室友', 8, true],
    ['2018年认识', 8, true],
    ['借我两万', 2, true],
    ['考了41分', 41, true],
    ['八年室友', 5, false],
  ])('%s: %d %s', (known, value, expected) => {
    expect(knownValues(known, 2026).has(value)).toBe(expected);
  });
});
