import assert from 'node:assert/strict';
import {
  type CodeLens,
  type CompletionList,
  commands,
  type DocumentSymbol,
  extensions,
  type Range,
  type TextEdit,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import {
  actionsAt,
  actionsOfKind,
  applyAction,
  codeOf,
  hoverAt,
  noProblems,
  openLines,
  placeOf,
  problems,
  until,
} from './editor.ts';
import { GOOD, INTRODUCED, NUMBERED, REPAIRED, WRONG_YEAR } from './rows.ts';
import type { InHostTest } from './run.ts';

const EXTENSION = 'mashang.mashang';

/** All that the extension does in a folder that the user trusts, asked of VS Code as an editor would. */
export const trusted: readonly InHostTest[] = [
  {
    name: 'a file of greeting rows activates the extension',
    run: async () => {
      await openLines([GOOD]);
      await until('activation', () => extensions.getExtension(EXTENSION)?.isActive);
    },
  },
  {
    name: 'rows are underlined where they are wrong, the worst first, each with its rule page',
    run: async () => {
      const document = await openLines([GOOD, NUMBERED, INTRODUCED, WRONG_YEAR]);
      const found = await problems(document, 'PII951', 'FMT902', 'FACT701');
      const words = found.map((one) => `${codeOf(one)} ${document.getText(one.range)}`);
      assert.ok(words.includes('PII951 13800138000'), words.join('\n'));
      assert.ok(words.includes('FMT902 以下是为您写的祝福：'), words.join('\n'));
      const severities = found.map(({ severity }) => severity);
      assert.ok(severities.every((one, at) => at === 0 || one >= (severities[at - 1] ?? 0)));
      const { code } = found[0] ?? {};
      assert.match(typeof code === 'object' ? code.target.path : '', /docs\/rules\/\w+\.md$/);
    },
  },
  {
    name: 'a problem goes when its row is repaired, and comes when one is written',
    run: async () => {
      const document = await openLines([GOOD, INTRODUCED]);
      await problems(document, 'FMT902');
      await replaceLine(document, 1, REPAIRED);
      await noProblems(document);
      await replaceLine(document, 1, WRONG_YEAR);
      await problems(document, 'FACT701');
    },
  },
  {
    name: 'problems are worded in English where the editor is',
    run: async () => {
      const found = await problems(await openLines([WRONG_YEAR]), 'FACT701');
      assert.match(found[0]?.message ?? '', /^2026 is 马年, not 蛇年$/);
    },
  },
  {
    name: 'completion offers the relations inside a string',
    run: async () => {
      const document = await openLines(['{"称呼":"老周","关系":""}']);
      const at = document.positionAt(document.getText().indexOf('""') + 1);
      const labels = await until('completion', async () => {
        const all = await completions(document.uri, at);
        return all.includes('同事') ? all : undefined;
      });
      assert.ok(labels.includes('客户') && labels.includes('好友'), labels.join(' '));
    },
  },
  {
    name: 'completion offers the keys that a row still lacks',
    run: async () => {
      const document = await openLines(['{"称呼":"老周",""}']);
      const at = document.positionAt(document.getText().indexOf('""') + 1);
      const labels = await until('completion', async () => {
        const all = await completions(document.uri, at);
        return all.includes('交往细节') ? all : undefined;
      });
      assert.ok(!labels.includes('称呼'), labels.join(' '));
    },
  },
  {
    name: 'a hover tells what a field is for',
    run: async () => {
      const document = await openLines([GOOD]);
      const text = await until('hover', () => someHover(document, '交往细节'));
      assert.match(text, /\*\*交往细节\*\*/);
    },
  },
  {
    name: 'a hover tells why a problem was raised, with a link to the page of its rule',
    run: async () => {
      const document = await openLines([NUMBERED]);
      await problems(document, 'PII951');
      const text = await hoverAt(document, placeOf(document, '13800138000'));
      assert.match(text, /\*\*PII951\*\*.*\[About this rule\]\(\S*PII951\.md\)/);
    },
  },
  {
    name: 'a quick fix repairs its row and no other byte',
    run: async () => {
      const document = await openLines([GOOD, INTRODUCED, GOOD.replace('冰哥', '老冯')]);
      const before = document.getText();
      await problems(document, 'FMT902');
      const actions = await actionsAt(document, placeOf(document, '以下是'));
      await applyAction(actions.find(({ isPreferred }) => isPreferred));
      assert.equal(document.getText(), before.replace('以下是为您写的祝福：', ''));
    },
  },
  {
    name: 'source.fixAll repairs every row that is safe to repair',
    run: async () => {
      const document = await openLines([
        INTRODUCED,
        GOOD,
        INTRODUCED.replaceAll('李老师', '孙老师'),
      ]);
      await problems(document, 'FMT902');
      const [fixAll, ...others] = await actionsOfKind(document, 'source.fixAll');
      assert.deepEqual(others, []);
      await applyAction(fixAll);
      assert.doesNotMatch(document.getText(), /以下是/);
      assert.equal(document.lineAt(1).text, GOOD);
    },
  },
  {
    name: 'formatting makes each row compact and puts its keys in order',
    run: async () => {
      const messy = '{ "祝福语" : "好" ,"meta":{ "x": 1.50 },  "称呼": "老周","我的备注":"留着" }';
      const document = await openLines([messy, GOOD]);
      const edits: TextEdit[] = await until('formatting', () =>
        commands.executeCommand('vscode.executeFormatDocumentProvider', document.uri, {}),
      );
      const edit = new WorkspaceEdit();
      edit.set(document.uri, edits);
      assert.ok(await workspace.applyEdit(edit));
      const tidy = '{"称呼":"老周","祝福语":"好","我的备注":"留着","meta":{"x":1.50}}';
      assert.equal(document.getText(), `${tidy}\n${GOOD}\n`);
    },
  },
  {
    name: 'the outline lists the rows',
    run: async () => {
      const document = await openLines([GOOD, WRONG_YEAR]);
      const symbols = await until('outline', async () => {
        const all: DocumentSymbol[] | undefined = await commands.executeCommand(
          'vscode.executeDocumentSymbolProvider',
          document.uri,
        );
        return all !== undefined && all.length > 0 ? all : undefined;
      });
      const names = symbols.map(({ name }) => name);
      assert.deepEqual(names, ['冰哥 · 同学 · 轻松幽默风', '小姨 · 亲戚 · 走心温情风']);
    },
  },
  {
    name: 'at most three lenses stand above the rows, and each does something',
    run: async () => {
      const document = await openLines([GOOD, NUMBERED]);
      await problems(document, 'PII951');
      const lenses = await until('lenses', () => lensesOf(document.uri, 'error'));
      assert.ok(lenses.length <= 3);
      const registered = await commands.getCommands(true);
      for (const { command } of lenses) assert.ok(registered.includes(command?.command ?? ''));
      assert.equal(lenses[0]?.command?.title, '2 rows · 1 error · 0 warnings');
      assert.equal(lenses[1]?.command?.command, 'mashang.generate');
    },
  },
  {
    name: 'a lens can be switched off',
    run: async () => {
      const document = await openLines([GOOD]);
      await until('lenses', () => lensesOf(document.uri, 'row'));
      const settings = workspace.getConfiguration('mashang');
      await settings.update('codeLens.enabled', false, true);
      await until('no lenses', async () => {
        const lenses = await allLenses(document.uri);
        return lenses.length === 0;
      });
      await settings.update('codeLens.enabled', undefined, true);
    },
  },
  {
    name: 'row snippets are offered on a new line',
    run: async () => {
      const document = await openLines([GOOD, '']);
      const end = document.lineAt(document.lineCount - 1).range.end;
      const labels = await completions(document.uri, end);
      assert.ok(labels.includes('kehu'), labels.slice(0, 20).join(' '));
    },
  },
  {
    name: 'JSONL of other programs stays untouched',
    run: async () => {
      const foreign = await openLines(['{"level":"info","msg":"蛇年快乐"}', 'no JSON'], '.jsonl');
      // The server takes documents in turn: once it has answered for a later one, it is past this one.
      await problems(await openLines([WRONG_YEAR]), 'FACT701');
      assert.deepEqual(await problems(foreign), []);
      assert.deepEqual(await allLenses(foreign.uri), []);
      assert.deepEqual(await actionsOfKind(foreign, 'source.fixAll'), []);
      assert.equal(await hoverAt(foreign, placeOf(foreign, 'msg')), '');
    },
  },
  {
    name: 'any .jsonl whose rows carry the domain keys is a dataset too',
    run: async () => {
      await problems(await openLines([WRONG_YEAR], '.jsonl'), 'FACT701');
    },
  },
  {
    name: 'the settings of a window reach the server',
    run: async () => {
      const document = await openLines([WRONG_YEAR]);
      await problems(document, 'FACT701');
      const settings = workspace.getConfiguration('mashang');
      await settings.update('year', 2025, true);
      await noProblems(document);
      await settings.update('year', undefined, true);
      await problems(document, 'FACT701');
    },
  },
  {
    name: 'every command of the manifest is registered',
    run: async () => {
      const manifest = extensions.getExtension(EXTENSION)?.packageJSON as Manifest;
      const registered = await commands.getCommands(true);
      const missing = manifest.contributes.commands.filter(
        ({ command }) => !registered.includes(command),
      );
      assert.deepEqual(missing, []);
    },
  },
];

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

type Document = Awaited<ReturnType<typeof openLines>>;

async function replaceLine(document: Document, line: number, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, document.lineAt(line).range, text);
  assert.ok(await workspace.applyEdit(edit));
}

async function completions(uri: Document['uri'], at: Range['start']): Promise<string[]> {
  const list: CompletionList = await commands.executeCommand(
    'vscode.executeCompletionItemProvider',
    uri,
    at,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

async function someHover(document: Document, words: string): Promise<string | undefined> {
  const text = await hoverAt(document, placeOf(document, words));
  return text === '' ? undefined : text;
}

/** With their commands, which VS Code resolves for the first so many. */
async function allLenses(uri: Document['uri']): Promise<CodeLens[]> {
  return (
    (await commands.executeCommand<CodeLens[] | undefined>(
      'vscode.executeCodeLensProvider',
      uri,
      10,
    )) ?? []
  );
}

async function lensesOf(uri: Document['uri'], word: string): Promise<CodeLens[] | undefined> {
  const lenses = await allLenses(uri);
  return lenses[0]?.command?.title.includes(word) ? lenses : undefined;
}
