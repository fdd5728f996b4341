import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dataset } from '../../../../server/core/dataset/dataset.ts';
import { RULES } from '../../../../server/core/rules/all.ts';
import { DatasetLint } from '../../../../server/core/rules/datasetLint.ts';
import { evid001 } from '../../../../server/core/rules/evid001.ts';
import { fact701 } from '../../../../server/core/rules/fact701.ts';
import type { Rule } from '../../../../server/core/rules/rule.ts';
import { row } from '../../../support/rows.ts';

const CONTEXT = { year: 2026 };
const ROW = row();
const OTHER = row({ 称呼: '老妈', 交往细节: '寄过腊肠', 祝福语: '老妈，腊肠今晚就蒸，您歇着' });

function opened(text: string, rules: readonly Rule[] = [fact701]): DatasetLint {
  return new DatasetLint(text, rules, CONTEXT);
}

function insert(lint: DatasetLint, line: number, text: string): void {
  lint.edit(lint.dataset.replace({ line, character: 0 }, { line, character: 0 }, text));
}

/** `line code` of every Problem, 0-based, in the order in which they are listed. */
function listed(lint: DatasetLint): string[] {
  return lint.allProblems().map(({ line, problem }) => `${line} ${problem.code}`);
}

describe('opening', () => {
  it('finds nothing in good rows', () => {
    const lint = opened(`${ROW}\n${OTHER}\n`);
    expect(listed(lint)).toEqual([]);
    expect([lint.rowCount, lint.checkedRows]).toEqual([2, 2]);
  });

  it('lists Problems worst first, then by line', () => {
    const lint = opened(`\n{"称呼":\n${row({ 祝福语: '王总，蛇年大吉' })}\n`);
    expect(listed(lint)).toEqual(['1 ROW001', '2 FACT701', '0 ROW013']);
    expect(lint.counts).toEqual({ error: 2, warning: 0, info: 0, hint: 1 });
    expect(lint.rowCount).toBe(1);
  });

  it('takes a Dataset that is open already', () => {
    const dataset = new Dataset(ROW);
    expect(new DatasetLint(dataset, [], CONTEXT).dataset).toBe(dataset);
  });

  it('knows nothing of lines that are not there', () =>
    expect(opened(ROW).problems(7)).toEqual([]));
});

describe('edits', () => {
  it('check exactly one row of 3,000', () => {
    const lines = Array.from({ length: 3000 }, (_, line) => row({ id: `r-${line}` }));
    const lint = opened(`${lines.join('\n')}\n`, [evid001, fact701]);
    expect(lint.checkedRows).toBe(3000);
    const character = lines[1500]?.indexOf('，你欠') ?? 0;
    lint.edit(
      lint.dataset.replace({ line: 1500, character }, { line: 1500, character }, '，蛇年快乐'),
    );
    expect(lint.checkedRows).toBe(1);
    expect(lint.problems(1500).map(({ code }) => code)).toContain('FACT701');
  });

  it('check only what is inserted', () => {
    const lint = opened(`${ROW}\n`);
    insert(lint, 0, `${OTHER}\n`);
    expect([lint.checkedRows, lint.rowCount]).toEqual([1, 2]);
  });

  it('check nothing when a row goes', () => {
    const lint = opened(`${ROW}\n${OTHER}\n`);
    lint.edit(lint.dataset.replace({ line: 0, character: 0 }, { line: 1, character: 0 }, ''));
    expect([lint.checkedRows, lint.rowCount]).toEqual([0, 1]);
  });

  it('move the Problems of the lines below', () => {
    const lint = opened(`${row({ 祝福语: '王总，蛇年大吉' })}\n`);
    insert(lint, 0, `${OTHER}\n\n`);
    expect(listed(lint)).toEqual(['2 FACT701', '1 ROW013']);
  });
});

it('reads a line with a BOM anew when it stops being the first', () => {
  const lint = opened(`\ufeff${ROW}`);
  expect(listed(lint)).toEqual(['0 ROW009']);
  lint.edit(lint.dataset.replaceAll(`${OTHER}\n\ufeff${ROW}`));
  expect(listed(lint)).toEqual(['1 ROW001']);
});

