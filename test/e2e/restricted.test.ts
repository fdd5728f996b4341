import { inHostSuite } from './inHostSuite.ts';

await inHostSuite('in a folder that is not trusted', 'restricted', { trusted: false });
