import { describe, expect, it } from 'vitest';
import { Dataset } from '../../../../server/core/dataset/dataset.ts';

const ROW =
  '{"称呼":"王总","关系":"客户","交往细节":"聊过马术","风格":"商务得体风","字数":"20-50字","祝福语":"王总好"}';

/** Codes per line, empty lines left out. */
function codes(text: string): Record<number, string[]> {
  const found = new Dataset(text).lines.map((line) =>
    line.reading.problems.map((problem) => problem.code),
  );
  return Object.fromEntries(
    found
      .map((line, index) => [index + 1, line])
      .filter(([, line]) => (line as string[]).length > 0),
  );
}

describe('reading rows', () => {
  it('finds nothing wrong with a good row', () => expect(codes(`${ROW}\n`)).toEqual({}));
  it('shows a BOM on the first line', () =>
    expect(codes(`\uFEFF${ROW}\n`)).toEqual({ 1: ['ROW009'] }));
  it('reads CRLF lines', () => expect(codes(`${ROW}\r\n${ROW}\r\n`)).toEqual({}));
  it('shows a blank line', () => expect(codes(`${ROW}\n\n${ROW}\n`)).toEqual({ 2: ['ROW013'] }));
  it('keeps U+2028 in its row', () =>
    expect(codes(`${ROW.replace('马术', '马\u2028术')}\n${ROW}\n`)).toEqual({ 1: ['ROW006'] }));
  it('shows a run of NULs, as a crash leaves by the million, as one Problem', () =>
    expect(codes(`${ROW}${'\0'.repeat(1_000_000)}\n`)).toEqual({ 1: ['ROW007', 'ROW001'] }));
  it('shows a NUL', () => expect(codes(`${ROW}\0\n`)).toEqual({ 1: ['ROW007', 'ROW001'] }));
  it('shows a raw lone surrogate', () =>
    expect(codes(`${ROW.replace('马术', '\ud83d')}\n`)).toEqual({ 1: ['ROW008'] }));
  it('shows an escaped lone surrogate', () =>
    expect(codes(`${ROW.replace('马术', '\\ud83d')}\n`)).toEqual({ 1: ['ROW008'] }));
  it('accepts an escaped pair', () =>
    expect(codes(`${ROW.replace('马术', '\\ud83d\\ude00')}\n`)).toEqual({}));
  it('shows a duplicate key', () =>
    expect(codes(`${ROW.replace('{', '{"称呼":"李总",')}\n`)).toEqual({ 1: ['ROW003'] }));
  it('shows __proto__', () =>
    expect(codes(`${ROW.replace('{', '{"__proto__":{"a":1},')}\n`)).toEqual({ 1: ['ROW010'] }));
  it('shows a truncated last row', () =>
    expect(codes(`${ROW}\n${ROW.slice(0, 60)}`)).toEqual({ 2: ['ROW011'] }));
  it('shows merge-conflict markers', () =>
    expect(codes(`<<<<<<< HEAD\n${ROW}\n=======\n${ROW}\n>>>>>>> other\n`)).toEqual({
      1: ['ROW012'],
      3: ['ROW012'],
      5: ['ROW012'],
    }));
  it('shows a row that is not an object', () => expect(codes('[1]\n')).toEqual({ 1: ['ROW002'] }));
  it('shows a missing field', () => expect(codes('{"称呼":"王总"}\n')[1]).toContain('ROW004'));
  it('shows an empty field', () =>
    expect(codes(`${ROW.replace('王总好', '')}\n`)).toEqual({ 1: ['ROW005'] }));
});
