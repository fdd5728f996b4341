import { text } from '../text.ts';
import { animalOf, animalYears, type YearName } from './language/calendar.ts';
import { clauseAround, isAnotherYear, isWished } from './language/otherYears.ts';
import type { Rule } from './rule.ts';
import type { Subject } from './subject.ts';

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
      if (name.text === `${animalOf(year - 1)}年` && isLookedBackOn(subject, name, right)) continue;
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

const WISHED_TO_READER = /祝|愿|快乐|大吉/;

/** 「蛇年你帮我搬了三回家」 wishes nothing; 「蛇年顺利收官，马年接着干」 names the new year as well. */
function isLookedBackOn(subject: Subject, name: YearName, right: string): boolean {
  return subject.greeting.includes(right)
    ? !WISHED_TO_READER.test(clauseAround(subject, name))
    : !isWished(subject, name);
}
