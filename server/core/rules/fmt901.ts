import { text } from '../text.ts';
import type { FieldSpan, FindingFix, Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/**
 * Words that stand in brackets only in a template. Any other bracketed word is left alone, because
 * [烟花] is how WeChat spells an emoji.
 */
const SLOT =
  '姓名|名字|名称|称呼|昵称|对方|收件人|发件人|客户名?|公司名?称?|单位|职[位务]|部门|项目名?称?|城市|地[点址]|时间|日期|年份|电话|祝福语?|内容|具体[^\\]】}）>]{1,8}|(?:此处|这里)[^\\]】}）>]{0,12}|填写[^\\]】}）>]{0,10}|[Nn]ame|NAME|[Xx×]{2,4}|[Xx×]{1,4}(?:总|公司|先生|女士|老师)';
const TITLE = '总|公司|集团|先生|女士|老师|经理|主任|院长|教授';

const PLACEHOLDER = new RegExp(
  [
    `[\\[【<＜(（](?:${SLOT})[\\]】>＞)）]`,
    // （你的小棉袄） is how people sign; only what no person signs as is a slot in round brackets.
    '[\\[【<＜](?:你|您)的[^\\]】>＞]{1,8}[\\]】>＞]',
    '[(（](?:你|您)的(?:姓名|名字|称呼|公司|单位|职[位务]|部门|电话)[)）]',
    '\\{{1,2}[^{}\\n]{1,20}\\}{1,2}',
    `[×✕]{2,}(?:${TITLE})?`,
    `某某+(?:${TITLE})?`,
    `(?<![A-Za-z])[Xx]{2,}(?:${TITLE})`,
    // Kaomoji such as (*^__^*) draw with underscores too, between other ASCII characters.
    '(?<![!-~＿])[_＿]{2,}(?![!-~＿])',
  ].join('|'),
  'g',
);

/** A slot of a template that nobody filled in. */
export const fmt901: Rule = {
  id: 'FMT901',
  family: 'FMT',
  severity: 'error',
  title: text('占位符没填', 'Placeholder left in'),
  *check(subject) {
    for (const match of subject.greeting.matchAll(PLACEHOLDER)) {
      if (isGiven(subject, match[0])) continue;
      const span = {
        field: '祝福语',
        start: match.index,
        end: match.index + match[0].length,
      } as const;
      yield {
        span,
        message: text(
          `「${match[0]}」是模板里没填的空`,
          `"${match[0]}" is a blank of a template that was never filled in`,
        ),
        fixes: fixes(subject, span, match[0]),
      };
    }
  },
};

/** Somebody may really be called 某某 or XX总 by the sender. */
function isGiven(subject: Subject, placeholder: string): boolean {
  return (
    subject.text('称呼').includes(placeholder) || subject.text('交往细节').includes(placeholder)
  );
}

const NAME_SLOT = /姓名|名字|称呼|昵称|对方|收件人|客户|[Nn]ame|NAME|某某|[Xx×✕]{2}/;

function fixes(subject: Subject, span: FieldSpan, placeholder: string): readonly FindingFix[] {
  const name = subject.text('称呼');
  const remove: FindingFix = { title: text('删掉', 'Delete it'), safe: false, span, insert: '' };
  if (name === '' || !NAME_SLOT.test(placeholder)) return [remove];
  return [
    { title: text(`填上「${name}」`, `Fill in ${name}`), safe: false, span, insert: name },
    remove,
  ];
}
