import type { EndpointConfig } from '../configSchema.ts';
import { addressOf } from './address.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What an error text may say about an endpoint: never a credential, never row text. */
export interface Culprit {
  readonly id: string;
  /** The address without credentials. */
  readonly shown: string;
  readonly model: string;
  /** The environment variable that holds the key, and whether the daemon has it. */
  readonly key?: { readonly name: string; readonly set: boolean };
}

export function culpritOf(config: EndpointConfig, env: Environment): Culprit {
  const { id, model, apiKeyEnv } = config;
  const key = apiKeyEnv && { name: apiKeyEnv, set: Boolean(env[apiKeyEnv]) };
  return { id, model, shown: addressOf(config).shown, ...(key && { key }) };
}

/** The header that carries the key, if there is one. */
export function authorization(
  { apiKeyEnv }: EndpointConfig,
  env: Environment,
): { readonly authorization?: string } {
  const key = apiKeyEnv && env[apiKeyEnv];
  return key ? { authorization: `Bearer ${key}` } : {};
}
