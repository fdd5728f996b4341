import { describe, expect, it } from 'vitest';
import type { TextEdit } from 'vscode-languageserver-protocol';
import { RELATIONS, STYLES } from '../../../server/core/dataset/row.ts';
import { edited, LspClient } from '../../support/lspClient.ts';
import { manyRows, row } from '../../support/rows.ts';
import { testApp } from '../../support/testApp.ts';

const URI = 'file:///w/my.greetings.jsonl';

async function opened(
  text: string,
  options: Parameters<typeof LspClient.start>[1] = {},
): Promise<LspClient> {
  const client = await LspClient.start(testApp(), options);
  await client.lint(URI, text);
  return client;
}

describe('completion', () => {
  it('offers the missing keys of a half-typed row, with what they are for', async () => {
    const line = '{"称呼":"王总","交往细节":"马术","';
    const client = await opened(`${row()}\n${line}`);
    const items = await client.complete(URI, 1, line.length);
    expect(items.map(({ label }) => label)).toEqual([
      '关系',
      '风格',
      '字数',
      '祝福语',
      'id',
      '场合',
      'meta',
    ]);
    expect(items[0]).toMatchObject({
      detail: '必填',
      documentation: '对方是谁，决定敬称和分寸',
      insertTextFormat: 2,
      filterText: '"关系"',
      textEdit: { newText: `"关系":"\${1|${RELATIONS.join(',')}|}"` },
    });
    expect(items[3]).toMatchObject({ textEdit: { newText: '"祝福语":"$1"' } });
    expect(items[6]).toMatchObject({ textEdit: { newText: '"meta":{$1\\}' } });
    for (const item of items) expect(item.documentation).toBeTruthy();
  });

  it('replaces what stands between the quotes by a value', async () => {
    const line = row({ 风格: '走' });
    const client = await opened(line);
    const items = await client.complete(URI, 0, line.indexOf('"走"') + 2);
    expect(items.map(({ label }) => label)).toEqual([...STYLES]);
    expect(edited(line, [items[2]?.textEdit as TextEdit])).toBe(row({ 风格: '走心温情风' }));
  });

  it('writes plain text for a client without snippets, and English for an English one', async () => {
    const client = await opened('{}', { capabilities: {}, locale: 'en' });
    const [item] = await client.complete(URI, 0, 1);
    expect(item).toMatchObject({
      insertTextFormat: 1,
      textEdit: { newText: '"称呼":""' },
      detail: 'required',
    });
    expect(item?.documentation).toBe('how the sender really addresses this person');
  });
});

describe('hover', () => {
  async function hovered(line: string, word: string, locale = 'zh'): Promise<string> {
    const client = await opened(`${line}\n`, { locale });
    const hover = await client.hover(URI, 0, line.indexOf(word) + 1);
    return (hover?.contents as { value: string } | undefined)?.value ?? '';
  }

  it('says what a field is for and what it usually holds', async () => {
    const text = await hovered(row(), '"风格"');
    expect(text).toContain('**风格** 想要的语气');
    expect(text).toContain('`方言乡音风`');
  });

  it('says the same in English', async () =>
    expect(await hovered(row(), '"风格"', 'en')).toContain('the tone wanted'));

  it('explains nested fields', async () => {
    const line = row({ meta: { source: { kind: 'authored' } } });
    expect(await hovered(line, '"authored"')).toContain('这行从哪里来');
  });

  it('maps the details that a greeting carries and those it left out', async () => {
    const text = await hovered(row({ 交往细节: '大学八年室友；一起学滑冰' }), '第八个年头');
    expect(text).toMatch(/\d+ 字 · 证据 1\/2 · \d+ 分 · /);
    expect(text).toMatch(/- ✓ 「.*」 ← 大学八年室友/);
    expect(text).toContain('- ✗ 没用到：一起学滑冰');
  });

  it('says why a phrase is flagged, what to do, and where the rule is explained', async () => {
    const text = await hovered(row({ 祝福语: '冰哥，新年快乐！愿友谊长存。' }), '友谊');
    expect(text).toContain(
      '**EVID001** 没用到交往细节 · [规则说明](https://example.invalid/rules/EVID001.md)',
    );
    expect(text).toContain('要自己改');
  });

  it('shows the text of a row as text', async () => {
    const text = await hovered(
      row({ 交往细节: '[点我](https://example.invalid/x)八年' }),
      '第八个',
    );
    expect(text).not.toContain('[点我](');
  });

  it('is silent outside rows', async () => {
    const client = await opened('\n');
    expect(await client.hover(URI, 0, 0)).not.toBeNull();
    expect(await client.hover(URI, 7, 0)).toBeNull();
  });
});

