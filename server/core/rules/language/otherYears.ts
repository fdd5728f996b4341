import type { Subject } from '../subject.ts';
import type { YearName } from './calendar.ts';

/** How people say goodbye to a year, or look back at one or ahead to one: then it need not be this one. */
const BEFORE =
  /送(?!您|你|上|给)|辞|告别|挥别|作别|别了?$|去年|旧|上个|上一个|那个|那年|过去|[过走]完|再见|明年|后年|下个|下一个|属|等到/;
const AFTER =
  /^(?:出生|生的|生人|那|最后|底|尾|末|[过走]完|过去|[要快]过|就要|走|结束|再见|拜拜|辛苦|已经|刚)/;

/** The greeting names this year on purpose as another one, or only repeats it from 交往细节. */
export function isAnotherYear(subject: Subject, year: YearName): boolean {
  const before = subject.greeting.slice(Math.max(0, year.start - 5), year.start);
  const after = subject.greeting.slice(year.end, year.end + 4);
  return (
    BEFORE.test(before.replaceAll('特别', '　　').slice(-4)) ||
    AFTER.test(after) ||
    subject.text('交往细节').includes(year.text)
  );
}

const WISH = /祝|愿|贺|恭喜|快乐|大吉|吉祥|顺|旺|发财|平安|安康|如意|[大好]运|迎|新春|拜年/;

/** The clause wishes something, so the year in it can only be the coming one and may be corrected unread. */
export function isWished(subject: Subject, year: YearName): boolean {
  return WISH.test(clauseAround(subject, year));
}

/** The clause a year stands in, as far as twenty characters reach: a text may be one endless clause. */
export function clauseAround({ greeting }: Subject, year: YearName): string {
  const before = greeting.slice(Math.max(0, year.start - 20), year.start);
  const after = greeting.slice(year.end, year.end + 20);
  const [head] = /[^，。！？；：、,!?;~～…\n]*$/.exec(before) ?? [''];
  const [tail] = /^[^，。！？；：、,!?;~～…\n]*/.exec(after) ?? [''];
  return head + year.text + tail;
}
