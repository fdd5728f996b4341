import { text } from '../text.ts';
import { isPossiblePair, stemBranchOf, stemBranchYears } from './language/calendar.ts';
import { isWished } from './language/otherYears.ts';
import type { Rule } from './rule.ts';

/** A stem and a branch that never meet: only 60 of the 120 pairs exist. */
export const fact703: Rule = {
  id: 'FACT703',
  family: 'FACT',
  severity: 'error',
  title: text('干支不存在', 'No such stem–branch pair'),
  *check(subject, { year }) {
    const right = stemBranchOf(year);
    for (const name of stemBranchYears(subject.greeting)) {
      if (isPossiblePair(name.text)) continue;
      const span = { field: '祝福语', start: name.start, end: name.end } as const;
      yield {
        span,
        message: text(
          `六十甲子里没有「${name.text}」，${year} 年是${right}`,
          `No year is called ${name.text}; ${year} is ${right}`,
        ),
        fixes: [
          {
            title: text(`改成「${right}」`, `Change to ${right}`),
            safe: isWished(subject, name),
            span,
            insert: right,
          },
        ],
      };
    }
  },
};
