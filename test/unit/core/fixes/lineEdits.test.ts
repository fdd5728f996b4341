import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Dataset } from '../../../../server/core/dataset/dataset.ts';
import { lineEdits } from '../../../../server/core/fixes/lineEdits.ts';

function applied(lines: readonly string[], next: readonly (string | undefined)[]): string {
  const dataset = new Dataset(lines.join('\n'));
  for (const { start, end, text } of lineEdits(lines, next).toReversed())
    dataset.replace(start, end, text);
  return dataset.text;
}

it('touches only what differs in a line', () =>
  expect(lineEdits(['a', '{"x":1}'], ['a', '{"x":22}'])).toEqual([
    { start: { line: 1, character: 5 }, end: { line: 1, character: 6 }, text: '22' },
  ]));

it('deletes lines with their line break, the last with the one before', () => {
  expect(applied(['a', 'b', 'c'], ['a', undefined, 'c'])).toBe('a\nc');
  expect(applied(['a', 'b', 'c'], ['a', undefined, undefined])).toBe('a');
  expect(applied(['a'], [undefined])).toBe('');
});

it('does not cut an emoji in half', () =>
  expect(lineEdits(['🐴'], ['🐵'])[0]).toMatchObject({
    start: { character: 0 },
    end: { character: 2 },
  }));

it('changes any lines into any others', () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'b', '🐴', '🐵', '"') });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(line, fc.option(line, { nil: undefined })), { minLength: 1 }),
      (pairs) => {
        const next = pairs.map(([, to]) => to);
        const expected = next.filter((to) => to !== undefined).join('\n');
        expect(
          applied(
            pairs.map(([from]) => from),
            next,
          ),
        ).toBe(expected);
      },
    ),
  );
});
