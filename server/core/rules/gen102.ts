import { characterCounts, lengthWindow } from '../greeting/length.ts';
import type { Severity } from '../problem.ts';
import { text } from '../text.ts';
import type { Clause } from './language/clauses.ts';
import { isStockClause, withoutName } from './language/stockWishes.ts';
import type { Rule } from './rule.ts';
import type { Subject } from './subject.ts';

const GENERIC_SHARE = 0.6;
const ALL_GENERIC_SHARE = 0.85;

/** Below this a greeting is a nod in passing, which people send and mean. */
const SHORT = 16;

/** Most of the greeting is made of clauses that could be sent to anybody. */
export const gen102: Rule = {
  id: 'GEN102',
  family: 'GEN',
  severity: 'warning',
  title: text('大半是谁都能收的话', 'Mostly said to anybody'),
  *check(subject) {
    const share = stockShare(subject);
    if (share < GENERIC_SHARE) return;
    const percent = Math.round(share * 100);
    yield {
      span: { field: '祝福语', start: 0, end: subject.greeting.length },
      severity: severityOf(subject, share),
      message: text(
        `${percent}% 是发给谁都行的吉祥话，像群发；留一句，其余换成你俩之间的事`,
        `${percent}% of this is stock wishes that fit anybody, so it reads like a mass message; keep one and write about the two of you instead`,
      ),
    };
  },
};

/** The share of 字, 称呼 aside, that lies in stock clauses which carry no detail. */
function stockShare(subject: Subject): number {
  const { clauses, greeting } = subject;
  const name = subject.text('称呼');
  const stock = clauses.filter((clause) => isStockClause(clause.text, name));
  if (stock.length === 0) return 0;
  const size = (part: string): number => characterCounts(withoutName(part, name)).without;
  const all = size(greeting);
  const share = (some: readonly Clause[]): number =>
    all === 0 ? 0 : some.reduce((total, clause) => total + size(clause.text), 0) / all;
  if (share(stock) < GENERIC_SHARE) return 0;
  return share(
    stock.filter(
      ({ text: clause, start }) =>
        !subject.evidence.some((hit) => hit.start < start + clause.length && start < hit.end),
    ),
  );
}

function severityOf(subject: Subject, share: number): Severity {
  const { greeting, units } = subject;
  const length = characterCounts(greeting).without;
  if (length < SHORT && length >= (lengthWindow(subject.text('字数'))?.lo ?? 0)) return 'hint';
  const unused = units.length > 0 && subject.evidence.length === 0;
  return share >= ALL_GENERIC_SHARE && unused ? 'error' : 'warning';
}
