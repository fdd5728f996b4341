import { AppError } from '../core/errors.ts';
import { text } from '../core/text.ts';

/** The HTTP client and the engines need it; checking files works from Node 20 on. */
export const NEEDED_NODE = '22.19';

export function isNodeNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = NEEDED_NODE.split('.').map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

/** Throws ENGINE_MISSING on a Node that cannot run the engines. */
export function requireNode(version: string): void {
  if (isNodeNewEnough(version)) return;
  throw new AppError(
    'ENGINE_MISSING',
    text(
      `这个命令要 Node ${NEEDED_NODE} 以上，现在是 ${version}；装好新版再试，或在 VS Code 里使用`,
      `This command needs Node ${NEEDED_NODE} or newer and this is ${version}; install a newer one, or use Mashang inside VS Code`,
    ),
  );
}
