import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dataset } from '../../../../server/core/dataset/dataset.ts';
import { formatRow } from '../../../../server/core/dataset/formatRow.ts';

/** The only line of a text, formatted. */
function formatted(line: string): string {
  const [read] = new Dataset(line).lines;
  return read === undefined ? line : formatRow(line, read.reading);
}

function rewritable(line: string): boolean {
  const reading = new Dataset(line).lines[0]?.reading;
  return reading?.kind === 'row' && reading.rewritable;
}

describe('formatting a row', () => {
  it('orders known keys, keeps unknown ones in their order and puts meta last', () =>
    expect(formatted('{"祝福语":"b","meta":{},"z":1,"称呼":"a","y":2,"id":"1"}')).toBe(
      '{"id":"1","称呼":"a","祝福语":"b","z":1,"y":2,"meta":{}}',
    ));

  it('removes blanks between tokens and none inside strings', () =>
    expect(formatted(' { "称呼" : "王 总" , "z" : [ 1 , { "a b" : " \\" , " } ] } ')).toBe(
      '{"称呼":"王 总","z":[1,{"a b":" \\" , "}]}',
    ));

  it('keeps the spelling of numbers and escapes', () =>
    expect(
      formatted('{"\\u79f0呼":"\\u738b\\/","n": 1.50e+3,"m":-0, "big":12345678901234567890}'),
    ).toBe('{"\\u79f0呼":"\\u738b\\/","n":1.50e+3,"m":-0,"big":12345678901234567890}'));

  it('keeps a BOM and a final \\r', () =>
    expect(formatted('\ufeff{ "称呼":"a" }\r')).toBe('\ufeff{"称呼":"a"}\r'));

  it.each([
    '',
    '{"称呼":',
    '[ 1 ]',
    '{ "a":1, "a":2 }',
    '{ "__proto__":1 }',
    '{ "称呼":"\\ud83d" }',
    '{ "称呼":"\ud83d" }',
  ])('leaves %j as it is', (line) => expect(formatted(line)).toBe(line));
});

/** JSON objects, spelled with blanks and escapes that JSON.stringify would not choose. */
const key = fc.constantFrom(
  '称呼',
  '祝福语',
  'id',
  'meta',
  '字数',
  'x',
  '1',
  '',
  '__proto__',
  'a"b',
);
const literal = fc.oneof(
  fc.json({ maxDepth: 2 }),
  fc.string().map((text) => JSON.stringify(text)),
  fc.constantFrom(
    '1.0',
    '-0',
    '1E5',
    '"\\u4f60\\/"',
    '"\\ud83d\\ude00"',
    '"\\ud83d"',
    '"\u2028"',
    '[ ]',
    '{ "b" : [ 1 ,2 ] }',
  ),
);
const blank = fc.constantFrom('', ' ', '\t', '  ');
const line = fc
  .tuple(
    fc.array(fc.tuple(key, literal, blank, blank), { maxLength: 8 }),
    blank,
    fc.constantFrom('', '\r'),
  )
  .map(([all, gap, end]) => {
    const pairs = all.map(
      ([name, value, a, b]) => `${a}${JSON.stringify(name)}${b}:${a}${value}${b}`,
    );
    return `${gap}{${pairs.join(',')}}${gap}${end}`;
  });

describe('any row', () => {
  it('means the same JSON afterwards', () =>
    fc.assert(
      fc.property(line, (text) => {
        expect(JSON.parse(formatted(text))).toEqual(JSON.parse(text));
      }),
    ));

  it('is formatted once and for all', () =>
    fc.assert(
      fc.property(line, (text) => {
        expect(formatted(formatted(text))).toBe(formatted(text));
      }),
    ));

  it('is untouched unless it can be rewritten', () =>
    fc.assert(
      fc.property(fc.oneof(line, fc.string({ unit: 'binary' })), (text) => {
        fc.pre(!text.includes('\n') && !rewritable(text));
        expect(formatted(text)).toBe(text);
      }),
    ));
});

it('a value of sixteen million characters does not exhaust the stack', () => {
  const line = `{"祝福语":"${'字'.repeat(16_000_000)}"}`;
  expect(formatted(` ${line}`) === line).toBe(true);
});
