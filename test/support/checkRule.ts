import { readFileSync } from 'node:fs';
import { lintFields, type RuleFinding } from '../../server/core/rules/lint.ts';
import type { Rule } from '../../server/core/rules/rule.ts';
import type { Fields } from '../../server/core/rules/subject.ts';

/**
 * A fixture is a Row whose flagged phrases stand between « and » in the field they are found in;
 * a row without marks must stay quiet. `severity` is checked when it is given.
 */
export interface RuleFixture {
  readonly fire: readonly (Fields & { readonly severity?: string })[];
  readonly quiet: readonly Fields[];
}

const BASE: Fields = { 称呼: '', 关系: '', 交往细节: '', 风格: '', 字数: '', 祝福语: '' };

export function ruleFixture(id: string): RuleFixture {
  const file = new URL(`../fixtures/rules/${id}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as RuleFixture;
}

/** What the rule flags, as the fixture's own notation. */
export function marked(rule: Rule, fixture: Fields, year = 2026): Fields {
  const fields = unmarked(fixture);
  const result: Record<string, unknown> = { ...fields };
  for (const finding of findings(rule, fields, year).toReversed()) {
    const { field, start, end } = finding.span;
    const found = result[field];
    const value = typeof found === 'string' ? found : '';
    result[field] = `${value.slice(0, start)}«${value.slice(start, end)}»${value.slice(end)}`;
  }
  return { ...fixture, ...(result as Fields) };
}

export function findings(rule: Rule, fields: Fields, year = 2026): readonly RuleFinding[] {
  return [...lintFields(fields, [rule], { year })].sort((a, b) => a.span.start - b.span.start);
}

export function unmarked(fixture: Fields): Fields {
  const plain = Object.entries(fixture).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.replaceAll(/[«»]/g, '') : value,
  ]);
  return { ...BASE, ...(Object.fromEntries(plain) as Fields) };
}
