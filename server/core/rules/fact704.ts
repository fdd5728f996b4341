import { text } from '../text.ts';
import { commonYears, hanYear, type YearName } from './language/calendar.ts';
import { numberValue } from './language/numbers.ts';
import { clauseAround, isAnotherYear, isWished } from './language/otherYears.ts';
import type { Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/** The greeting names a calendar year that is neither the coming one nor remembered or planned as another. */
export const fact704: Rule = {
  id: 'FACT704',
  family: 'FACT',
  severity: 'warning',
  title: text('公历年不对', 'Wrong calendar year'),
  *check(subject, { year }) {
    for (const name of commonYears(subject.greeting)) {
      const said = numberValue(name.text) ?? year;
      if (said === year || isAnotherYear(subject, name) || isMeant(subject, name, said < year))
        continue;
      const span = { field: '祝福语', start: name.start, end: name.end } as const;
      const right = /\d/.test(name.text) ? String(year) : hanYear(year);
      yield {
        span,
        message: text(
          `要过的是 ${year} 年的春节，这里写的是 ${said} 年`,
          `The festival is that of ${year}, but this says ${said}`,
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

const REMEMBERED =
  /去年|过去|那年|那会|那时|当年|当初|认识|毕业|记得|想起|回顾|这一年|以来|年起|开始|至今|到现在|从/;
const PLANNED = /到|等|争取|计划|打算|目标|之前|以前/;

function isMeant(subject: Subject, name: YearName, past: boolean): boolean {
  return (past ? REMEMBERED : PLANNED).test(clauseAround(subject, name));
}
