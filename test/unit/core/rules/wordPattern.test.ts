import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordPattern } from '../../../../server/core/rules/language/wordPattern.ts';

it('prefers the longest word', () => {
  expect('新年快乐呀'.match(new RegExp(wordPattern(['新年', '新年快乐', '快'])))?.[0]).toBe(
    '新年快乐',
  );
});

it('finds what plain alternatives, longest first, would find', () => {
  const words = fc.array(fc.stringMatching(/^[甲乙丙.+(]{1,4}$/), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(words, fc.stringMatching(/^[甲乙丙丁.+(]{0,20}$/), (list, text) => {
      const plain = [...list]
        .sort((a, b) => b.length - a.length)
        .map((word) => word.replaceAll(/[.+(]/g, '\\$&'))
        .join('|');
      expect(text.match(new RegExp(wordPattern(list), 'g'))).toEqual(
        text.match(new RegExp(plain, 'g')),
      );
    }),
  );
});
