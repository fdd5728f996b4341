// A stand-in for the daemon: `engineHolder.ts MODEL PACKAGE_ROOT` holds a running engine and tells the
// parent the pid of the engine's process, until it is killed.
import { ggufEngine } from '../../server/adapters/engines/gguf.ts';
import { answerOf } from './engineRequests.ts';

const [path = '', ...packageRoots] = process.argv.slice(2);
const engine = ggufEngine({ id: 'mini', kind: 'gguf', path }, { packageRoots });
await answerOf(engine);
process.send?.(engine.pid);
