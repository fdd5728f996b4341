import { expect, it } from 'vitest';
import { fact701 } from '../../../../../server/core/rules/fact701.ts';
import {
  animalOf,
  hanYear,
  isPossiblePair,
  stemBranchOf,
} from '../../../../../server/core/rules/language/calendar.ts';
import { findings } from '../../../../support/checkRule.ts';

it.each([
  [1984, '甲子', '鼠'],
  [2019, '己亥', '猪'],
  [2024, '甲辰', '龙'],
  [2025, '乙巳', '蛇'],
  [2026, '丙午', '马'],
  [2027, '丁未', '羊'],
  [2028, '戊申', '猴'],
])('%i is %s, the year of the %s', (year, pair, animal) =>
  expect([stemBranchOf(year), animalOf(year)]).toEqual([pair, animal]),
);

it('knows the 60 pairs that exist', () => {
  const pairs = [...'甲乙丙丁戊己庚辛壬癸'].flatMap((stem) =>
    [...'子丑寅卯辰巳午未申酉戌亥'].map((branch) => stem + branch),
  );
  const sixty = new Set(Array.from({ length: 60 }, (_, at) => stemBranchOf(1984 + at)));
  expect(new Set(pairs.filter(isPossiblePair))).toEqual(sixty);
});

it('writes a year in Han digits', () => expect(hanYear(2026)).toBe('二〇二六'));

it('follows the year that is set', () => {
  expect(findings(fact701, { 祝福语: '羊年大吉' }, 2027)).toEqual([]);
  expect(findings(fact701, { 祝福语: '马年大吉' }, 2027)[0]?.fixes?.[0]?.insert).toBe('羊年');
});
