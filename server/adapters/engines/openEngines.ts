import type { Engine, Engines } from '../../app/ports.ts';
import { AppError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import { BUILT_IN_ENGINE, type Config, type EngineConfig } from '../configSchema.ts';
import { endpointEngine } from './endpoint.ts';
import { engineView } from './engineView.ts';
import { ggufEngine } from './gguf.ts';

export interface EngineOptions {
  /** Path of the GGUF that comes with the program; without one there is no built-in engine. */
  readonly miniModel?: string | undefined;
  /** Where node-llama-cpp may be installed, best first; see findEnginePackage. */
  readonly packageRoots: readonly string[];
}

export type EngineSettings = Partial<Pick<Config, 'engines' | 'defaultEngine'>>;

/** The engines of one config.json, each made when first asked for and kept until the end. */
export function openEngines(settings: EngineSettings, options: EngineOptions): Engines {
  const configs = allEngines(settings, options);
  const opened = new Map<string, Engine>();
  const standard = settings.defaultEngine ?? configs[0]?.id;
  const open = (id: string | undefined): Engine => {
    const config = configs.find((candidate) => candidate.id === (id ?? standard));
    if (!config) throw unknownEngine(id ?? standard, configs);
    const engine = opened.get(config.id) ?? createEngine(config, config.id === standard, options);
    opened.set(config.id, engine);
    return engine;
  };
  return {
    views: () => configs.map((config) => engineView(config, config.id === standard)),
    open: async (id) => open(id),
    configProblem: () => undefined,
    close: async () => {
      await Promise.all([...opened.values()].map((engine) => engine.close()));
      opened.clear();
    },
  };
}

/** The built-in engine comes last: whoever names an engine of their own means to use it. */
function allEngines(
  { engines = [] }: EngineSettings,
  { miniModel }: EngineOptions,
): readonly EngineConfig[] {
  return miniModel === undefined
    ? engines
    : [...engines, { id: BUILT_IN_ENGINE, kind: 'gguf', path: miniModel }];
}

function createEngine(
  config: EngineConfig,
  isDefault: boolean,
  { packageRoots }: EngineOptions,
): Engine {
  switch (config.kind) {
    case 'endpoint':
      return endpointEngine(config, { isDefault });
    case 'gguf':
      return ggufEngine(config, { isDefault, packageRoots });
  }
}

function unknownEngine(id: string | undefined, configs: readonly EngineConfig[]): AppError {
  const ids = configs.map((config) => config.id);
  if (id === undefined) {
    return new AppError(
      'ENGINE_UNKNOWN',
      text(
        '还没有引擎：请在 config.json 的 engines 里加一个',
        'There is no engine yet: add one to engines in config.json',
      ),
    );
  }
  return new AppError(
    'ENGINE_UNKNOWN',
    text(
      `没有叫「${id}」的引擎。现有：${ids.join('、') || '无'}；新的请加在 config.json 里`,
      `There is no engine "${id}". Known engines: ${ids.join(', ') || 'none'}; add others to config.json`,
    ),
  );
}
