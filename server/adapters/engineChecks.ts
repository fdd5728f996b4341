import { type Text, text } from '../core/text.ts';
import type { ConfigReading } from './config.ts';
import { BUILT_IN_ENGINE, type EngineConfig } from './configSchema.ts';
import { findEnginePackage } from './engines/enginePackage.ts';
import { probeEngine } from './engines/probe.ts';

/** One thing that `mashang doctor` looked at. */
export interface EngineCheck {
  readonly id: string;
  readonly ok: boolean;
  readonly title: Text;
  readonly detail: Text;
}

export interface CheckedWorld {
  readonly reading: ConfigReading;
  readonly configPath: string;
  readonly miniModel: string;
  readonly packageRoots: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Looks at config.json, the native package and every engine, without starting any. */
export async function engineChecks(world: CheckedWorld): Promise<readonly EngineCheck[]> {
  const engines: readonly EngineConfig[] = [
    ...world.reading.config.engines,
    { id: BUILT_IN_ENGINE, kind: 'gguf', path: world.miniModel },
  ];
  const probes = engines.map((engine) => engineCheck(engine, world));
  return [configCheck(world), await packageCheck(world), ...(await Promise.all(probes))];
}

function configCheck({ reading: { problem }, configPath }: CheckedWorld): EngineCheck {
  const detail = problem ?? text(configPath, configPath);
  return {
    id: 'config',
    ok: problem === undefined,
    title: text('设置文件', 'Settings file'),
    detail,
  };
}

async function packageCheck({ packageRoots }: CheckedWorld): Promise<EngineCheck> {
  const entry = await findEnginePackage(packageRoots);
  const detail =
    entry === undefined
      ? text(
          '没有装。在 VS Code 里运行「码上拜年: 安装内置引擎」，或在源码目录里运行 npm install',
          'not installed. Run "Mashang: Install Embedded Engine…" in VS Code, or npm install in the checkout',
        )
      : text(entry, entry);
  return {
    id: 'package',
    ok: entry !== undefined,
    title: text('内置引擎的程序', 'Embedded engine package'),
    detail,
  };
}

async function engineCheck(
  engine: EngineConfig,
  { packageRoots, env }: CheckedWorld,
): Promise<EngineCheck> {
  const { ok, text: detail } = await probeEngine(engine, { packageRoots, env });
  return {
    id: `engine:${engine.id}`,
    ok,
    title: text(`引擎 ${engine.id}`, `Engine ${engine.id}`),
    detail,
  };
}
