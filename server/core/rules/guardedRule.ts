import { text } from '../text.ts';
import type { Finding, Rule } from './rule.ts';

/** A rule that throws on one Row is a bug of ours: that Row gets a hint, `onFault` hears of it, all else is checked. */
export function guardedRule(rule: Rule, onFault: (ruleId: string, error: unknown) => void): Rule {
  return {
    ...rule,
    check: (subject, context) => {
      try {
        return [...rule.check(subject, context)];
      } catch (error) {
        onFault(rule.id, error);
        return [fault(subject.greeting.length)];
      }
    },
  };
}

function fault(length: number): Finding {
  return {
    span: { field: '祝福语', start: 0, end: length },
    severity: 'hint',
    message: text(
      '检查这一行时程序出错了（不是你的数据有错），其余的都照常检查',
      'Checking this row failed inside Mashang, which is not a fault of your data; everything else is checked as usual',
    ),
  };
}
