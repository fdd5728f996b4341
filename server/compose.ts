import { createHash, randomInt } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from './adapters/clock.ts';
import { ConfigFile, configuredEngines } from './adapters/config.ts';
import { type EngineCheck, engineChecks } from './adapters/engineChecks.ts';
import { openEngines } from './adapters/engines/openEngines.ts';
import type { App } from './app/app.ts';
import { createApp } from './app/createApp.ts';
import { RULES } from './core/rules/all.ts';
import { placesOf } from './daemon/directory.ts';

export interface Surroundings {
  /** The folder that holds the program and what comes with it: the checkout, or the extension's folder. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The only place where adapters meet use cases. */
export function compose(surroundings: Surroundings): App {
  const file = configFile(surroundings);
  const parts = engineParts(surroundings);
  return createApp({
    engines: configuredEngines(file, (config) => openEngines(config, parts)),
    clock: systemClock,
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    randomSeed: () => randomInt(2 ** 31),
    rules: RULES,
    context: {
      get year() {
        return file.read().config.year;
      },
    },
  });
}

/** What `mashang doctor` asks about settings and engines. */
export function checkEngines(surroundings: Surroundings): Promise<readonly EngineCheck[]> {
  const { env } = surroundings;
  const reading = configFile(surroundings).read();
  return engineChecks({
    reading,
    configPath: placesOf(env).config,
    env,
    ...engineParts(surroundings),
  });
}

function configFile({ env }: Surroundings): ConfigFile {
  return new ConfigFile(placesOf(env).config, homedir());
}

/** The model that comes with the program, and where the embedded engine's native package may lie. */
function engineParts({ root, env }: Surroundings) {
  return {
    miniModel: join(root, 'models', 'mini', 'mini.gguf'),
    packageRoots: [join(root, 'node_modules'), join(placesOf(env).cache, 'engine', 'node_modules')],
  };
}
