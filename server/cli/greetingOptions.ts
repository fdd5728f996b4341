import { lengthWindow } from '../core/greeting/length.ts';
import type { GreetingInput } from '../core/greeting/prompt.ts';
import { type Text, text } from '../core/text.ts';
import { parsed, UsageError, wholeNumber } from './arguments.ts';

export interface GreetingOptions {
  readonly input: GreetingInput;
  readonly engine: string | undefined;
  readonly count: number;
  readonly seed: number | undefined;
  readonly json: boolean;
}

const OPTIONS = {
  to: { type: 'string' },
  relation: { type: 'string' },
  details: { type: 'string' },
  style: { type: 'string' },
  length: { type: 'string' },
  occasion: { type: 'string' },
  engine: { type: 'string' },
  count: { type: 'string', short: 'n', default: '1' },
  seed: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const FIELDS = {
  to: '称呼',
  relation: '关系',
  details: '交往细节',
  style: '风格',
  length: '字数',
} as const;
const FIELD_NAMES = Object.keys(FIELDS) as readonly (keyof typeof FIELDS)[];

const LONGEST: Readonly<Record<string, number>> = { details: 2000 };
const LONGEST_OTHER = 100;
const MOST_CHARACTERS = 2000;

/** Reads the options of `mashang generate`. Throws UsageError, which names options and never repeats their values. */
export function greetingOptions(args: readonly string[]): GreetingOptions {
  const { values, positionals } = parsed(args, OPTIONS);
  if (positionals.length > 0) throw new UsageError(looseWord());
  const missing = FIELD_NAMES.filter((name) => (values[name] ?? '').trim() === '');
  if (missing.length > 0) throw new UsageError(missingFields(missing));
  const given = [...FIELD_NAMES, 'occasion'] as const;
  for (const name of given) checkLength(name, values[name] ?? '');
  const [to, relation, details, style, length] = FIELD_NAMES.map((name) =>
    (values[name] ?? '').trim(),
  );
  const occasion = values.occasion?.trim() || undefined;
  return {
    input: {
      称呼: to ?? '',
      关系: relation ?? '',
      交往细节: details ?? '',
      风格: style ?? '',
      字数: lengthWords(length ?? ''),
      ...(occasion !== undefined && { 场合: occasion }),
    },
    engine: values.engine,
    count: wholeNumber('-n', values.count, 1, 8),
    seed:
      values.seed === undefined ? undefined : wholeNumber('--seed', values.seed, 0, 2 ** 31 - 1),
    json: values.json,
  };
}

/** 「50-100」 becomes 「50-100字」, the way it is written in rows that models are trained on. */
function lengthWords(given: string): string {
  const window = lengthWindow(given);
  const possible =
    window !== undefined && Math.max(window.lo, 1) <= Math.min(window.hi, MOST_CHARACTERS);
  if (!possible) {
    throw new UsageError(
      text(
        `--length 要写字数，比如 50-100、80字左右，最多 ${MOST_CHARACTERS} 字`,
        `--length takes a number of characters such as 50-100 or 80, at most ${MOST_CHARACTERS}`,
      ),
    );
  }
  return /\d$/.test(given) ? `${given}字` : given;
}

function checkLength(name: string, value: string): void {
  const most = LONGEST[name] ?? LONGEST_OTHER;
  if (value.length <= most) return;
  throw new UsageError(
    text(`--${name} 最多 ${most} 个字符`, `--${name} takes at most ${most} characters`),
  );
}

function missingFields(missing: readonly (keyof typeof FIELDS)[]): Text {
  const zh = missing.map((name) => `--${name} ${FIELDS[name]}`).join('、');
  const en = missing.map((name) => `--${name}`).join(', ');
  return text(`还缺 ${zh}`, `Still missing: ${en}`);
}

function looseWord(): Text {
  return text(
    '有一段文字没有跟在选项后面；带空格或标点的内容要用引号括起来',
    'Some text does not belong to an option; put quotes around values that hold spaces or punctuation',
  );
}
