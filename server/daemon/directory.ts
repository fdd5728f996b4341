import { lstat, mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { AppError } from '../core/errors.ts';
import { type Places, places } from '../core/places.ts';
import { type Text, text } from '../core/text.ts';

/** The kernel keeps socket names in 104 (macOS) or 108 bytes and cuts or refuses longer ones. */
const LONGEST_SOCKET_PATH = 100;

const RUNTIME = 'XDG_RUNTIME_DIR';
const CANNOT_BE_MADE = text('无法创建', 'it cannot be made');

export type Environment = Readonly<Record<string, string | undefined>>;

export function placesOf(env: Environment): Places {
  return places(env, { home: homedir(), uid: process.getuid?.() });
}

/**
 * The directory of the daemon's sockets, made when it is absent. It is the daemon's whole access
 * control, so one that is a link, another user's, or open to others is refused, never repaired.
 * Throws DAEMON_DIRECTORY_UNSAFE.
 */
export async function runtimeDirectory(env: Environment): Promise<string> {
  const choices = placesOf(env).runtime;
  if (process.platform === 'win32') {
    throw unsafe(
      '',
      RUNTIME,
      text('暂不支持 Windows，请在 WSL 里使用', 'Windows is not supported yet; use WSL'),
    );
  }
  for (const { parent, directory } of choices) {
    if (await isDirectory(parent)) return privateDirectory(directory, RUNTIME);
  }
  throw unsafe(
    choices.at(-1)?.directory ?? '',
    RUNTIME,
    text('上级目录不存在', 'its parent does not exist'),
  );
}

/** Makes `directory` or checks the one that is there; see runtimeDirectory. `variable` is what moves it elsewhere. */
export async function privateDirectory(directory: string, variable: string): Promise<string> {
  try {
    await mkdir(dirname(directory), { recursive: true, mode: 0o700 });
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw unsafe(directory, variable, CANNOT_BE_MADE, error);
    }
  }
  const fault = await directoryFault(directory);
  if (fault !== undefined) throw unsafe(directory, variable, fault);
  return directory;
}

async function directoryFault(directory: string): Promise<Text | undefined> {
  // What should hold it may be a file.
  const found = await lstat(directory).catch(() => undefined);
  if (found === undefined) return CANNOT_BE_MADE;
  if (found.isSymbolicLink()) return text('它是一个符号链接', 'it is a symbolic link');
  if (!found.isDirectory()) return text('它不是目录', 'it is not a directory');
  if (found.uid !== process.getuid?.())
    return text('它属于另一个用户', 'it belongs to another user');
  if ((found.mode & 0o077) !== 0) return text('别的用户能打开它', 'other users can open it');
  return undefined;
}

/** Throws DAEMON_DIRECTORY_UNSAFE when the system could not hold this name. */
export function checkedSocketPath(path: string): string {
  if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) return path;
  throw unsafe(
    dirname(path),
    RUNTIME,
    text(
      `路径太长，套接字最多 ${LONGEST_SOCKET_PATH} 字节`,
      `its path is too long for a socket of at most ${LONGEST_SOCKET_PATH} bytes`,
    ),
  );
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function unsafe(directory: string, variable: string, why: Text, cause?: unknown): AppError {
  return new AppError(
    'DAEMON_DIRECTORY_UNSAFE',
    text(
      `后台程序的目录 ${directory} 不能用：${why.zh}。删掉它，或把 ${variable} 指到一个只有自己能打开的短路径，再试一次`,
      `The daemon's directory ${directory} cannot be used: ${why.en}. Delete it, or point ${variable} to a short path that only you can open, and try again`,
    ),
    { cause },
  );
}
