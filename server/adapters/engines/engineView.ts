import { basename } from 'node:path';
import type { EngineView } from '../../core/greeting/engine.ts';
import type { EngineConfig } from '../configSchema.ts';
import { readAddress } from './address.ts';

/** What people see of an engine, whether or not it could be used. */
export function engineView(config: EngineConfig, isDefault: boolean): EngineView {
  return { id: config.id, kind: config.kind, target: targetOf(config), isDefault };
}

function targetOf(config: EngineConfig): string {
  switch (config.kind) {
    case 'endpoint':
      // A url that cannot be read could hold anything, so nothing of it is shown.
      return readAddress(config.url)?.shown ?? '?';
    case 'gguf':
      return basename(config.path);
  }
}
