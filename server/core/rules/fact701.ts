import { text } from '../text.ts';
import { animalOf, animalYears } from './language/calendar.ts';
import { isAnotherYear, isWished } from './language/otherYears.ts';
import type { Rule } from './rule.ts';

/** The greeting names an animal's year other than the one that is coming. */
export const fact701: Rule = {
  id: 'FACT701',
  family: 'FACT',
  severity: 'error',
  title: text('生肖年不对', 'Wrong zodiac year'),
  *check(subject, { year }) {
    const right = `${animalOf(year)}年`;
    for (const name of animalYears(subject.greeting)) {
      if (name.text === right || isAnotherYear(subject, name)) continue;
      const span = { field: '祝福语', start: name.start, end: name.end } as const;
      yield {
        span,
        message: text(
          `${year} 年是${right}，不是${name.text}`,
          `${year} is ${right}, not ${name.text}`,
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
