import type { Severity } from '../problem.ts';
import { text } from '../text.ts';
import {
  addresses,
  isPlayful,
  type Pronoun,
  type PronounRule,
  pronounRule,
} from './language/pronouns.ts';
import type { Finding, Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/** One reader is called 您 and 你 in the same greeting. */
export const reg301: Rule = {
  id: 'REG301',
  family: 'REG',
  severity: 'warning',
  title: text('您和你混用', '您 and 你 mixed'),
  *check(subject) {
    const formal = addresses(subject.greeting, '您');
    const plain = addresses(subject.greeting, '你');
    if (formal.length === 0 || plain.length === 0) return;
    const rule = pronounRule(subject.text('关系'));
    const wanted = rule?.wants ?? (formal.length >= plain.length ? '您' : '你');
    const wrong = wanted === '您' ? plain : formal;
    const severity = severityOf(rule, subject);
    yield* wrong.map((at) =>
      finding(subject, at, wanted, severity, rule !== undefined && severity !== 'info'),
    );
  },
};

/** A sudden 您 to somebody close is a joke in a playful style. */
function severityOf(rule: PronounRule | undefined, subject: Subject): Severity {
  if (rule?.wants === '你' && isPlayful(subject.text('风格'))) return 'info';
  return rule?.severity === 'error' ? 'error' : 'warning';
}

/** Where the 关系 leaves the choice open, the majority is only a guess at what the writer meant. */
function finding(
  subject: Subject,
  at: number,
  wanted: Pronoun,
  severity: Severity,
  settled: boolean,
): Finding {
  const span = { field: '祝福语' as const, start: at, end: at + 1 };
  const said = subject.greeting.slice(at, at + 1);
  return {
    span,
    severity,
    message: text(
      `别处叫的是「${wanted}」，这里成了「${said}」，一条里跟同一个人只用一种`,
      `The reader is “${wanted}” elsewhere and “${said}” here; use one of them throughout`,
    ),
    fixes: [
      {
        title: text(`改成「${wanted}」`, `Change to “${wanted}”`),
        safe: settled,
        span,
        insert: wanted,
      },
    ],
  };
}
