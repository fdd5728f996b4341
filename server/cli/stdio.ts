import { serveStdio } from '../daemon/stdio.ts';
import { requireNode } from './nodeVersion.ts';
import { EXIT, type Verb } from './world.ts';

/** `mashang --stdio`: a language server of its own for one editor that cannot dial a socket. */
export const stdio: Verb = async (_args, _terminal, world) => {
  requireNode(world.nodeVersion);
  const app = await world.app();
  await serveStdio({ app, docsBase: world.installation.docsBase });
  await app.close();
  return EXIT.ok;
};
