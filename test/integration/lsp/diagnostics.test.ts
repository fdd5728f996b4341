import { describe, expect, it } from 'vitest';
import { LspClient } from '../../support/lspClient.ts';
import { row } from '../../support/rows.ts';
import { testApp } from '../../support/testApp.ts';

const URI = 'file:///w/my.greetings.jsonl';
const IMPERSONAL = row({
  祝福语: '冰哥，新年快乐！愿咱们友谊长存，事业顺利，阖家幸福，来年再聚吧。',
});

describe('diagnostics', () => {
  it('show the worst first, then by line', async () => {
    const client = await LspClient.start(testApp());
    const found = await client.lint(URI, `\n${IMPERSONAL}\nx\n`);
    const severities = found.map(({ severity }) => severity ?? 0);
    expect(severities).toEqual([...severities].sort((a, b) => a - b));
    expect(found[0]).toMatchObject({ severity: 1, code: 'EVID001' });
    expect(found.at(-1)).toMatchObject({ severity: 4, code: 'ROW013' });
  });

  it('name their source, the page of their rule and what explains them', async () => {
    const client = await LspClient.start(testApp());
    const found = await client.lint(URI, `${IMPERSONAL}\n`);
    expect(found.find(({ code }) => code === 'EVID001')).toMatchObject({
      source: '码上拜年',
      codeDescription: { href: 'https://example.invalid/rules/EVID001.md' },
      relatedInformation: [
        { location: { uri: URI, range: { start: { line: 0 } } }, message: '没用到的细节' },
        { message: '没用到的细节' },
      ],
    });
  });

  it('link faults of the line itself to one page', async () => {
    const client = await LspClient.start(testApp());
    const [broken] = await client.lint(URI, 'x\n');
    expect(broken?.codeDescription?.href).toBe('https://example.invalid/rules/ROW.md#row001');
  });

  it('lie exactly on the phrase, behind escapes and a BOM', async () => {
    const client = await LspClient.start(testApp());
    const text = `\uFEFF${row({ 祝福语: '' }).replace('大学', '大\\u5b66\u2028')}\n`;
    const found = await client.lint(URI, text);
    const at = text.indexOf('\u2028');
    expect(found.find(({ code }) => code === 'ROW006')?.range).toEqual({
      start: { line: 0, character: at },
      end: { line: 0, character: at + 1 },
    });
  });

  it('point from a repeated row to the earlier one', async () => {
    const client = await LspClient.start(testApp());
    const found = await client.lint(URI, `${row()}\n${row()}\n`);
    expect(found.find(({ code }) => code === 'DUP801')).toMatchObject({
      range: { start: { line: 1 } },
      relatedInformation: [{ location: { uri: URI, range: { start: { line: 0 } } } }],
    });
  });

  it('stop at 500 and say how many more there are', async () => {
    const client = await LspClient.start(testApp());
    const found = await client.lintLong(URI, 'x\n'.repeat(600));
    expect(found).toHaveLength(501);
    expect(found.at(-1)).toMatchObject({ severity: 3, range: { start: { line: 0 } } });
    expect(found.at(-1)?.message).toContain('还有 100 条没有列出（错误 100');
  });

  it.each([
    [undefined, '这一行不是合法的 JSON'],
    ['zh-cn', '这一行不是合法的 JSON'],
    ['en', 'This line is not valid JSON'],
    ['fr', 'This line is not valid JSON'],
  ])('speak to a client with locale %s in its language', async (locale, message) => {
    const client = await LspClient.start(testApp(), locale === undefined ? {} : { locale });
    const [found] = await client.lint(URI, 'x\n');
    expect(found?.message).toContain(message);
  });

  it('follow the year that the client sets', async () => {
    const client = await LspClient.start(testApp());
    const text = `${row({ 祝福语: '冰哥，蛇年大吉！通宵赶作业那会儿真没想到能处八年，初五老地方见，羊肉串你请。' })}\n`;
    const codes = async (version: number) =>
      (await client.diagnostics(URI, version)).map(({ code }) => code);
    await client.open(URI, text);
    expect((await codes(1)).filter((code) => String(code).startsWith('FACT'))).not.toEqual([]);
    await client.configure({ mashang: { year: 2025 } });
    await client.settled();
    expect((await codes(1)).filter((code) => String(code).startsWith('FACT'))).toEqual([]);
  });
});
