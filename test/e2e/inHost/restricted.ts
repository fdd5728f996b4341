import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { commands, extensions, workspace } from 'vscode';
import {
  actionsAt,
  applyAction,
  hoverAt,
  noProblems,
  openLines,
  placeOf,
  problems,
} from './editor.ts';
import { GOOD, INTRODUCED, NUMBERED } from './rows.ts';
import type { InHostTest } from './run.ts';

/** A folder that nobody has trusted yet: rows are checked in this process, and nothing leaves it. */
export const restricted: readonly InHostTest[] = [
  {
    name: 'the folder is not trusted, and no test would mean anything if it were',
    run: async () => assert.equal(workspace.isTrusted, false),
  },
  {
    name: 'rows are checked, and no process, socket or connection comes of it',
    run: async () => {
      const before = outside();
      await problems(await openLines([GOOD, NUMBERED]), 'PII951');
      assert.deepEqual(outside(), before);
      assert.equal(existsSync(join(process.env.XDG_RUNTIME_DIR ?? '', 'mashang')), false);
    },
  },
  {
    name: 'hovers and quick fixes work as usual',
    run: async () => {
      const document = await openLines([INTRODUCED]);
      await problems(document, 'FMT902');
      const at = placeOf(document, '以下是');
      assert.match(await hoverAt(document, at), /\*\*FMT902\*\*/);
      const actions = await actionsAt(document, at);
      await applyAction(actions.find(({ isPreferred }) => isPreferred));
      await noProblems(document);
    },
  },
  {
    name: 'commands that need the daemon start none',
    run: async () => {
      const before = outside();
      // Each shows its reason and waits for the user to answer, so none of them is awaited.
      for (const id of ['mashang.generate', 'mashang.restart', 'mashang.installEngine']) {
        void commands.executeCommand(id);
      }
      // Commands are run in turn; when a later one has been answered, the earlier ones have begun.
      await commands.executeCommand('mashang.showProblems');
      assert.deepEqual(outside(), before);
      assert.equal(existsSync(join(process.env.XDG_RUNTIME_DIR ?? '', 'mashang')), false);
    },
  },
];

/**
 * What this process has reached, as far as the system tells. VS Code's own parts start programs as well,
 * some only for a moment (`ps`), so those count that come from the extension or are npm.
 */
function outside(): unknown {
  if (process.platform !== 'linux') return undefined;
  const tasks = readdirSync('/proc/self/task');
  const children = tasks.flatMap((task) => read(`/proc/self/task/${task}/children`).split(' '));
  const programs = children.filter(Boolean).map((pid) => read(`/proc/${pid}/cmdline`));
  const home = extensions.getExtension('mashang.mashang')?.extensionPath ?? '';
  const ours = programs.filter((program) => program.includes(home) || /\bnpm\b/.test(program));
  return { ours, connections: connections() };
}

/** The inodes of the TCP sockets that this process holds. */
function connections(): readonly (string | undefined)[] {
  const held = readdirSync('/proc/self/fd').map((fd) => /^socket:\[(\d+)\]$/.exec(linkOf(fd))?.[1]);
  const table = `${read('/proc/net/tcp')}\n${read('/proc/net/tcp6')}`.split('\n');
  const inodes = table.map((line) => line.trim().split(/\s+/)[9]);
  return inodes.filter((inode) => inode !== undefined && held.includes(inode));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll('\0', ' ');
  } catch {
    // A process may end between being listed and being read.
    return '';
  }
}

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    // It was closed since the directory was read.
    return '';
  }
}
