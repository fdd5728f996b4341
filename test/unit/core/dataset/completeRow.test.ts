import { describe, expect, it } from 'vitest';
import { completeRow } from '../../../../server/core/dataset/completeRow.ts';
import { LENGTHS, OCCASIONS, RELATIONS } from '../../../../server/core/dataset/row.ts';
import { text } from '../../../../server/core/text.ts';

const RULES = [{ id: 'EVID001', title: text('没用到交往细节', 'No detail is used') }];

/** `|` marks the caret; the labels offered, and the line after the first of them was taken. */
function complete(marked: string): { labels: string[]; taken: string | undefined } {
  const at = marked.indexOf('|');
  const line = marked.replace('|', '');
  const all = completeRow(line, at, RULES);
  const [first] = all;
  const taken =
    first &&
    `${line.slice(0, first.span.start)}${first.before}|${first.after}${line.slice(first.span.end)}`;
  return { labels: all.map((item) => item.label), taken };
}

const ROW = '"称呼":"王总","关系":"客户","交往细节":"马术","风格":"商务得体风"';

describe('keys', () => {
  it('offers missing required keys first, then optional ones, and none twice', () =>
    expect(complete(`{${ROW},|}`).labels).toEqual(['字数', '祝福语', 'id', '场合', 'meta']));
  it('fills an empty object', () => expect(complete('{|}').taken).toBe('{"称呼":"|"}'));
  it('replaces the quotes that the editor closed', () =>
    expect(complete(`{${ROW},"|"}`).taken).toBe(`{${ROW},"字数":"|"}`));
  it('replaces a key that is half typed', () =>
    expect(complete(`{${ROW},"字|"}`).taken).toBe(`{${ROW},"字数":"|"}`));
  it('replaces an open quote', () =>
    expect(complete(`{${ROW},"|`).taken).toBe(`{${ROW},"字数":"|"`));
  it('does not swallow what follows an open quote', () =>
    expect(complete('{"|, "关系":"客户"}').taken).toBe('{"称呼":"|", "关系":"客户"}'));
  it('keeps the value of a key that is being renamed', () =>
    expect(complete('{"称|":"王总"}').taken).toBe('{"称呼"|:"王总"}'));
  it('adds the comma before a following key', () =>
    expect(complete('{|"关系":"客户"}').taken).toBe('{"称呼":"|","关系":"客户"}'));
  it('offers the keys of meta', () =>
    expect(complete('{"meta":{|}}').labels).toEqual(['source', 'review', 'ignore', 'evidence']));
  it('offers the keys of a silenced rule', () =>
    expect(complete('{"meta":{"ignore":[{"|"}]}}').labels).toEqual(['rule', 'reason']));
  it('offers nothing in an unknown object', () => expect(complete('{"x":{|}}').labels).toEqual([]));
});

describe('values', () => {
  it('offers relations inside quotes and replaces what they hold', () => {
    expect(complete('{"关系":"客|","风格":""}').labels).toEqual([...RELATIONS]);
    expect(complete('{"关系":"领|导","风格":""}').taken).toBe('{"关系":"客户|","风格":""}');
  });
  it('offers values in a half-typed row', () =>
    expect(complete('{"称呼":"王总","关系":"|').taken).toBe('{"称呼":"王总","关系":"客户|'));
  it('does not swallow the next key for want of a closing quote', () =>
    expect(complete('{"关系":"|, "风格":"x"}').taken).toBe('{"关系":"客户|, "风格":"x"}'));
  it('writes the quotes when there are none', () =>
    expect(complete('{"字数":|}').taken).toBe(`{"字数":"${LENGTHS[0]}"|}`));
  it('replaces a word without quotes', () =>
    expect(complete('{"场合":除|}').taken).toBe(`{"场合":"${OCCASIONS[0]}"|}`));
  it('offers the kinds of source and the states of a review', () => {
    expect(complete('{"meta":{"source":{"kind":"|"}}}').labels).toContain('handwritten');
    expect(complete('{"meta":{"review":{"state":"|"}}}').labels).toContain('rejected');
  });
  it('offers rule ids to silence', () =>
    expect(complete('{"meta":{"ignore":[{"rule":"|"}]}}').labels).toEqual(['EVID001']));
  it('offers nothing for free text, after a value or outside a row', () => {
    for (const line of ['{"祝福语":"|"}', '{"关系":"客户"|}', '|', '"|"', '[|]']) {
      expect(complete(line).labels).toEqual([]);
    }
  });
  it('works behind a BOM and before CRLF', () =>
    expect(complete('\uFEFF{"字数":"|"}\r').labels).toEqual([...LENGTHS]));
});
