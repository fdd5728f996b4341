import { commands, type Disposable } from 'vscode';
import { restrictedView } from '../failure.ts';
import type { Host } from '../host.ts';
import { showFailure } from '../showFailure.ts';
import { generate } from './generate.ts';
import { generateFromRow } from './generateFromRow.ts';
import { COMMAND_IDS, type CommandId } from './ids.ts';
import { ignoreProblem } from './ignoreProblem.ts';
import { installEngine } from './installEngine.ts';
import { openConfig } from './openConfig.ts';
import { restart } from './restart.ts';
import { showLog } from './showLog.ts';
import { showProblems } from './showProblems.ts';
import { showStatus } from './showStatus.ts';

export interface Command {
  readonly run: (host: Host, ...args: readonly unknown[]) => Promise<void>;
  /** `daemon`: refused with a reason in Restricted Mode, where no process may be started. */
  readonly needs: 'daemon' | 'nothing';
}

const TABLE: Readonly<Record<CommandId, Command>> = {
  'mashang.generate': { run: generate, needs: 'daemon' },
  'mashang.generateFromRow': { run: generateFromRow, needs: 'daemon' },
  'mashang.restart': { run: restart, needs: 'daemon' },
  'mashang.showStatus': { run: showStatus, needs: 'nothing' },
  'mashang.showLog': { run: showLog, needs: 'nothing' },
  'mashang.openConfig': { run: openConfig, needs: 'nothing' },
  'mashang.installEngine': { run: installEngine, needs: 'daemon' },
  'mashang.showProblems': { run: showProblems, needs: 'nothing' },
  'mashang.ignoreProblem': { run: ignoreProblem, needs: 'nothing' },
};

export function registerCommands(host: Host): readonly Disposable[] {
  return COMMAND_IDS.map((id) =>
    commands.registerCommand(id, (...args: unknown[]) => runCommand(host, TABLE[id], args)),
  );
}

async function runCommand(
  host: Host,
  { run, needs }: Command,
  args: readonly unknown[],
): Promise<void> {
  if (needs === 'daemon' && !host.isTrusted()) return showFailure(restrictedView(host.speaker));
  try {
    await run(host, ...args);
  } catch (error) {
    host.fail(error);
  }
}
