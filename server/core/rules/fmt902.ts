import { type Text, text } from '../text.ts';
import type { Finding, Rule } from './rule.ts';

/** A phrase that belongs to the conversation with a model, not to the greeting. */
interface Leak {
  readonly pattern: RegExp;
  readonly why: Text;
}

const LEAKS: readonly Leak[] = [
  {
    pattern:
      /^\s*(?:(?:好的|当然(?:可以)?|没问题)[，,。！!]\s*)?(?:(?:以下|下面)是(?!我[^为给])|这是(?=[为给][^。！!\n：:]{0,20}(?:写|准备|生成|撰写|定制|创作)的))[^。！!\n：:]{0,30}(?:祝福语?|贺词|文案|短信|版本)[^。！!\n：:]{0,10}[：:。]\s*/g,
    why: text('像是别人交稿时说的开场白', 'It introduces the text instead of being it'),
  },
  {
    pattern: /^\s*(?:祝福语|正文|文案|版本[一二三1-3]|方案[一二三1-3])[：:]\s*/g,
    why: text('是字段名，不是要发的话', 'It is a label, not part of the message'),
  },
  {
    pattern:
      /[（(【[]?(?:全文|正文|祝福语)?字数(?:统计)?[：:]\s*约?\d{1,4}\s*字?(?:左右)?[）)】\]]?|[（(【[](?:全文|正文|共计?|约|合计){0,2}\s*\d{2,3}\s*个?字(?:左右)?[）)】\]]\s*$/g,
    why: text(
      '字数是写稿的要求，不用发给对方',
      'The length was an instruction; its reader does not need it',
    ),
  },
  {
    pattern: /```[a-z]*\n?|<think>[^<]*<\/think>|<\/?think>|<\|[a-z_]{2,20}\|>|<\/s>|\[\/?INST\]/g,
    why: text('是程序的标记，不是要发的话', 'It is markup of a program, not part of the message'),
  },
  {
    pattern:
      /\s{0,8}[（(【]?备?注[：:](?=[^\n]{0,60}(?:根据|祝福|字数|字左右|语气|风格|调整|替换|修改|生成|仅供))[^\n]*$/g,
    why: text('是写稿人的附注', 'It is a note by whoever drafted this'),
  },
];

const QUOTES: Readonly<Record<string, string>> = { '“': '”', '"': '"', '「': '」', '『': '』' };

/** Something of the conversation with a model was copied along. */
export const fmt902: Rule = {
  id: 'FMT902',
  family: 'FMT',
  severity: 'error',
  title: text('带出了写稿的话', 'Drafting talk copied along'),
  *check({ greeting }) {
    for (const leak of LEAKS) yield* leaked(greeting, leak);
    yield* quotedWhole(greeting);
  },
};

const MENU_LENGTH = 16;

function* leaked(greeting: string, { pattern, why }: Leak): Iterable<Finding> {
  for (const match of greeting.matchAll(pattern)) {
    const shown = match[0].trim();
    const start = match.index + match[0].indexOf(shown);
    yield {
      span: { field: '祝福语', start, end: start + shown.length },
      message: text(`「${shown}」${why.zh}`, `"${shown}" should not be sent. ${why.en}`),
      fixes:
        match[0].length === greeting.length
          ? []
          : [
              {
                title: text(`删掉「${brief(shown)}」`, `Delete "${brief(shown)}"`),
                safe: true,
                span: { field: '祝福语', start: match.index, end: match.index + match[0].length },
                insert: '',
              },
            ],
    };
  }
}

/** A menu shows one line. */
function brief(shown: string): string {
  const [line = ''] = shown.split('\n');
  return line.length < shown.length || line.length > MENU_LENGTH
    ? `${line.slice(0, MENU_LENGTH)}…`
    : line;
}

/** One pair of quotes around everything; two quoted phrases at both ends are the sender's own. */
function* quotedWhole(greeting: string): Iterable<Finding> {
  const inner = greeting.slice(1, -1);
  const open = greeting.charAt(0);
  const close = QUOTES[open];
  if (close === undefined || inner === '' || !greeting.endsWith(close)) return;
  if (closesEarly(inner, open, close)) return;
  const span = { field: '祝福语', start: 0, end: greeting.length } as const;
  yield {
    span,
    message: text(
      '整段话被一对引号包着，发出去像是在转述',
      'The whole message stands in quotes, as if it were quoted from somebody',
    ),
    fixes: [{ title: text('去掉引号', 'Remove the quotes'), safe: true, span, insert: inner }],
  };
}

/** The first quote is closed before the end, so it does not belong to the last one. */
function closesEarly(inner: string, open: string, close: string): boolean {
  if (open === close) return inner.includes(close);
  let depth = 0;
  for (const char of inner) {
    if (char === open) depth += 1;
    if (char === close) depth -= 1;
    if (depth < 0) return true;
  }
  return false;
}
