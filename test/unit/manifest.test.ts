import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMAND_IDS } from '../../extension/src/commands/ids.ts';

const root = new URL('../../', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface Menu {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: Readonly<
    Record<
      'untrustedWorkspaces' | 'virtualWorkspaces',
      { readonly supported: string; readonly description: string }
    >
  >;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly scope: string; readonly type: unknown }>
      >;
    };
    readonly snippets: readonly { readonly language: string; readonly path: string }[];
    readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly svg: string };
      }[];
    }[];
  };
}

const manifest = JSON.parse(text('package.json')) as Manifest;
const english = JSON.parse(text('package.nls.json')) as Record<string, string>;
const { contributes } = manifest;

describe('commands', () => {
  it('are those of the table, each once', () => {
    expect(contributes.commands.map(({ command }) => command).sort()).toEqual(
      [...COMMAND_IDS].sort(),
    );
  });

  it('have a title and the category in both languages', () => {
    for (const { title, category } of contributes.commands) {
      expect(title).toMatch(/^%command\.[A-Za-z]+%$/);
      expect(category).toBe('%category%');
    }
  });

  it('that menus name exist', () => {
    const used = Object.values(contributes.menus)
      .flat()
      .map(({ command }) => command);
    expect(used.filter((command) => !(COMMAND_IDS as readonly string[]).includes(command))).toEqual(
      [],
    );
  });

  it('that need arguments stay out of the palette', () => {
    const hidden = contributes.menus.commandPalette
      ?.filter(({ when }) => when === 'false')
      .map(({ command }) => command);
    expect(hidden).toEqual(['mashang.ignoreProblem']);
  });

  it('appear over datasets of trusted windows only', () => {
    const overEditors = [
      ...(contributes.menus['editor/context'] ?? []),
      ...(contributes.menus['editor/title'] ?? []),
    ];
    for (const { when } of overEditors)
      expect(when).toMatch(/editorLangId == jsonl && mashang\.activeDataset && isWorkspaceTrusted/);
  });

  it('that the server and the walkthrough name exist', () => {
    const lsp = readdirSync(new URL('server/lsp/', root))
      .map((name) => text(`server/lsp/${name}`))
      .join('\n');
    const named = [
      ...lsp.matchAll(/'(mashang\.[A-Za-z]+)'/g),
      ...Object.values(english)
        .join('\n')
        .matchAll(/command:(mashang\.[A-Za-z]+)/g),
    ].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((id) => !(COMMAND_IDS as readonly string[]).includes(id))).toEqual([]);
  });
});

describe('settings', () => {
  const settings = Object.entries(contributes.configuration.properties);

  it('name no program, host, path or URL, so no workspace can choose one', () => {
    for (const [name, { type }] of settings) {
      expect(name).not.toMatch(
        /path|program|host|url|uri|command|arg|env|exec|socket|server|engine|model/i,
      );
      expect([type].flat()).not.toContain('string');
      expect([type].flat()).not.toContain('object');
    }
  });

  it('are never machine-overridable: that scope lets a workspace override', () => {
    expect(settings.filter(([, { scope }]) => scope !== 'window' && scope !== 'resource')).toEqual(
      [],
    );
  });

  it('are all read by the extension, and it reads no others', () => {
    const read = [
      ...text('extension/src/client/settings.ts').matchAll(/settings\.get(?:<[^>]+>)?\('([^']+)'/g),
    ].map((match) => `mashang.${match[1]}`);
    expect(read.sort()).toEqual(settings.map(([name]) => name).sort());
  });
});

describe('the package', () => {
  it('runs on the oldest editor it is type-checked against', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
  });

  it('is started by datasets and by its own panel, not by everything', () => {
    expect(manifest.activationEvents).toEqual([
      'onLanguage:jsonl',
      'onWebviewPanel:mashang.greetingPreview',
    ]);
    expect(manifest.extensionKind).toEqual(['workspace']);
  });

  it('says what it does in an untrusted and in a virtual workspace', () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(manifest.capabilities.virtualWorkspaces.supported).toBe('limited');
  });

  it('has a PNG icon of at least 128 pixels', () => {
    const icon = readFileSync(new URL(manifest.icon, root));
    expect(icon.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(icon.readUInt32BE(16)).toBeGreaterThanOrEqual(128);
    expect(icon.readUInt32BE(20)).toBeGreaterThanOrEqual(128);
  });

  it('names only files that exist', () => {
    const files = [
      ...contributes.snippets.map(({ path }) => path),
      ...contributes.jsonValidation.map(({ url }) => url),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
    ];
    expect(files.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });

  it('has one short walkthrough in which every step is an action', () => {
    expect(contributes.walkthroughs).toHaveLength(1);
    const steps = contributes.walkthroughs[0]?.steps ?? [];
    expect(steps.length).toBeLessThanOrEqual(6);
    for (const { description } of steps)
      expect(english[description.slice(1, -1)]).toMatch(/\(command:mashang\./);
  });

  it('draws walkthrough pictures in colours of the theme', () => {
    for (const { media } of contributes.walkthroughs[0]?.steps ?? []) {
      expect(text(media.svg)).not.toMatch(/#[0-9a-f]{3,8}\b|rgb\(/i);
    }
  });
});