describe('repeated rows', () => {
  it('point from the later row to the earlier', () => {
    const [problem] = opened(`${OTHER}\n${ROW}\n${ROW}\n`).problems(2);
    expect(problem).toMatchObject({
      code: 'DUP801',
      severity: 'error',
      related: [{ line: 1 }],
      fixes: [{ safe: false, change: { kind: 'deleteRow' } }],
    });
    expect(problem?.message.zh).toContain('第 2 行');
    expect(ROW.slice(problem?.span.start, problem?.span.end)).toBe(
      (JSON.parse(ROW) as { readonly 祝福语: string }).祝福语,
    );
  });

  it('keep pointing there when lines are inserted above', () => {
    const lint = opened(`${ROW}\n${ROW}\n`);
    insert(lint, 0, `${OTHER}\n`);
    expect(lint.problems(2)[0]?.related).toMatchObject([{ line: 1 }]);
    expect(lint.problems(2)[0]?.message.en).toContain('line 2');
  });

  it('swap roles when the copy comes to stand above', () => {
    const lint = opened(`${ROW}\n`);
    insert(lint, 0, `${ROW}\n`);
    expect(listed(lint)).toEqual(['1 DUP801']);
  });

  it('are forgotten when either is rewritten', () => {
    const lint = opened(`${ROW}\n${ROW}\n`);
    lint.edit(lint.dataset.replaceAll(`${OTHER}\n${ROW}\n`));
    expect(listed(lint)).toEqual([]);
  });

  it('are silenced by a row with a reason', () => {
    const ignored = row({ meta: { ignore: [{ rule: 'DUP801', reason: '双胞胎' }] } });
    expect(listed(opened(`${ROW}\n${ignored}\n`))).toEqual([]);
  });
});

describe('CRLF', () => {
  it('is told once, on its first line, with the count', () => {
    const lint = opened(`${ROW}\n${OTHER}\r\n\r\n${'{}'}\r`, []);
    expect(lint.problems(1).map(({ code }) => code)).toEqual(['ROW014']);
    expect(lint.problems(1)[0]?.message.zh).toContain('2 行');
  });

  it('moves to the next line when its first is mended', () => {
    const lint = opened(`${ROW}\r\n${OTHER}\r\n`);
    const character = ROW.length;
    lint.edit(
      lint.dataset.replace({ line: 0, character }, { line: 0, character: character + 1 }, ''),
    );
    expect(listed(lint)).toEqual(['1 ROW014']);
  });
});

const piece = fc.constantFrom(
  '\n',
  '\r\n',
  '\u2028',
  '\ud83d',
  '\ufeff',
  '\0',
  '"',
  '{',
  '}',
  ',',
  '\\',
  '蛇年大吉',
  '好',
  `${ROW}\n`,
  `${OTHER}\n`,
  `${OTHER}\r\n`,
  `\ufeff${ROW}\n`,
  `${ROW.replace('老地方', '老位置')}\n`,
  ROW.slice(0, 70),
  row({ 祝福语: '王总，羊年大吉' }),
  '<<<<<<< HEAD\n',
);
const content = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const edits = fc.array(
  fc.record({
    from: fc.record({ line: fc.nat({ max: 12 }), character: fc.nat({ max: 130 }) }),
    lines: fc.nat({ max: 3 }),
    character: fc.nat({ max: 130 }),
    insert: content,
    all: fc.boolean(),
  }),
  { maxLength: 12 },
);

it('random edits: problems equal those of a fresh open', () =>
  fc.assert(
    fc.property(content, edits, (text, made) => {
      const lint = opened(text, [evid001, fact701]);
      for (const { from, lines, character, insert: added, all } of made) {
        const to = {
          line: from.line + lines,
          character: lines === 0 ? from.character + 3 : character,
        };
        lint.edit(
          all && lines > 1 ? lint.dataset.replaceAll(added) : lint.dataset.replace(from, to, added),
        );
        const fresh = opened(lint.dataset.text, [evid001, fact701]);
        expect(lint.allProblems()).toEqual(fresh.allProblems());
        expect([lint.rowCount, lint.counts]).toEqual([fresh.rowCount, fresh.counts]);
      }
    }),
    { numRuns: 150 },
  ));

it('variants of one row by the thousand do not hang the editor when all are deleted', () => {
  const variants = Array.from({ length: 1_500 }, (_, index) =>
    row({
      祝福语: `冰哥，欠我的羊肉串还没请呢，${String.fromCharCode(0x4e00 + index)}，初五老地方见`,
    }),
  );
  const lint = opened(variants.join('\n'));
  expect(lint.problems(1_499).map(({ code }) => code)).toEqual(['DUP801']);
  lint.edit(lint.dataset.replaceAll(''));
  expect(lint.allProblems()).toEqual([]);
});

it('a value of sixteen million characters is shown and not read by rules', () => {
  const line = row({ 祝福语: '「愿你，'.repeat(4_000_000) });
  expect(listed(opened(`${line}\n${line}\n`, RULES))).toEqual(['0 ROW016', '1 ROW016']);
});
