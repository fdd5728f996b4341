import { expect, it } from 'vitest';
import { applyEdits, Dataset } from '../../../../server/core/dataset/dataset.ts';
import { ignoreRule } from '../../../../server/core/fixes/ignoreRule.ts';
import { ignoredRules } from '../../../../server/core/rules/lint.ts';

/** The line after EVID001 was silenced, or undefined when that was refused. */
function silenced(line: string, reason = '老友都懂'): string | undefined {
  const reading = new Dataset(line).lines[0]?.reading;
  const edit = reading === undefined ? undefined : ignoreRule(reading, 'EVID001', reason);
  return edit === undefined ? undefined : applyEdits(line, [edit]);
}

const ENTRY = '{"rule":"EVID001","reason":"老友都懂"}';

it('adds meta to a row without one and keeps every other byte', () =>
  expect(silenced('{ "称呼" : "王\\u603b", "x":1 }')).toBe(
    `{ "称呼" : "王\\u603b", "x":1,"meta":{"ignore":[${ENTRY}]} }`,
  ));

it('adds the list to an existing meta', () =>
  expect(silenced('{"称呼":"王总","meta":{"source":{"kind":"authored"}}}')).toBe(
    `{"称呼":"王总","meta":{"source":{"kind":"authored"},"ignore":[${ENTRY}]}}`,
  ));

it('fills an empty meta and an empty list', () => {
  expect(silenced('{"meta":{}}')).toBe(`{"meta":{"ignore":[${ENTRY}]}}`);
  expect(silenced('{"meta":{"ignore":[ ]}}')).toBe(`{"meta":{"ignore":[${ENTRY} ]}}`);
});

it('adds to rules silenced before', () =>
  expect(silenced('{"meta":{"ignore":[{"rule":"AI101","reason":"故意"}]}}')).toBe(
    `{"meta":{"ignore":[{"rule":"AI101","reason":"故意"},${ENTRY}]}}`,
  ));

it('replaces the reason of a rule silenced before', () =>
  expect(silenced('{"meta":{"ignore":[{"rule":"EVID001","by":"我","reason":""}]}}')).toBe(
    '{"meta":{"ignore":[{"rule":"EVID001","by":"我","reason":"老友都懂"}]}}',
  ));

it('escapes the reason', () => {
  const line = silenced('{"称呼":"王总"}', '他说"别改"\n\u2028');
  expect(line).toBe(
    '{"称呼":"王总","meta":{"ignore":[{"rule":"EVID001","reason":"他说\\"别改\\"\\n\\u2028"}]}}',
  );
});

it('works on the first line behind a BOM', () =>
  expect(silenced('\uFEFF{"称呼":"王总"}')).toBe(
    `\uFEFF{"称呼":"王总","meta":{"ignore":[${ENTRY}]}}`,
  ));

it.each([
  '',
  '{"称呼":',
  '[1]',
  '{}',
  '{"meta":3}',
  '{"meta":{"ignore":"x"}}',
  '{"meta":{},"meta":{}}',
])('refuses %s', (line) => expect(silenced(line)).toBeUndefined());

it('is what the linter honours', () => {
  const reading = new Dataset(silenced('{"称呼":"王总"}') ?? '').lines[0]?.reading;
  expect(reading?.kind === 'row' && [...ignoredRules(reading)]).toEqual(['EVID001']);
});