describe('outline', () => {
  it('lists rows as 称呼 · 关系 · 风格 with the beginning of the greeting', async () => {
    const client = await opened(`${row()}\nx\n{"称呼":"","祝福语":""}\n`);
    const symbols = await client.symbols(URI);
    expect(symbols.map(({ name, detail }) => [name, detail])).toEqual([
      ['冰哥 · 同学 · 轻松幽默风', '冰哥，第八个年头了，你欠我的那顿羊肉串还没请呢。…'],
      ['第 3 行', ''],
    ]);
  });

  it('stops at 5,000 rows and says so', async () => {
    const client = await LspClient.start(testApp({ rules: [] }));
    await client.lint(URI, `${'{"称呼":"王总"}\n'.repeat(5003)}`);
    const symbols = await client.symbols(URI);
    expect(symbols).toHaveLength(5001);
    expect(symbols.at(-1)?.name).toBe('大纲只列前 5000 行，后面还有 3 行');
  });
});

describe('formatting', () => {
  const loose = '{ "祝福语" : "a, b" , "称呼":"王\\u603b","x":1.50 }';
  const tidy = '{"称呼":"王\\u603b","祝福语":"a, b","x":1.50}';

  it('writes one compact row a line in stable key order and leaves what it cannot read', async () => {
    const text = `${loose}\r\n { "称呼": \n<<<<<<< HEAD\n${tidy}\n\n${loose}`;
    const client = await opened(text);
    const edits = await client.format(URI);
    expect(edited(text, edits)).toBe(`${tidy}\r\n { "称呼": \n<<<<<<< HEAD\n${tidy}\n\n${tidy}`);
    expect(edits.map(({ range }) => range.start.line)).toEqual([0, 5]);
  });

  it('formats only the lines of a range', async () => {
    const text = `${loose}\n${loose}\n${loose}\n`;
    const client = await opened(text);
    const edits = await client.format(URI, {
      start: { line: 1, character: 0 },
      end: { line: 2, character: 0 },
    });
    expect(edited(text, edits)).toBe(`${loose}\n${tidy}\n${loose}\n`);
  });
});

describe('lenses', () => {
  it('show rows and findings, and a way to generate', async () => {
    const client = await opened(`${manyRows(2).join('\n')}\nx\n`);
    const lenses = await client.lenses(URI);
    expect(lenses.map(({ command }) => command?.command)).toEqual([
      'mashang.showProblems',
      'mashang.generate',
    ]);
    expect(lenses[0]?.command?.title).toMatch(/^2 行 · \d+ 错误 · \d+ 警告$/);
    expect(lenses[1]?.command).toMatchObject({ title: '生成祝福…', arguments: [URI] });
    expect(lenses.every(({ range }) => range.start.line === 0)).toBe(true);
  });

  it('can be hidden at the start and later', async () => {
    const hidden = { mashang: { codeLens: { enabled: false } } };
    const client = await opened(row(), { initializationOptions: hidden });
    expect(await client.lenses(URI)).toEqual([]);
    await client.configure({ mashang: { codeLens: { enabled: true } } });
    expect(await client.lenses(URI)).toHaveLength(2);
    await client.configure(hidden);
    expect(await client.lenses(URI)).toEqual([]);
  });

  it('survive settings that make no sense', async () => {
    const client = await opened(row());
    await client.configure({ mashang: { codeLens: 'yes', year: 'soon' } });
    await client.configure(null);
    expect(await client.lenses(URI)).toHaveLength(2);
  });
});
