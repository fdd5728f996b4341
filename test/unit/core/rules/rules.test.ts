import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../../server/core/rules/all.ts';
import { findings, marked, ruleFixture, unmarked } from '../../../support/checkRule.ts';

const docs = new URL('../../../../docs/rules/', import.meta.url);

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const fixture = ruleFixture(id);

  it.each(fixture.fire.map((row) => [String(row.祝福语), row] as const))('flags %s', (_, row) => {
    const { severity, ...fields } = row;
    expect(marked(rule, fields)).toEqual({ ...unmarked({}), ...fields });
    if (severity !== undefined)
      expect(findings(rule, unmarked(fields))[0]?.severity).toBe(severity);
  });

  it.each(fixture.quiet.map((row) => [String(row.祝福语), row] as const))(
    'stays quiet on %s',
    (_, row) => {
      expect(findings(rule, unmarked(row))).toEqual([]);
    },
  );

  it('has three fixtures of each kind and a bilingual page', () => {
    expect(fixture.fire.length).toBeGreaterThanOrEqual(3);
    expect(fixture.quiet.length).toBeGreaterThanOrEqual(3);
    const page = readFileSync(new URL(`${id}.md`, docs), 'utf8');
    expect(page).toContain(rule.title.zh);
    expect(page).toContain(rule.title.en);
    expect(page).toMatch(/✗[\s\S]*✓/);
  });
});

it('every rule page belongs to a rule', () => {
  const pages = readdirSync(docs).filter((name) =>
    /^(EVID|GEN|AI|STR|REG|FACT|LEN|NAME|FMT|PII)\d+\.md$/.test(name),
  );
  expect(pages.map((name) => name.replace('.md', '')).sort()).toEqual(
    RULES.map((rule) => rule.id).sort(),
  );
  expect(existsSync(docs)).toBe(true);
});

it.each(['「', '“', '愿你，', '大学', '<think>', '1-', '；a', '{a', ' '])(
  'fields that are %j over and over do not hang the editor',
  (unit) => {
    const text = unit.repeat(10_000 / unit.length);
    const row = { 称呼: '冰哥', 关系: '好友', 交往细节: text, 祝福语: text };
    for (const rule of RULES) findings(rule, row);
  },
);
