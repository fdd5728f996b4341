import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Text, text } from '../core/text.ts';

/** The command line itself is wrong; the usage of the verb helps. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Node's parser with its complaints in both languages. Throws UsageError. */
export function parsed<const T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(complaint(error as NodeJS.ErrnoException));
  }
}

/** The option's name is all that is repeated: what stands after it may be somebody's details. */
function complaint(error: NodeJS.ErrnoException): Text {
  const option = /'(-{1,2}[A-Za-z][\w-]*)/.exec(error.message)?.[1] ?? '';
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    return text(`不认识选项 ${option}`, `Unknown option ${option}`);
  }
  return text(
    `选项 ${option} 的写法不对，看看它后面的值`,
    `Option ${option} is not used correctly; look at its value`,
  );
}

/** One of a few words. Throws UsageError. */
export function oneOf<const T extends string>(
  option: string,
  value: string,
  words: readonly T[],
): T {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const list = words.join(' | ');
  throw new UsageError(text(`--${option} 只能是 ${list}`, `--${option} must be ${list}`));
}

/** A whole number in digits. Throws UsageError. */
export function wholeNumber(option: string, value: string, lo: number, hi: number): number {
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= lo && number <= hi) return number;
  throw new UsageError(
    text(
      `${option} 要填 ${lo} 到 ${hi} 的整数`,
      `${option} must be a whole number from ${lo} to ${hi}`,
    ),
  );
}

export const YEAR = { type: 'string', default: '2026' } as const;

/** The 春节 that rows are meant for. Throws UsageError. */
export function yearOf(value: string): number {
  return wholeNumber('--year', value, 1900, 2199);
}
