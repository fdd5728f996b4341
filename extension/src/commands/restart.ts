import type { Host } from '../host.ts';
import { showFailure } from '../showFailure.ts';

/** Ends the daemon and starts a new one; other windows find the new one by themselves. */
export async function restart({ link }: Host): Promise<void> {
  await link.restartDaemon();
  if (link.state.kind === 'failed') await showFailure(link.state.failure);
}
