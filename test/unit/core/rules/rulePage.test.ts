import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { RULES } from '../../../../server/core/rules/all.ts';
import { rulePage } from '../../../../server/core/rules/rulePage.ts';

const server = fileURLToPath(new URL('../../../../server', import.meta.url));
const pages = fileURLToPath(new URL('../../../../docs/rules', import.meta.url));

it('every fault of a line has a heading on the page that its code links to', () => {
  const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(server, name), 'utf8'));
  const codes = new Set(sources.flatMap((source) => source.match(/(?<=')ROW\d{3}(?=')/g) ?? []));
  expect(codes.size).toBeGreaterThan(13);
  const headings = new Set(readFileSync(join(pages, 'ROW.md'), 'utf8').match(/(?<=^## )ROW\d+$/gm));
  expect([...codes].filter((code) => !headings.has(code))).toEqual([]);
  expect(rulePage('ROW001')).toBe('ROW.md#row001');
});

it('every rule links to a page that is there', () => {
  const files = readdirSync(pages);
  const codes = [...RULES.map(({ id }) => id), 'DUP801'];
  expect(codes.filter((code) => !files.includes(rulePage(code) ?? ''))).toEqual([]);
});
