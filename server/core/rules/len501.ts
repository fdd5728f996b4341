import {
  type CharacterCounts,
  characterCounts,
  type LengthWindow,
  lengthWindow,
} from '../greeting/length.ts';
import { type Text, text } from '../text.ts';
import type { Rule } from './rule.ts';

/**
 * The greeting is shorter or longer than 字数 asks. People count with punctuation or without, so it
 * is wrong only when it is wrong either way.
 */
export const len501: Rule = {
  id: 'LEN501',
  family: 'LEN',
  severity: 'warning',
  title: text('字数不合', 'Length is off'),
  *check(subject) {
    const { greeting } = subject;
    const window = lengthWindow(subject.text('字数'));
    if (window === undefined || greeting.trim() === '') return;
    const message = complaint(characterCounts(greeting), window);
    if (message === undefined) return;
    yield {
      span: { field: '祝福语', start: 0, end: greeting.length },
      message,
      related: [
        {
          span: { field: '字数', start: 0, end: subject.text('字数').length },
          message: text('要求的字数', 'Length asked for'),
        },
      ],
    };
  },
};

function complaint(counts: CharacterCounts, { lo, hi }: LengthWindow): Text | undefined {
  const most = Math.max(counts.withPunctuation, counts.without);
  const least = Math.min(counts.withPunctuation, counts.without);
  if (most < lo) {
    return text(
      `连标点算也只有 ${most} 字，要求至少 ${lo} 字`,
      `${most} characters even with punctuation; at least ${lo} were asked for`,
    );
  }
  if (least > hi) {
    return text(
      `不算标点也有 ${least} 字，要求最多 ${hi} 字`,
      `${least} characters even without punctuation; at most ${hi} were asked for`,
    );
  }
  return undefined;
}
