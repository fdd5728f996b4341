import { clientSettings } from '../protocol/schemas.ts';

export interface Settings {
  readonly codeLenses: boolean;
  /** The target 春节, when this client asks for another than the daemon's. */
  readonly year: number | undefined;
}

export const DEFAULT_SETTINGS: Settings = { codeLenses: true, year: undefined };

/** Settings of a client, whole or not at all: values that make no sense leave the defaults. */
export function readSettings(sent: unknown): Settings {
  const parsed = clientSettings.safeParse(sent);
  const settings = parsed.success ? parsed.data.mashang : undefined;
  return {
    codeLenses: settings?.codeLens?.enabled ?? DEFAULT_SETTINGS.codeLenses,
    year: settings?.year,
  };
}
