import { describe, expect, it } from 'vitest';
import { characterCounts, lengthWindow } from '../../../../server/core/greeting/length.ts';

describe('lengthWindow', () => {
  it.each([
    ['50-100字', { lo: 50, hi: 100 }],
    ['50～100', { lo: 50, hi: 100 }],
    ['５０—１００字', { lo: 50, hi: 100 }],
    ['50字到100字', { lo: 50, hi: 100 }],
    ['100-50字', { lo: 50, hi: 100 }],
    ['30字以内', { lo: 0, hi: 30 }],
    ['不超过40字', { lo: 0, hi: 40 }],
    ['80字左右', { lo: 64, hi: 96 }],
    ['80字', { lo: 64, hi: 96 }],
    ['100字以上', { lo: 100, hi: Infinity }],
    ['至少20个字', { lo: 20, hi: Infinity }],
    ['不少于50字', { lo: 50, hi: Infinity }],
    ['至少50字，最多100字', { lo: 50, hi: 100 }],
    ['50字以上100字以下', { lo: 50, hi: 100 }],
    ['1段话，80字', { lo: 64, hi: 96 }],
    ['3句话', undefined],
    ['2-3句', undefined],
    ['随便', undefined],
    ['', undefined],
  ])('%s', (wanted, window) => {
    expect(lengthWindow(wanted)).toEqual(window);
  });
});

describe('characterCounts', () => {
  it.each([
    ['新年好', 3, 3],
    ['王总，新年好！', 7, 5],
    ['把PPT改完', 4, 4],
    ['loss归零，fine-tuning顺利', 7, 6],
    ['8.5公里', 3, 3],
    ['2026 马年', 3, 3],
    ['走啦👨‍👩‍👧🎉', 4, 2],
    ['❤️1️⃣', 2, 0],
    ['好呀~', 3, 2],
    ['一\n二', 2, 2],
    ['……', 2, 0],
    ['', 0, 0],
  ])('%s', (text, withPunctuation, without) => {
    expect(characterCounts(text)).toEqual({ withPunctuation, without });
  });
});
