import { text } from '../text.ts';
import { addresses, privateFindings } from './language/privateData.ts';
import type { Rule } from './rule.ts';

/** An email address or a link. */
export const pii954: Rule = {
  id: 'PII954',
  family: 'PII',
  severity: 'error',
  title: text('邮箱或网址', 'Email or web address'),
  check: (subject) =>
    privateFindings(
      subject,
      addresses,
      text(
        '邮箱和网址会被模型背下来，也不是拜年的话',
        'The model may learn this address by heart, and it is no part of a greeting',
      ),
    ),
};
