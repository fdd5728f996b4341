import { text } from '../text.ts';
import type { Rule } from './rule.ts';

/** No fact of 交往细节 appears in the greeting: it could have been sent to anybody. */
export const evid001: Rule = {
  id: 'EVID001',
  family: 'EVID',
  severity: 'error',
  title: text('没用到交往细节', 'No detail is used'),
  *check(subject) {
    const { greeting, units } = subject;
    if (greeting === '' || units.length === 0 || subject.evidence.length > 0) return;
    yield {
      span: { field: '祝福语', start: 0, end: greeting.length },
      message: text(
        `一条交往细节都没用到，换个名字就能发给别人（${units.map((unit) => `「${unit.text}」`).join('')}）`,
        `None of the details is used, so this could be sent to anybody (${units.map((unit) => unit.text).join('; ')})`,
      ),
      related: units.map((unit) => ({
        span: { field: '交往细节', start: unit.start, end: unit.end },
        message: text('没用到的细节', 'Unused detail'),
      })),
    };
  },
};
