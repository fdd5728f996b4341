import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LENGTHS, RELATIONS, rowSchema, STYLES } from '../../server/core/dataset/row.ts';

interface Snippet {
  readonly prefix: readonly string[];
  readonly body: string;
  readonly description: string;
}

const file = new URL('../../snippets/greetings.code-snippets', import.meta.url);
const snippets = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Snippet>);

/** The body as the editor leaves it when every blank keeps its default and every list its first choice. */
function resolved(body: string): string {
  const defaults = new Map<string, string>();
  const filled = body
    .replaceAll(/\$\{(\d+):([^}]*)\}/g, (_, stop: string, value: string) => {
      defaults.set(stop, value);
      return value;
    })
    .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1');
  return filled.replaceAll(/\$(\d+)/g, (_, stop: string) => defaults.get(stop) ?? '');
}

describe.each(snippets)('%s', (name, { prefix, body, description }) => {
  const row = rowSchema.parse(JSON.parse(resolved(body)));

  it('is one line of a valid row', () => {
    expect(body).not.toMatch(/[\r\n]/);
    expect(body).toMatch(/\$0$/);
  });

  it('is what its name says, with values the schema suggests', () => {
    expect(name).toBe(`${row.关系} · ${row.风格}`);
    expect(RELATIONS).toContain(row.关系);
    expect(STYLES).toContain(row.风格);
    expect(LENGTHS).toContain(row.字数);
  });

  it('repeats the 称呼 that is typed at the start of the greeting', () => {
    expect(body).toContain('"祝福语":"$1，');
    expect(row.祝福语.startsWith(row.称呼)).toBe(true);
  });

  it('can be found in pinyin and in Chinese, and is described in both languages', () => {
    expect(prefix[0]).toMatch(/^[a-z]+$/);
    expect(prefix[1]).toBe(row.关系);
    expect(description).toMatch(/\p{Script=Han}.* \/ [A-Za-z ,]+$/u);
  });
});

it('there is one for every relation', () => {
  expect(snippets.length).toBeGreaterThanOrEqual(25);
  const relations = new Set(snippets.map(([, { prefix }]) => prefix[1]));
  expect([...RELATIONS].filter((relation) => !relations.has(relation))).toEqual([]);
});

it('no two are called the same', () => {
  const names = snippets.map(([, { prefix }]) => prefix[2]);
  expect(new Set(names).size).toBe(names.length);
});
