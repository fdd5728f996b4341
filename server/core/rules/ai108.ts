import { text } from '../text.ts';
import { deleteClause } from './deleteClause.ts';
import type { FieldSpan, Finding, Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/** Signposts of an essay; they hang in front of a sentence, which stands without them. */
const SIGNPOSTS = /综上所述|综上|总而言之|总的来说|值得一提的是|值得一提/g;
const SEQUENCE = ['首先', '其次'] as const;
const SEQUENCE_WORDS = /首先|其次|最后(?=[，,、祝愿希])/g;

/** Sentences in which the writer steps out of the letter to speak as its author. */
const ASSISTANT = [
  /希望这(?:条|段|份|封)祝福语?[^，。！？；\n]{0,20}/g,
  /作为(?:一个|一名|一款)?(?:AI|人工智能|语言模型|大模型)(?:语言模型|助手|模型)?(?!从业|研究|工程|方向|公司|行业|产品|团队|专业|训练|组|岗|人|圈|时代|领域)/gi,
] as const;

/** The greeting is organised like an essay, or speaks as an assistant. */
export const ai108: Rule = {
  id: 'AI108',
  family: 'AI',
  severity: 'error',
  title: text('作文路标、助手口吻', 'Essay signposts'),
  *check(subject) {
    const { greeting } = subject;
    yield* signposts(greeting).map((match) => signpost(greeting, match));
    for (const pattern of ASSISTANT)
      yield* [...greeting.matchAll(pattern)].map((match) => assistant(subject, match));
  },
};

/** 首先 alone is ordinary speech; with 其次 after it the greeting is an essay. */
function signposts(greeting: string): readonly RegExpExecArray[] {
  const [first, second] = SEQUENCE.map((word) => greeting.indexOf(word));
  const inSequence = first !== undefined && second !== undefined && first !== -1 && first < second;
  return [
    ...greeting.matchAll(SIGNPOSTS),
    ...(inSequence ? greeting.matchAll(SEQUENCE_WORDS) : []),
  ].sort((a, b) => a.index - b.index);
}

function signpost(greeting: string, match: RegExpExecArray): Finding {
  const end = match.index + match[0].length;
  const comma = /^[，,、：:]\s*/.exec(greeting.slice(end))?.[0].length ?? 0;
  return {
    span: spanOf(match),
    message: text(
      `「${match[0]}」是写作文的路标，拜年用不着分一二三`,
      `“${match[0]}” is a signpost from an essay; a greeting needs no outline`,
    ),
    fixes: [
      {
        title: text(`删掉「${match[0]}」`, `Delete “${match[0]}”`),
        safe: end + comma < greeting.length,
        span: { field: '祝福语', start: match.index, end: end + comma },
        insert: '',
      },
    ],
  };
}

function assistant(subject: Subject, match: RegExpExecArray): Finding {
  return {
    span: spanOf(match),
    message: text(
      '这句是跳出来介绍「这段祝福」，不是在跟对方说话，像代写的',
      'This speaks about the greeting instead of to its reader, so it sounds written by somebody else',
    ),
    fixes: deleteClause(subject, spanOf(match)),
  };
}

function spanOf(match: RegExpExecArray): FieldSpan {
  return { field: '祝福语', start: match.index, end: match.index + match[0].length };
}
