import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { inRepository } from '../../scripts/support/paths.mjs';
import { zipEntries } from '../support/zip.ts';

const entries = zipEntries(await vsixPath());
const files = entries.map(({ name }) => name.replace(/^extension\//, ''));

/** Everything that may be inside; `vsce` adds the first two and changes the case of some names. */
const MAY_HOLD = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^(?:package|package\.nls|package\.nls\.zh-cn)\.json$/,
  /^(?:readme|README\.zh-CN|changelog)\.md$/,
  /^LICENSE\.txt$/,
  /^dist\/(?:extension|inProcess)\.cjs$/,
  /^dist\/(?:mashang|ggufChild)\.mjs$/,
  /^dist\/mashang-[A-Z0-9]+\.mjs$/,
  /^dist\/webview\/\w+\.(?:js|css)$/,
  /^l10n\/bundle\.l10n\.zh-cn\.json$/,
  /^snippets\/\w+\.code-snippets$/,
  /^datasets\/schemas\/\w+\.schema\.json$/,
  /^docs\/rules\/[A-Z0-9]+\.md$/,
  /^media\/(?:icon\.png|walkthrough\/\w+\.svg)$/,
  /^models\/mini\/(?:mini\.gguf|README\.md)$/,
];

describe('the VSIX', () => {
  it('holds nothing but what a user needs: no sources, maps, tests or native code', () => {
    expect(files.filter((name) => !MAY_HOLD.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  it.each(MAY_HOLD)('holds %s', (pattern) => {
    expect(files.some((name) => pattern.test(name))).toBe(true);
  });

  it('holds the offline model', () => {
    expect(files).toContain('models/mini/mini.gguf');
  });

  it('holds a page for every rule', () => {
    const sources = readFileSync(inRepository('server', 'core', 'rules', 'all.ts'), 'utf8');
    const rules = [...sources.matchAll(/from '\.\/([a-z]+\d+)\.ts'/g)].map(([, name]) => name);
    expect(rules.length).toBeGreaterThan(15);
    const missing = rules.filter((name) => !files.includes(`docs/rules/${name?.toUpperCase()}.md`));
    expect(missing).toEqual([]);
  });

  it('has an extension bundle under 600 KB, without the parts of the server', () => {
    const bundle = entries.find(({ name }) => name === 'extension/dist/extension.cjs');
    expect(bundle?.size).toBeLessThan(600_000);
  });

  it('is small enough to send: under 40 MB unpacked', () => {
    expect(entries.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(40_000_000);
  });
});
