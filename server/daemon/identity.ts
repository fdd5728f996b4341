import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** Raised when an older client could misunderstand a newer daemon; each version has its own socket. */
export const PROTOCOL_VERSION = 1;

/**
 * The socket's name holds the protocol and the very program, so that a window never talks to another
 * build: a newer one starts its own daemon and the older daemon leaves when its last client does.
 */
export async function socketName(program: string): Promise<string> {
  const build = createHash('sha256')
    .update(await readFile(program))
    .digest('hex')
    .slice(0, 12);
  return `${PROTOCOL_VERSION}-${build}.s`;
}
