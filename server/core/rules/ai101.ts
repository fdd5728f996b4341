import type { Severity } from '../problem.ts';
import { text } from '../text.ts';
import type { FindingFix, Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/** Telegram openings that nobody types to a person they know. */
const TELEGRAM = [
  /值此[^，。！？；\n]{0,14}(?:之际|时刻|佳节|之时|良辰)/g,
  /(?:在|正值|适逢)?[^，。！？；\n]{0,8}(?:佳节|新年|新春|春节)(?:来临|将至|到来|即将来临|即将到来)之际/g,
  /(?:谨|特|再次)?向[^，。！？；\n]{0,12}致以[^，。！？；\n]{0,14}(?:问候|祝福|祝愿|敬意|谢意)/g,
  /致以[^，。！？；\n]{0,14}(?:问候|祝福|祝愿|敬意)/g,
] as const;

/** Words of the same letter paper that some people do write by hand, above all in an old style. */
const FORMAL = [/恭祝|恭贺|谨以此[^，。！？；\n]{0,4}/g, /(?:新年|新春|新岁|岁首)伊始/g] as const;

const HELLO = /拜年|新年好|过年好|新年快乐|新春快乐/;
const FORMAL_STYLE = /正式|贺词|贺电|公文/;
const OLD_STYLE = /古风|雅致|文言/;

/** The greeting opens or speaks like a telegram. */
export const ai101: Rule = {
  id: 'AI101',
  family: 'AI',
  severity: 'error',
  title: text('贺电腔', 'Telegram phrasing'),
  *check(subject) {
    const style = subject.text('风格');
    if (FORMAL_STYLE.test(style)) return;
    const telegram = found(subject.greeting, TELEGRAM);
    yield* telegram.map((phrase) => finding(subject, phrase, 'error'));
    const formal = found(subject.greeting, FORMAL).filter(
      (phrase) => !telegram.some((other) => within(phrase, other)),
    );
    yield* formal.map((phrase) =>
      finding(subject, phrase, OLD_STYLE.test(style) ? 'hint' : 'warning'),
    );
  },
};

interface Phrase {
  readonly start: number;
  readonly end: number;
}

/** Phrases that some pattern matches, the longest where several overlap. */
function found(greeting: string, patterns: readonly RegExp[]): readonly Phrase[] {
  const all = patterns.flatMap((pattern) =>
    [...greeting.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
  return all
    .filter(
      (phrase, at) =>
        !all.some(
          (other, otherAt) =>
            otherAt !== at && within(phrase, other) && (otherAt < at || !within(other, phrase)),
        ),
    )
    .sort((a, b) => a.start - b.start);
}

function within(inner: Phrase, outer: Phrase): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function finding(subject: Subject, phrase: Phrase, severity: Severity) {
  const words = subject.greeting.slice(phrase.start, phrase.end);
  return {
    span: { field: '祝福语' as const, ...phrase },
    severity,
    message: text(
      `「${words}」像贺电；微信里跟熟人不这么开口`,
      `“${words}” reads like a telegram; nobody opens a chat with a person they know this way`,
    ),
    fixes: fixes(subject, phrase),
  };
}

const COMMA = /^[，,、]\s*/;
const BREAK_BEFORE = /(?:^|[，。！？；：,.!?;:~～…\n])\s*$/;
const BREAK_AFTER = /^\s*(?:[。！？；!?;~～…\n]|$)/;

function fixes(subject: Subject, { start, end }: Phrase): readonly FindingFix[] {
  const before = subject.greeting.slice(0, start);
  const after = subject.greeting.slice(end);
  if (!BREAK_BEFORE.test(before)) return [];
  const comma = COMMA.exec(after)?.[0].length;
  if (comma !== undefined && after.length > comma)
    return [
      deletion(start, end + comma),
      ...(HELLO.test(before + after) ? [] : openings(subject, start, end)),
    ];
  return BREAK_AFTER.test(after) ? openings(subject, start, end) : [];
}

/** An adjunct of time with its comma: what it hung on still stands without it. */
function deletion(start: number, end: number): FindingFix {
  return {
    title: text('删掉这半句', 'Delete this phrase'),
    safe: true,
    span: { field: '祝福语', start, end },
    insert: '',
  };
}

/** Spoken ways to say hello, without the 称呼 where it was said already. */
function openings(subject: Subject, start: number, end: number): readonly FindingFix[] {
  const name = subject.text('称呼');
  const said = name === '' || subject.greeting.slice(0, start).includes(name);
  const hellos =
    subject.relation === 'business' || subject.relation === 'elder'
      ? ['给您拜年啦', '新年好']
      : ['过年好呀', '新年好'];
  return hellos.map((hello) => {
    const insert = said ? hello : `${name}，${hello}`;
    return {
      title: text(`换成「${insert}」`, `Replace with “${insert}”`),
      safe: false,
      span: { field: '祝福语' as const, start, end },
      insert,
    };
  });
}
