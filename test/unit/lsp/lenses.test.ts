import { expect, it } from 'vitest';
import { RULES } from '../../../server/core/rules/all.ts';
import { DatasetLint } from '../../../server/core/rules/datasetLint.ts';
import { codeLenses } from '../../../server/lsp/lenses.ts';
import { UNKNOWN_CLIENT } from '../../../server/lsp/session.ts';
import { testApp } from '../../support/testApp.ts';

function title(complete: boolean, locale: 'zh' | 'en'): string | undefined {
  const lint = new DatasetLint('x\n{"a":1}\n', RULES, { year: 2026 });
  const dataset = {
    uri: 'file:///a',
    version: 1,
    lines: lint.dataset.lines,
    lint,
    complete,
    finish: () => undefined,
  };
  const session = {
    app: testApp(),
    rules: RULES,
    docsBase: '',
    client: { ...UNKNOWN_CLIENT, locale },
  };
  return codeLenses(dataset, session)[0]?.command?.title;
}

it('gives no count while rows are left to be checked', () => {
  expect(title(false, 'zh')).toBe('正在检查…');
  expect(title(false, 'en')).toBe('Checking…');
});

it('counts rows, errors and warnings in either language', () => {
  expect(title(true, 'zh')).toMatch(/^1 行 · \d+ 错误 · 0 警告$/);
  expect(title(true, 'en')).toMatch(/^1 row · \d+ errors · 0 warnings$/);
});
