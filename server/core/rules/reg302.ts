import type { Severity } from '../problem.ts';
import { type Text, text } from '../text.ts';
import {
  addresses,
  isPlayful,
  type Pronoun,
  type PronounRule,
  pronounRule,
} from './language/pronouns.ts';
import type { FieldSpan, FindingFix, Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/** The greeting keeps to one pronoun, but not to the one that this 关系 calls for. A mix is REG301's. */
export const reg302: Rule = {
  id: 'REG302',
  family: 'REG',
  severity: 'warning',
  title: text('敬称不符', 'Wrong level of respect'),
  *check(subject) {
    const rule = pronounRule(subject.text('关系'));
    if (rule === undefined || addresses(subject.greeting, rule.wants).length > 0) return;
    const places = addresses(subject.greeting, other(rule.wants)).map(spanAt);
    const [first, ...rest] = places;
    const severity = severityOf(rule, subject);
    if (first === undefined || severity === undefined) return;
    yield {
      span: first,
      severity,
      message: message(rule.wants, subject.text('关系')),
      related: rest.map((span) => ({ span, message: text('这里也是', 'Here too') })),
      fixes: [replacement(subject, [first, ...rest], rule.wants, severity === 'error')],
    };
  },
};

function other(pronoun: Pronoun): Pronoun {
  return pronoun === '您' ? '你' : '您';
}

function spanAt(start: number): FieldSpan {
  return { field: '祝福语', start, end: start + 1 };
}

/** 您 to somebody close is often a joke, and then it says so in its style. */
function severityOf(rule: PronounRule, subject: Subject): Severity | undefined {
  if (rule.wants === '您' || !isPlayful(subject.text('风格'))) return rule.severity;
  return rule.severity === 'error' ? 'info' : undefined;
}

function message(wanted: Pronoun, relation: string): Text {
  return wanted === '您'
    ? text(
        `对${relation}说「你」不够尊重，换成「您」`,
        `“你” is too familiar for ${relation}; say “您”`,
      )
    : text(
        `跟${relation}说「您」见外了，换成「你」`,
        `“您” keeps ${relation} at a distance; say “你”`,
      );
}

/** One edit from the first pronoun to the last. Where the 关系 leaves no doubt it may be applied unread. */
function replacement(
  subject: Subject,
  places: readonly FieldSpan[],
  wanted: Pronoun,
  safe: boolean,
): FindingFix {
  const start = places[0]?.start ?? 0;
  const end = places.at(-1)?.end ?? start;
  const wrong = new Set(places.map((place) => place.start - start));
  const insert = subject.greeting
    .slice(start, end)
    .split('')
    .map((unit, at) => (wrong.has(at) ? wanted : unit))
    .join('');
  return {
    title: text(`都改成「${wanted}」`, `Change all to “${wanted}”`),
    safe,
    span: { field: '祝福语', start, end },
    insert,
  };
}
