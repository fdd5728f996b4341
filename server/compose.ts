import { createHash, randomInt } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from './adapters/clock.ts';
import { ConfigFile, configuredEngines } from './adapters/config.ts';
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
export function compose({ root, env }: Surroundings): App {
  const file = new ConfigFile(placesOf(env).config, homedir());
  return createApp({
    engines: configuredEngines(file, (config) => openEngines(config, engineParts({ root, env }))),
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

/** The model that comes with the program, and where the embedded engine's native package may lie. */
export function engineParts({ root, env }: Surroundings) {
  return {
    miniModel: join(root, 'models', 'mini', 'mini.gguf'),
    packageRoots: [join(root, 'node_modules'), join(placesOf(env).cache, 'engine', 'node_modules')],
  };
}
