import { connect, type Socket } from 'node:net';

/** `refused`: a socket file without a listener; `absent`: no file. */
export type Dialled =
  | { readonly kind: 'live'; readonly socket: Socket }
  | { readonly kind: 'refused' }
  | { readonly kind: 'absent' };

/** A listener on this machine answers at once or is too busy, which is alive too. */
const BUSY_CODES = ['EAGAIN', 'ETIMEDOUT'];

/** Connects to a socket file once. Other failures than an absent listener are thrown. */
export function dial(path: string): Promise<Dialled> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => {
      // From here on a vanishing peer shows as 'close'; without a listener it would end the process.
      socket.removeAllListeners('error').on('error', () => {});
      resolve({ kind: 'live', socket });
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') resolve({ kind: 'refused' });
      else if (error.code === 'ENOENT') resolve({ kind: 'absent' });
      else reject(error);
    });
  });
}

/** Whether somebody listens there; a busy listener counts. */
export async function answers(path: string): Promise<boolean> {
  try {
    const dialled = await dial(path);
    if (dialled.kind !== 'live') return false;
    dialled.socket.destroy();
    return true;
  } catch (error) {
    if (BUSY_CODES.includes((error as NodeJS.ErrnoException).code ?? '')) return true;
    throw error;
  }
}
