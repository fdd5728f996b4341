/** Where the program keeps what belongs to one user; XDG on every system, so that scripts find one answer. */
export interface Places {
  /** Settings of the user, `config.json`. */
  readonly config: string;
  /** The daemon's own log, without any user data. */
  readonly log: string;
  /** What can be fetched again: the embedded engine's native package. */
  readonly cache: string;
  /** Directories for the daemon's socket, best first; the first whose parent exists is used. */
  readonly runtime: readonly RuntimeChoice[];
}

export interface RuntimeChoice {
  readonly parent: string;
  readonly directory: string;
}

export interface User {
  readonly home: string;
  /** Undefined on a system without user ids. */
  readonly uid: number | undefined;
}

export function places(env: Readonly<Record<string, string | undefined>>, user: User): Places {
  const base = (name: string, fallback: string): string =>
    absolute(env[name]) ?? `${user.home}/${fallback}`;
  const cache = `${base('XDG_CACHE_HOME', '.cache')}/mashang`;
  const own = user.uid === undefined ? undefined : `/run/user/${user.uid}`;
  const runtimeParents = [absolute(env['XDG_RUNTIME_DIR']), own];
  return {
    config: `${base('XDG_CONFIG_HOME', '.config')}/mashang/config.json`,
    log: `${base('XDG_STATE_HOME', '.local/state')}/mashang/daemon.log`,
    cache,
    runtime: [
      ...runtimeParents.flatMap((parent) =>
        parent === undefined ? [] : [{ parent, directory: `${parent}/mashang` }],
      ),
      { parent: user.home, directory: `${cache}/run` },
    ],
  };
}

/** The standard says that a relative path in an XDG variable is to be ignored. */
function absolute(path: string | undefined): string | undefined {
  return path?.startsWith('/') ? path.replace(/(?<=.)\/+$/, '') : undefined;
}
