import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Who may import whom. A room is a path prefix; packages are named in full; `node` is every Node builtin. */
const ALLOWED: Readonly<
  Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }>
> = {
  'server/core': { rooms: ['server/core'], packages: ['zod', 'jsonc-parser'] },
  'server/protocol': {
    rooms: ['server/protocol', 'server/core'],
    packages: ['vscode-languageserver-protocol', 'zod'],
  },
  'server/app': { rooms: ['server/app', 'server/core'], packages: [] },
  'server/adapters': {
    rooms: ['server/adapters', 'server/app/ports.ts', 'server/core'],
    packages: ['node', 'undici', 'zod', 'node-llama-cpp', '@huggingface/jinja'],
  },
  'server/lsp': {
    rooms: ['server/lsp', 'server/app', 'server/protocol', 'server/core'],
    packages: [
      'vscode-languageserver',
      'vscode-languageserver/node',
      'vscode-languageserver/node.js',
      'vscode-languageserver-protocol',
      'jsonc-parser',
    ],
  },
  'server/daemon': {
    rooms: [
      'server/daemon',
      'server/app',
      'server/protocol',
      'server/core',
      'server/lsp/attach.ts',
      'server/lsp/connection.ts',
    ],
    packages: [
      'node',
      'vscode-languageserver',
      'vscode-languageserver/node',
      'vscode-languageserver/node.js',
      'vscode-languageserver-protocol',
      'vscode-jsonrpc',
      'vscode-jsonrpc/node',
      'vscode-jsonrpc/node.js',
    ],
  },
  'server/cli': {
    rooms: ['server/cli', 'server/app', 'server/core', 'server/protocol', 'server/daemon'],
    packages: [
      'node',
      'vscode-jsonrpc',
      'vscode-jsonrpc/node',
      'vscode-jsonrpc/node.js',
      'vscode-languageserver-protocol',
    ],
  },
  'extension/src': {
    rooms: [
      'extension/src',
      'extension/webview',
      'server/protocol',
      'server/daemon/connect.ts',
      'server/core',
    ],
    packages: [
      'vscode',
      'node',
      'vscode-languageclient',
      'vscode-languageclient/node',
      'vscode-languageclient/node.js',
      'vscode-languageserver-protocol',
    ],
  },
  'extension/webview': {
    rooms: ['extension/webview', 'server/protocol', 'server/core'],
    packages: ['@vscode-elements/elements'],
  },
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

describe('import matrix', () => {
  it.each(Object.keys(ALLOWED))('%s imports only what it may', (room) => {
    const allowed = ALLOWED[room];
    const foreign = imports(room).filter(
      ({ to }) =>
        !allowed?.rooms.some((prefix) => to === prefix || to.startsWith(`${prefix}/`)) &&
        !allowed?.packages.includes(to),
    );
    expect(foreign.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('the extension and the webviews take nothing but types from the core and the protocol schemas', () => {
    const values = [...imports('extension/src'), ...imports('extension/webview')].filter(
      ({ to, typeOnly }) =>
        !typeOnly && (to.startsWith('server/core') || to === 'server/protocol/schemas.ts'),
    );
    expect(values.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('only compose.ts connects adapters to use cases', () => {
    const rooms = [
      'server/core',
      'server/protocol',
      'server/app',
      'server/lsp',
      'server/daemon',
      'extension/src',
      'extension/webview',
    ];
    const reaching = rooms.flatMap(imports).filter(({ to }) => to.startsWith('server/adapters'));
    expect(reaching).toEqual([]);
  });

  it('no module is part of an import cycle', () => {
    const edges = new Map<string, string[]>();
    for (const { from, to, typeOnly } of [...imports('server'), ...imports('extension')]) {
      if (!typeOnly) edges.set(from, [...(edges.get(from) ?? []), to]);
    }
    expect([...edges.keys()].filter((start) => reaches(edges, start, start))).toEqual([]);
  });
});

it('nothing in server/core touches a global of the host', () => {
  const text = sources('server/core')
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  expect(
    text.match(
      /\b(process|Buffer|setTimeout|setInterval|fetch|Date\.now|Math\.random|require)\b\s*[.(]/g,
    ),
  ).toBeNull();
});

it('each protocol method name is written once', () => {
  const names = [
    ...readFileSync(join(root, 'server/protocol/requests.ts'), 'utf8').matchAll(
      /Type0?<[^>]*>\(\s*'([^']+)'/g,
    ),
  ].map((match) => match[1] ?? '');
  expect(names.length).toBeGreaterThan(3);
  const all = [...sources('server'), ...sources('extension')]
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  expect(names.filter((name) => all.split(`'${name}'`).length !== 2)).toEqual([]);
});

function imports(room: string): Import[] {
  return sources(room).flatMap((from) => {
    const text = readFileSync(join(root, from), 'utf8');
    const found = [
      ...text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'"`;]*?\sfrom\s+'([^']+)'/gm),
      ...text.matchAll(/\bimport\((\s*)'([^']+)'\)/g),
    ];
    return found.map((match) => ({
      from,
      to: target(from, match[2] ?? ''),
      typeOnly: match[1]?.startsWith('type') ?? false,
    }));
  });
}

function target(from: string, specifier: string): string {
  if (specifier.startsWith('node:')) return 'node';
  return specifier.startsWith('.')
    ? relative(root, resolve(root, dirname(from), specifier))
    : specifier;
}

function sources(room: string): string[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(room, name));
}

function reaches(
  edges: ReadonlyMap<string, readonly string[]>,
  from: string,
  goal: string,
): boolean {
  const seen = new Set<string>();
  const open = [...(edges.get(from) ?? [])];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === goal) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(edges.get(at) ?? []));
  }
  return false;
}
