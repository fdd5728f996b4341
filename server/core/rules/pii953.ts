import { text } from '../text.ts';
import { cardNumbers, privateFindings } from './language/privateData.ts';
import type { Rule } from './rule.ts';

/** A bank card number: 16 to 19 digits that pass the card checksum. */
export const pii953: Rule = {
  id: 'PII953',
  family: 'PII',
  severity: 'error',
  title: text('银行卡号', 'Bank card number'),
  check: (subject) =>
    privateFindings(
      subject,
      cardNumbers,
      text(
        '这串数字像银行卡号，不能进训练数据',
        'These digits look like a bank card number; it must not enter training data',
      ),
    ),
};
