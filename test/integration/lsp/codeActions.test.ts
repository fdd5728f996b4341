import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../server/core/rules/rule.ts';
import { edited, editsOf, LspClient } from '../../support/lspClient.ts';
import { row } from '../../support/rows.ts';
import { testApp } from '../../support/testApp.ts';

const URI = 'file:///w/my.greetings.jsonl';

/** Underlines each 坏 and would write 好. */
const mend: Rule = {
  id: 'AI997',
  family: 'AI',
  severity: 'warning',
  title: { zh: '有坏字', en: 'A bad word' },
  *check({ greeting }) {
    for (const { index } of greeting.matchAll(/坏/g)) {
      const span = { field: '祝福语', start: index, end: index + 1 } as const;
      const fix = { title: { zh: '换成好', en: 'Write 好' }, safe: true, span, insert: '好' };
      yield { span, message: { zh: '坏', en: 'bad' }, fixes: [fix] };
    }
  },
};

async function opened(text: string, options: Parameters<typeof LspClient.start>[1] = {}) {
  const client = await LspClient.start(testApp({ rules: [mend] }), options);
  const diagnostics = await client.lint(URI, text);
  return { client, diagnostics };
}

const BAD = row({ 祝福语: '坏消息，坏天气' });
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

describe('quick fixes', () => {
  it('mend the Problem at the caret, tied to its diagnostic and to the version', async () => {
    const { client, diagnostics } = await opened(`${BAD}\n`);
    const at = { line: 0, character: BAD.indexOf('坏天气') + 1 };
    const [fix] = await client.actions(URI, { start: at, end: at }, { diagnostics });
    expect(fix).toMatchObject({
      title: '换成好',
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [{ code: 'AI997', range: { start: { character: at.character - 1 } } }],
      edit: { documentChanges: [{ textDocument: { uri: URI, version: 1 } }] },
    });
    expect(edited(BAD, editsOf(fix))).toBe(row({ 祝福语: '坏消息，好天气' }));
  });

  it('of a repeated row are tied to its diagnostic', async () => {
    const { client, diagnostics } = await opened(`${row()}\n${row()}\n`);
    const at = { line: 1, character: row().indexOf('第八个') };
    const [fix] = await client.actions(URI, { start: at, end: at }, { diagnostics });
    expect(fix).toMatchObject({ title: '删掉这一行', diagnostics: [{ code: 'DUP801' }] });
    expect(edited(`${row()}\n${row()}\n`, editsOf(fix))).toBe(`${row()}\n`);
  });

  it('are not offered elsewhere', async () => {
    const { client } = await opened(`${BAD}\n`);
    const start = { line: 0, character: 3 };
    expect(await client.actions(URI, { start, end: start })).toEqual([]);
  });

  it('mend a whole row at once when more than one fix is safe', async () => {
    const { client } = await opened(`${BAD}\n`);
    const at = { line: 0, character: BAD.indexOf('坏') };
    const actions = await client.actions(URI, { start: at, end: at });
    const fixRow = actions.find(({ title }) => title.startsWith('修好这一行'));
    expect(edited(`${BAD}\n`, editsOf(fixRow))).toBe(`${row({ 祝福语: '好消息，好天气' })}\n`);
  });

  it('delete a blank line with its line break', async () => {
    const text = `${row()}\n\n${row({ 称呼: '老爸' })}\n`;
    const { client } = await opened(text);
    const at = { line: 1, character: 0 };
    const [fix] = await client.actions(URI, { start: at, end: at });
    expect(edited(text, editsOf(fix))).toBe(`${row()}\n${row({ 称呼: '老爸' })}\n`);
  });

  it('use plain changes for a client that knows no versions', async () => {
    const { client } = await opened(`${BAD}\n`, { capabilities: {} });
    const at = { line: 0, character: BAD.indexOf('坏') };
    const [fix] = await client.actions(URI, { start: at, end: at });
    expect(fix?.edit?.changes?.[URI]).toHaveLength(1);
  });
});

describe('fix all', () => {
  it('applies every safe fix in the file and touches nothing else', async () => {
    const good = '{ "称呼" : "老妈" , "x":1.50}';
    const text = `\uFEFF${BAD}\n\n${good}\nnot json\n${BAD.replace('冰哥', '老爸')}\r\n`;
    const { client } = await opened(text);
    const [fix, ...others] = await client.actions(URI, WHOLE, { only: ['source.fixAll'] });
    expect(others).toEqual([]);
    expect(fix?.kind).toBe('source.fixAll.mashang');
    const mended = row({ 祝福语: '好消息，好天气' });
    expect(edited(text, editsOf(fix))).toBe(
      `${mended}\n${good}\nnot json\n${mended.replace('冰哥', '老爸')}\r\n`,
    );
  });

  it('is not offered when nothing is to be done, nor for other kinds', async () => {
    const { client } = await opened(`${row()}\n`);
    expect(await client.actions(URI, WHOLE, { only: ['source.fixAll.mashang'] })).toEqual([]);
    expect(await client.actions(URI, WHOLE, { only: ['refactor'] })).toEqual([]);
  });
});

describe('ignoring a rule', () => {
  it('is a command of the client, which asks for the reason', async () => {
    const { client } = await opened(`${BAD}\n`, { locale: 'en' });
    const at = { line: 0, character: BAD.indexOf('坏') };
    const actions = await client.actions(URI, { start: at, end: at });
    expect(
      actions.find(({ command }) => command?.command === 'mashang.ignoreProblem'),
    ).toMatchObject({
      title: 'Ignore AI997 for this row…',
      command: { arguments: [{ uri: URI, version: 1, line: 0, rule: 'AI997' }] },
    });
  });

  it('is offered once for a rule that found several phrases', async () => {
    const { client, diagnostics } = await opened(`${BAD}\n`);
    const actions = await client.actions(URI, WHOLE, { diagnostics });
    const ignoring = actions.filter(({ command }) => command !== undefined);
    expect(ignoring).toMatchObject([{ diagnostics: [{ code: 'AI997' }, { code: 'AI997' }] }]);
  });

  it('is not offered for a row that is broken as data', async () => {
    const { client } = await opened('{"称呼":"王总"}\nx\n');
    const actions = await client.actions(URI, WHOLE);
    expect(actions.filter(({ command }) => command !== undefined)).toEqual([]);
  });
});
