import { text } from '../text.ts';
import type { Finding, FindingFix, Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/** A 称呼 that starts later than this is no opening. */
const OPENING = 12;

/** The greeting calls its reader by another name, twice, or by none. */
export const name601: Rule = {
  id: 'NAME601',
  family: 'NAME',
  severity: 'warning',
  title: text('称呼不对', 'Name is off'),
  *check(subject) {
    const name = plainName(subject.text('称呼'));
    if (name === '' || subject.greeting.trim() === '') return;
    const finding = addressed(subject.greeting, name)
      ? doubled(subject, name)
      : (misnamed(subject, name) ?? unnamed(subject, name));
    if (finding !== undefined) yield finding;
  },
};

/** 尊敬的王总（客户） is called 王总. */
function plainName(name: string): string {
  return name
    .replace(/[（(].*$/, '')
    .replace(/^(?:尊敬的|敬爱的|亲爱的)/, '')
    .trim();
}

/**
 * Whether the opening names the reader: by the 称呼, by its characters with others between them
 * (爸、妈 for 爸妈), by what is left of it without the surname (老师 for 李老师), or by a part of it
 * that stands alone (爸妈 for 爸爸妈妈, 欧阳 for 欧阳总).
 */
function addressed(greeting: string, name: string): boolean {
  const opening = greeting.slice(0, OPENING + name.length).toLowerCase();
  const wanted = name.toLowerCase().replace(NO_NAME, '');
  const rest = wanted.slice(1);
  return (
    holdsInOrder(opening, wanted) ||
    isPartOf(wanted, opening) ||
    (rest.length >= 2 && opening.includes(rest) && !differsBefore(opening, wanted))
  );
}

/** Marks and the 和 that join two people: 三姨和姨夫 are called 三姨、姨夫. */
const NO_NAME = /[^\p{L}\p{N}]|(?<=.{2})和(?=.{2})/gu;

function isPartOf(wanted: string, opening: string): boolean {
  const said = /^\p{L}+/u.exec(opening.slice(BEFORE_NAME.exec(opening)?.[0].length ?? 0))?.[0];
  return said !== undefined && holdsInOrder(wanted, said);
}

function holdsInOrder(text: string, wanted: string): boolean {
  let from = 0;
  for (const char of wanted) {
    const at = text.indexOf(char, from);
    if (at === -1) return false;
    from = at + 1;
  }
  return true;
}

const BEFORE_NAME = /^(?:\P{L}|尊敬的|敬爱的|亲爱的|嗨|哈喽|hi|hello)*/iu;

/** 张老师 for 李老师: the same title after another surname. */
function differsBefore(opening: string, wanted: string): boolean {
  const start = BEFORE_NAME.exec(opening)?.[0].length ?? 0;
  return opening.indexOf(wanted.slice(1), start) === start + 1;
}

const AFTER_NAME = /^(?:$|\P{L}|您|你|新年|过年|新春|春节|好|早|拜年|给)/u;

/** Another name of the same make stands where the 称呼 belongs: 张总 for 王总, or 师傅 for 师父. */
function misnamed(subject: Subject, name: string): Finding | undefined {
  const start = BEFORE_NAME.exec(subject.greeting)?.[0].length ?? 0;
  const said = subject.greeting.slice(start, start + name.length);
  const differing = [...said].filter((char, at) => char !== [...name][at]);
  if (name.length < 2 || said.length < name.length || differing.length !== 1) return undefined;
  if (/\P{L}/u.test(said)) return undefined;
  if (!AFTER_NAME.test(subject.greeting.slice(start + name.length))) return undefined;
  const span = { field: '祝福语' as const, start, end: start + name.length };
  const another = isSomebodyElse(said, name);
  return {
    span,
    severity: another ? 'error' : 'info',
    message: another
      ? text(
          `叫成了「${said}」，这条是发给「${name}」的`,
          `This calls its reader “${said}”, but it goes to “${name}”`,
        )
      : text(
          `这里叫「${said}」，称呼写的是「${name}」`,
          `This says “${said}”; the 称呼 is “${name}”`,
        ),
    related: [nameSpan(subject)],
    fixes: [
      { title: text(`改成「${name}」`, `Change to “${name}”`), safe: another, span, insert: name },
    ],
  };
}

/** Characters that make a form of address out of a name; 阿明 and 小明, 陈哥 and 帅哥 may be one person. */
const AFFIX = /[老小阿大爸妈爷奶哥姐弟妹叔姨伯儿子宝帅美好亲表堂干]/;

/** 王总 and 张总 are two people; 老爸 and 爸爸, 小雨 and 雨雨, 王总 and 王哥 may be one. */
function isSomebodyElse(said: string, name: string): boolean {
  const at = [...name].findIndex((char, index) => char !== [...said][index]);
  const [mine = '', theirs = ''] = [[...name][at], [...said][at]];
  if (AFFIX.test(mine) || AFFIX.test(theirs) || name.includes(theirs) || said.includes(mine))
    return false;
  return at === 0 || name.length >= 3;
}

const HELLO = /^\P{L}*(?:[您你]好|[新过]年好|新年快乐|好)[呀啊]?\P{L}*$/u;

/** 「尊敬的王总您好，王总，……」: called again before anything was said. 「宝贝，想你了，宝贝！」 says something. */
function doubled({ greeting }: Subject, name: string): Finding | undefined {
  const first = greeting.indexOf(name);
  const second = greeting.indexOf(name, first + name.length);
  if (name.length < 2 || first === -1 || second === -1 || second > first + name.length + 6)
    return undefined;
  const between = greeting.slice(first + name.length, second);
  const after = greeting.slice(second + name.length);
  if (!/[，,。！!~～\s]$/.test(between) || !/^(?:[，,！!]|您|新年|过年|祝)/.test(after))
    return undefined;
  if (!HELLO.test(between)) return undefined;
  const end = second + name.length;
  return {
    span: { field: '祝福语', start: second, end },
    message: text(
      `刚叫过「${name}」，又叫一遍，像模板没拼好`,
      `“${name}” was said a moment ago; twice looks like a template`,
    ),
    fixes: [
      {
        title: text('删掉后一个称呼', 'Delete the second name'),
        safe: /\p{L}/u.test(after),
        span: { field: '祝福语', start: second, end: end + (/^[，,！!]/.test(after) ? 1 : 0) },
        insert: '',
      },
    ],
  };
}

/** No name in the opening; a name further on is a way of speaking. */
function unnamed(subject: Subject, name: string): Finding {
  const later = subject.greeting.includes(name);
  const first = subject.clauses[0];
  const start = first?.start ?? 0;
  return {
    span: { field: '祝福语', start, end: start + (first?.text.length ?? subject.greeting.length) },
    severity: later ? 'info' : 'warning',
    message: later
      ? text(
          `开头没叫人，「${name}」到后面才出现`,
          `The opening names nobody; “${name}” comes later`,
        )
      : text(
          `从头到尾没叫过「${name}」，像群发`,
          `“${name}” is never named, so this reads like a mass message`,
        ),
    related: [nameSpan(subject)],
    fixes: later ? [] : [insertion(name)],
  };
}

function insertion(name: string): FindingFix {
  return {
    title: text(`开头加上「${name}，」`, `Begin with “${name}，”`),
    safe: false,
    span: { field: '祝福语', start: 0, end: 0 },
    insert: `${name}，`,
  };
}

function nameSpan(subject: Subject) {
  return {
    span: { field: '称呼' as const, start: 0, end: subject.text('称呼').length },
    message: text('这条的称呼', 'Who this goes to'),
  };
}
