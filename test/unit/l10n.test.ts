import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const json = (path: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(path, root), 'utf8')) as Record<string, string>;

const manifest = readFileSync(new URL('package.json', root), 'utf8');
const english = json('package.nls.json');
const chinese = json('package.nls.zh-cn.json');
const bundle = json('l10n/bundle.l10n.zh-cn.json');

const sources = readdirSync(new URL('extension/src', root), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(`extension/src/${name}`, root), 'utf8'))
  .join('\n');
const calls = [...sources.matchAll(/\bl10n\.t\(/g)];
const said = [...sources.matchAll(/\bl10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)].map((match) =>
  (match[1] ?? '').replaceAll("\\'", "'"),
);
const named = [...manifest.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? '');

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d\}/g))].sort();
/** Links and code of walkthroughs and settings must survive translation. */
const links = (text: string): string[] => (text.match(/\(command:[^)]+\)|`[^`]+`/g) ?? []).sort();

describe('sentences of the extension', () => {
  it('are plain literals, so that they can be found', () => {
    expect(said).toHaveLength(calls.length);
  });

  it('are all in the Chinese bundle, and nothing else is', () => {
    expect(Object.keys(bundle).sort()).toEqual([...new Set(said)].sort());
  });

  it('keep their placeholders in Chinese', () => {
    expect(
      Object.entries(bundle).filter(
        ([key, value]) => placeholders(key).join() !== placeholders(value).join(),
      ),
    ).toEqual([]);
  });

  it('are Chinese in Chinese', () => {
    expect(Object.values(bundle).filter((value) => !/\p{Script=Han}/u.test(value))).toEqual([]);
  });
});

describe('sentences of the manifest', () => {
  it('are all there in both languages, and nothing else is', () => {
    const keys = [...new Set(named)].sort();
    expect(Object.keys(english).sort()).toEqual(keys);
    expect(Object.keys(chinese).sort()).toEqual(keys);
  });

  it('keep their links and code in Chinese', () => {
    expect(
      Object.keys(english).filter(
        (key) => links(english[key] ?? '').join() !== links(chinese[key] ?? '').join(),
      ),
    ).toEqual([]);
  });

  it('are English in English, but for the name and what the user types', () => {
    const foreign = Object.entries(english).filter(
      ([key, value]) => key !== 'displayName' && /\p{Script=Han}/u.test(value),
    );
    expect(foreign).toEqual([]);
  });
});
