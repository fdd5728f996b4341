import type { Row } from '../dataset/row.ts';

/** What a person tells us before a greeting is written; the same fields a Row carries. */
export type GreetingInput = Pick<Row, '称呼' | '关系' | '交往细节' | '风格' | '字数'> & {
  readonly 场合?: string | undefined;
};

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface Sampling {
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  readonly repeatPenalty: number;
  readonly maxTokens: number;
}

/**
 * Everything that must be the same when a model is trained, exported, served and asked.
 * Its hash is stamped at each of those moments; a mismatch is an error, not a surprise.
 */
export interface PromptSpec {
  readonly version: 1;
  readonly system: string;
  readonly layout: readonly (keyof GreetingInput)[];
  readonly thinking: boolean;
  readonly sampling: Sampling;
}

const LAYOUT = ['称呼', '关系', '交往细节', '风格', '字数', '场合'] as const;

/** The one PromptSpec of this version; `year` is the target 春节 and `ganzhi`/`zodiac` follow from it. */
export function promptSpec(year: number): PromptSpec {
  return {
    version: 1,
    system:
      `你替我给熟人写一条拜年微信。现在是${year}年春节，${ganzhi(year)}${zodiac(year)}年。` +
      '只写交往细节里有的事，没给的地名、数字、单位一律不写；像我本人在手机上打的字，不用套话；字数按要求。',
    layout: LAYOUT,
    thinking: false,
    sampling: { temperature: 0.7, topP: 0.8, topK: 20, repeatPenalty: 1, maxTokens: 320 },
  };
}

/** The two messages of a request. Static text first and fields last, so that servers can reuse the prefix. */
export function renderMessages(spec: PromptSpec, input: GreetingInput): readonly Message[] {
  const lines = spec.layout.flatMap((field) => {
    const value = input[field]?.trim() ?? '';
    return value === '' ? [] : [`${field}：${plain(value)}`];
  });
  return [
    { role: 'system', content: spec.system },
    { role: 'user', content: lines.join('\n') },
  ];
}

/** The canonical text whose sha256 is the parity hash. */
export function parityText(spec: PromptSpec): string {
  const { temperature, topP, topK, repeatPenalty, maxTokens } = spec.sampling;
  return JSON.stringify([
    spec.version,
    spec.system,
    spec.layout,
    spec.thinking,
    temperature,
    topP,
    topK,
    repeatPenalty,
    maxTokens,
  ]);
}

/** How control tokens of chat templates begin: <|im_end|>, <｜User｜>, </s>, <end_of_turn>, [INST]. */
const TOKEN_START = /<(?=[|｜/A-Za-z])|\[(?=\/?[A-Z_]+\])/g;

/**
 * One field as one line that cannot close the user's turn: control tokens are opened by a full-width
 * bracket, which no template uses, so that text pasted into 交往细节 stays text.
 */
function plain(value: string): string {
  return value
    .replaceAll(TOKEN_START, (mark) => (mark === '<' ? '＜' : '［'))
    .split(/[\n\r\v\f\u0085\u2028\u2029]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('；');
}

export function ganzhi(year: number): string {
  const stem = [...'甲乙丙丁戊己庚辛壬癸'][(((year - 4) % 10) + 10) % 10] ?? '';
  const branch = [...'子丑寅卯辰巳午未申酉戌亥'][(((year - 4) % 12) + 12) % 12] ?? '';
  return stem + branch;
}

export function zodiac(year: number): string {
  return [...'鼠牛虎兔龙蛇马羊猴鸡狗猪'][(((year - 4) % 12) + 12) % 12] ?? '';
}
