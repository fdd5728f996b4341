import { text } from '../text.ts';
import type { Finding, Rule } from './rule.ts';

/**
 * Ends after which something must follow. A missing full stop is none: most people send none.
 * 暖和, 如愿 and the like end in the same characters and are whole words.
 */
const OPEN_ENDS: readonly RegExp[] = [
  /(?<![暖温祥平随谦附柔缓总饱人讲求共掺拌调和仁太中融亲不言议家应唱颐天义嘉])和$/,
  /(?<![参])与$/,
  /(?<![如心许自还夙宏志所遂意情])愿$/,
  /[祝愿][您你](?:们)?$|(?<![庆])祝$|以及$|并且$|而且$|但是$|因为$|所以$|不仅$|(?<=[，。！])[但而]$/,
  /最(?:诚挚|真挚|真诚|美好|衷心|温暖)的$|(?<!是)(?:新年|来年|新的一年)的$/,
  /[（(“「《【]$/,
];

/** The greeting stops in the middle of a sentence. */
export const fmt904: Rule = {
  id: 'FMT904',
  family: 'FMT',
  severity: 'warning',
  title: text('话没说完', 'Cut off in mid-sentence'),
  *check({ greeting }) {
    const end = greeting.trimEnd().length;
    const said = greeting.slice(0, end);
    const comma = /[，、；：,]$/.exec(said);
    const open = OPEN_ENDS.map((pattern) => pattern.exec(said)).find((match) => match !== null);
    if (comma !== null) yield trailingComma(comma[0], end);
    else if (open !== undefined) yield openEnd(open[0], end);
  },
};

function trailingComma(comma: string, end: number): Finding {
  const span = { field: '祝福语', start: end - 1, end } as const;
  return {
    span,
    message: text(
      `停在「${comma}」上，后面的话可能断了`,
      `It stops at "${comma}"; the rest may have been cut off`,
    ),
    fixes: [
      { title: text('改成「。」', 'Change to 。'), safe: false, span, insert: '。' },
      { title: text('删掉', 'Delete it'), safe: false, span, insert: '' },
    ],
  };
}

function openEnd(words: string, end: number): Finding {
  return {
    span: { field: '祝福语', start: end - words.length, end },
    message: text(`停在「${words}」上，话没说完`, `It stops at "${words}", in mid-sentence`),
  };
}
