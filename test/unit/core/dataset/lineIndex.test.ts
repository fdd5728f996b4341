import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dataset } from '../../../../server/core/dataset/dataset.ts';
import { lineBytes, lineStarts } from '../../../../server/core/dataset/lineIndex.ts';

const encoder = new TextEncoder();

/** The lines of a text as the byte index cuts them, decoded with nothing dropped. */
function lines(text: string): string[] {
  const bytes = encoder.encode(text);
  const starts = lineStarts(bytes);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return starts.map((_, line) => decoder.decode(lineBytes(bytes, starts, line)));
}

describe('byte index of lines', () => {
  it('finds none in an empty file', () => expect(lines('')).toEqual([]));
  it('opens no line after a final newline', () => expect(lines('a\nb\n')).toEqual(['a', 'b']));
  it('finds a last line without a newline', () => expect(lines('a\nb')).toEqual(['a', 'b']));
  it('keeps blank lines', () => expect(lines('\n\na\n')).toEqual(['', '', 'a']));
  it('keeps a BOM on the first line', () => expect(lines('\ufeffa\nb')).toEqual(['\ufeffa', 'b']));
  it('keeps the \\r of CRLF', () => expect(lines('a\r\nb\r\n')).toEqual(['a\r', 'b\r']));
  it.each(['\u2028', '\u2029', '\r', '\0', '\u0085', '\f'])('does not split at %j', (char) =>
    expect(lines(`a${char}b\nc`)).toEqual([`a${char}b`, 'c']),
  );
  it('counts bytes, not characters', () =>
    expect(lineStarts(encoder.encode('马😀\n年'))).toEqual([0, 8]));
  it('answers nothing for lines that are not there', () => {
    const bytes = encoder.encode('a\n');
    expect(lineBytes(bytes, lineStarts(bytes), 1)).toHaveLength(0);
    expect(lineBytes(bytes, lineStarts(bytes), -1)).toHaveLength(0);
  });
});

const piece = fc.constantFrom(
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  '\ufeff',
  '\0',
  '\ud83d',
  '{"称呼":"王总"}',
  '{"',
  '马',
);
const anyText = fc.oneof(
  fc.array(piece).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
);

describe('any text', () => {
  it('comes back byte for byte from its index', () =>
    fc.assert(
      fc.property(fc.uint8Array(), anyText, (noise, text) => {
        for (const bytes of [noise, encoder.encode(text)]) {
          const starts = lineStarts(bytes);
          const joined = starts.flatMap((_, line) => [
            ...(line > 0 ? [10] : []),
            ...lineBytes(bytes, starts, line),
          ]);
          expect(joined).toEqual([...(bytes.at(-1) === 10 ? bytes.slice(0, -1) : bytes)]);
        }
      }),
    ));

  it('comes back from reading and joining', () =>
    fc.assert(
      fc.property(anyText, (text) => {
        const dataset = new Dataset(text);
        for (const { reading } of dataset.lines) expect(reading.kind).toBeDefined();
        expect(dataset.text).toBe(text);
      }),
    ));

  it('is edited as a string is', () =>
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), anyText, (text, a, b, insert) => {
        const [from, to] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const dataset = new Dataset(text);
        dataset.replace(position(text, from), position(text, to), insert);
        expect(dataset.text).toBe(text.slice(0, from) + insert + text.slice(to));
        dataset.replaceAll(text);
        expect(dataset.text).toBe(text);
      }),
    ));
});

it('a paste of hundreds of thousands of lines does not exhaust the stack', () => {
  const dataset = new Dataset('');
  const start = { line: 0, character: 0 };
  dataset.replace(start, start, '\n'.repeat(300_000));
  expect(dataset.lines).toHaveLength(300_001);
});

function position(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
