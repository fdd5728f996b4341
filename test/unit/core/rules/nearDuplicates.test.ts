import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NearDuplicates } from '../../../../server/core/rules/nearDuplicates.ts';
import { ALIKE, SAME } from '../../../../server/core/rules/shapes.ts';
import type { Fields } from '../../../../server/core/rules/subject.ts';

const GREETING = '冰哥，钥匙还在我抽屉里，周末来拿，顺便把那箱橘子扛走';

function rows(...greetings: readonly string[]): NearDuplicates<number> {
  return indexed(greetings.map((祝福语, key) => [key, { 祝福语 }] as const));
}

function indexed(entries: Iterable<readonly [number, Fields]>): NearDuplicates<number> {
  const near = new NearDuplicates<number>((a, b) => a - b);
  for (const [key, fields] of entries) near.add(key, fields);
  return near;
}

describe('twins', () => {
  it('finds the earlier of two equal rows', () => {
    const near = rows(GREETING, GREETING);
    expect(near.twinOf(0)).toBeUndefined();
    expect(near.twinOf(1)).toEqual({ key: 0, similarity: 1 });
  });

  it('looks past 称呼, numbers and zodiac', () => {
    const near = indexed([
      [0, { 称呼: '王总', 祝福语: '王总，蛇年过去了，欠您的3顿饭还没请，先记在账上' }],
      [1, { 称呼: '李老板', 祝福语: '李老板，马年过去了，欠您的十二顿饭还没请，先记在账上' }],
    ]);
    expect(near.twinOf(1)).toEqual({ key: 0, similarity: 1 });
  });

  it('measures Jaccard similarity of trigrams', () =>
    expect(rows('甲乙丙丁戊己庚', '甲乙丙丁戊己辛').twinOf(1)).toEqual({
      key: 0,
      similarity: 4 / 6,
    }));

  it('prefers a row that says the same to an earlier one that is only alike', () => {
    const near = rows(`${GREETING.slice(0, -6)}记得开车来吧`, GREETING, `${GREETING}。`);
    expect(near.twinOf(1)).toMatchObject({ key: 0 });
    expect(near.twinOf(2)).toMatchObject({ key: 1 });
  });

  it('leaves unlike and empty rows alone', () => {
    const near = rows(GREETING, '老妈，腊肠收到了，今晚就蒸', '', '');
    expect([0, 1, 2, 3].map((key) => near.twinOf(key))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('compares rows shorter than a trigram', () =>
    expect(rows('好', '好').twinOf(1)).toEqual({ key: 0, similarity: 1 }));
});

describe('changes', () => {
  it('names the rows that a new first row becomes the twin of', () => {
    const near = indexed([
      [5, { 祝福语: GREETING }],
      [9, { 祝福语: `${GREETING}。` }],
    ]);
    expect(near.add(2, { 祝福语: GREETING })).toEqual([2, 5, 9]);
    expect(near.twinOf(5)).toEqual({ key: 2, similarity: 1 });
  });

  it('names the rows that lose their twin, and finds them another', () => {
    const near = rows(GREETING, GREETING, GREETING);
    expect(near.remove(0)).toEqual([1, 2]);
    expect(near.twinOf(1)).toBeUndefined();
    expect(near.twinOf(2)).toEqual({ key: 1, similarity: 1 });
  });

  it('disturbs nobody when a later row goes', () =>
    expect(rows(GREETING, GREETING).remove(1)).toEqual([]));
});

/** Few phrases, so that rows of every similarity turn up. */
const phrase = fc.constantFrom(
  '新年好',
  '周末来拿橘子',
  '抽屉里的钥匙',
  '三顿饭',
  '马年',
  '蛇年',
  '，',
  '😀',
  '别忘',
);
const greeting = fc.oneof(
  fc.array(phrase, { maxLength: 12 }).map((phrases) => phrases.join('')),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const steps = fc.array(
  fc.record({
    key: fc.nat({ max: 24 }),
    祝福语: greeting,
    称呼: fc.constantFrom('', '冰哥', '新年'),
  }),
  { maxLength: 60 },
);

it('incremental state equals a fresh index, and every change is announced', () =>
  fc.assert(
    fc.property(steps, (taken) => {
      const present = new Map<number, Fields>();
      const near = indexed([]);
      for (const { key, ...fields } of taken) {
        const before = twins(near);
        const announced = present.delete(key)
          ? near.remove(key)
          : present.set(key, fields) && near.add(key, fields);
        const after = twins(near);
        for (const [other, twin] of after.entries()) {
          if (other !== key && !announced.includes(other)) expect(twin).toEqual(before[other]);
        }
      }
      const fresh = indexed([...present].sort(([a], [b]) => a - b));
      expect(twins(near)).toEqual(twins(fresh));
      expect(twins(near)).toEqual(naiveTwins(present));
    }),
    { numRuns: 200 },
  ));

function twins(near: NearDuplicates<number>): unknown[] {
  return Array.from({ length: 25 }, (_, key) => near.twinOf(key));
}

/** The definition, row by row against every earlier row. */
function naiveTwins(present: ReadonlyMap<number, Fields>): unknown[] {
  const sets = new Map([...present].map(([key, fields]) => [key, trigrams(fields)] as const));
  return Array.from({ length: 25 }, (_, key) => {
    const own = sets.get(key) ?? new Set();
    const earlier = [...sets].filter(([other]) => other < key).sort(([a], [b]) => a - b);
    const found = earlier.map(([other, set]) => ({ key: other, similarity: jaccard(own, set) }));
    return (
      found.find(({ similarity }) => similarity >= SAME) ??
      found.find(({ similarity }) => similarity >= ALIKE)
    );
  });
}

function trigrams({ 称呼: name, 祝福语 }: Fields): ReadonlySet<string> {
  const unnamed = name === '' ? String(祝福语) : String(祝福语).replaceAll(String(name), '\u0001');
  const text = unnamed
    .replaceAll(/[\d零〇一二两三四五六七八九十百千万]+/g, '\u0002')
    .replaceAll(/[鼠牛虎兔龙蛇马羊猴鸡狗猪]/g, '\u0003');
  const count = text === '' ? 0 : Math.max(1, text.length - 2);
  return new Set(Array.from({ length: count }, (_, at) => text.slice(at, at + 3).padEnd(3, '\0')));
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((gram) => b.has(gram)).length;
  return a.size + b.size === shared ? 0 : shared / (a.size + b.size - shared);
}

it('thousands of variants of one template do not take forever to read or to delete', () => {
  const count = 3_000;
  const variant = (key: number): string =>
    `${GREETING}，${String.fromCharCode(0x4e00 + key)}${String.fromCharCode(0x5e00 + key)}，谢啦`;
  const near = rows(...Array.from({ length: count }, (_, key) => variant(key)));
  expect(near.twinOf(1)?.key).toBe(0);
  expect(near.twinOf(count - 1)?.similarity).toBeGreaterThanOrEqual(ALIKE);
  for (let key = count - 1; key > 0; key -= 1) near.remove(key);
  expect(near.twinOf(0)).toBeUndefined();
});
