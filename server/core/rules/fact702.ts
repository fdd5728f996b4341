import { text } from '../text.ts';
import { isPossiblePair, stemBranchOf, stemBranchYears } from './language/calendar.ts';
import { isAnotherYear, isWished } from './language/otherYears.ts';
import type { Rule } from './rule.ts';

/** The greeting names a stem–branch year other than the one that is coming. */
export const fact702: Rule = {
  id: 'FACT702',
  family: 'FACT',
  severity: 'error',
  title: text('干支年不对', 'Wrong stem–branch year'),
  *check(subject, { year }) {
    const right = stemBranchOf(year);
    for (const name of stemBranchYears(subject.greeting)) {
      if (name.text === right || !isPossiblePair(name.text) || isAnotherYear(subject, name))
        continue;
      const span = { field: '祝福语', start: name.start, end: name.end } as const;
      yield {
        span,
        message: text(
          `${year} 年是${right}年，不是${name.text}年`,
          `${year} is the year ${right}, not ${name.text}`,
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
