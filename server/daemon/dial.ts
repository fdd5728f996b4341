import { connect, type Socket } from 'node:net';

/** `busy`: a listener that takes nobody just now; `refused`: a socket file without a listener; `absent`: no file. */
export type Dialled =
  | { readonly kind: 'live'; readonly socket: Socket }
  | { readonly kind: 'busy' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'absent' };

/** The queue of those who wait to be accepted is full. */
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
      else if (BUSY_CODES.includes(error.code ?? '')) resolve({ kind: 'busy' });
      else reject(error);
    });
  });
}

/** Whether somebody listens there; a busy listener counts. */
export async function answers(path: string): Promise<boolean> {
  const dialled = await dial(path);
  if (dialled.kind === 'live') dialled.socket.destroy();
  return dialled.kind === 'live' || dialled.kind === 'busy';
}
