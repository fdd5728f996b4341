import { inHostSuite } from './inHostSuite.ts';

await inHostSuite('in a folder that is trusted', 'trusted');
