import { text } from '../text.ts';
import { mobileNumbers, privateFindings } from './language/privateData.ts';
import type { Rule } from './rule.ts';

/** A mobile number of the Chinese mainland. */
export const pii951: Rule = {
  id: 'PII951',
  family: 'PII',
  severity: 'error',
  title: text('手机号', 'Mobile number'),
  check: (subject) =>
    privateFindings(
      subject,
      mobileNumbers,
      text(
        '这是手机号，模型会记住并说给别人',
        'This is a mobile number; the model may learn it and tell others',
      ),
    ),
};
