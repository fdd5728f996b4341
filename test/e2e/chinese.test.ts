import { inHostSuite } from './inHostSuite.ts';

await inHostSuite('in an editor that speaks Chinese', 'chinese', { locale: 'zh-cn' });
