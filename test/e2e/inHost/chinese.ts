import assert from 'node:assert/strict';
import { commands, env, extensions } from 'vscode';
import { actionsAt, hoverAt, openLines, placeOf, problems, until } from './editor.ts';
import { INTRODUCED, NUMBERED, WRONG_YEAR } from './rows.ts';
import type { InHostTest } from './run.ts';

/** The same extension in an editor that speaks Chinese. */
export const chinese: readonly InHostTest[] = [
  {
    name: 'problems are worded in Chinese',
    run: async () => {
      assert.equal(env.language, 'zh-cn');
      const found = await problems(await openLines([WRONG_YEAR]), 'FACT701');
      assert.match(found[0]?.message ?? '', /^2026 年是马年，不是蛇年/);
    },
  },
  {
    name: 'quick fixes are worded in Chinese',
    run: async () => {
      const document = await openLines([INTRODUCED]);
      await problems(document, 'FMT902');
      const [fix] = await actionsAt(document, placeOf(document, '以下是'));
      assert.match(fix?.title ?? '', /^[\p{Script=Han}“”「」：\w]+$/u);
    },
  },
  {
    name: 'hovers are worded in Chinese',
    run: async () => {
      const document = await openLines([NUMBERED]);
      await problems(document, 'PII951');
      const text = await hoverAt(document, placeOf(document, '13800138000'));
      assert.match(text, /\[规则说明\]/);
    },
  },
  {
    name: 'lenses are worded in Chinese',
    run: async () => {
      const document = await openLines([WRONG_YEAR]);
      await until('lenses', async () => {
        const lenses: { readonly command?: { readonly title: string } }[] =
          await commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 10);
        const titles = lenses.map(({ command }) => command?.title);
        return titles[0] === '1 行 · 1 错误 · 0 警告' && titles[1] === '生成祝福…';
      });
    },
  },
  {
    name: 'commands and settings are named in Chinese',
    run: async () => {
      const manifest: Manifest = extensions.getExtension('mashang.mashang')?.packageJSON;
      const { commands: named, configuration } = manifest.contributes;
      const generate = named.find(({ command }) => command === 'mashang.generate');
      assert.equal(generate?.title.value, '生成祝福…');
      assert.equal(generate.category.value, '码上拜年');
      assert.match(
        configuration.properties['mashang.year'].markdownDescription,
        /按哪一年的春节检查/,
      );
    },
  },
];

/** VS Code keeps the English title beside the one it shows. */
interface Named {
  readonly value: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: Named;
      readonly category: Named;
    }[];
    readonly configuration: {
      readonly properties: { readonly 'mashang.year': { readonly markdownDescription: string } };
    };
  };
}
