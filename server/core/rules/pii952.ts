import { text } from '../text.ts';
import { citizenIds, privateFindings } from './language/privateData.ts';
import type { Rule } from './rule.ts';

/** A citizen ID number of the Chinese mainland, checksum included. */
export const pii952: Rule = {
  id: 'PII952',
  family: 'PII',
  severity: 'error',
  title: text('身份证号', 'Citizen ID number'),
  check: (subject) =>
    privateFindings(
      subject,
      citizenIds,
      text(
        '这是身份证号，不能进训练数据',
        'This is a citizen ID number; it must not enter training data',
      ),
    ),
};
