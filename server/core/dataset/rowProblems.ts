import type { Fix, Problem, Severity, Span } from '../problem.ts';
import { type Text, text } from '../text.ts';
import type { JsonFault, Member } from './jsonSpans.ts';
import type { LinePosition } from './readRow.ts';

/** The faults of a line as text and as JSON, before any rule looks at what it says. */

function problem(
  code: string,
  severity: Severity,
  span: Span,
  message: Text,
  extra: { readonly fixes?: readonly Fix[]; readonly related?: Problem['related'] } = {},
): Problem {
  return { code, severity, span, message, related: extra.related ?? [], fixes: extra.fixes ?? [] };
}

function replace(title: Text, span: Span, insert: string): Fix {
  return { title, safe: true, change: { kind: 'edit', edits: [{ span, text: insert }] } };
}

export function brokenJson(line: string, fault: JsonFault | undefined): Problem {
  const span = fault?.span ?? { start: 0, end: Math.max(1, line.length) };
  const reason = fault?.reason ?? 'InvalidJson';
  return problem(
    'ROW001',
    'error',
    span,
    text(`这一行不是合法的 JSON（${reason}）`, `This line is not valid JSON (${reason})`),
  );
}

export function notAnObject(span: Span): Problem {
  return problem(
    'ROW002',
    'error',
    span,
    text('一行应当是一个 {…} 对象', 'A row must be one {…} object'),
  );
}

export function duplicateKey(member: Member, earlier: Member): Problem {
  const message = text(
    `「${member.key}」写了两次，读的时候只剩后一个`,
    `"${member.key}" appears twice; readers keep only the last one`,
  );
  const related = [
    { span: earlier.keySpan, message: text('第一次写在这里', 'First written here') },
  ];
  return problem('ROW003', 'error', member.keySpan, message, { related });
}

export function missingField(field: string, all: readonly Member[]): Problem {
  const first = all[0]?.keySpan ?? { start: 0, end: 1 };
  return problem('ROW004', 'error', first, text(`缺少「${field}」`, `"${field}" is missing`));
}

export function badValue(path: readonly string[], issue: string, all: readonly Member[]): Problem {
  const member = all.findLast((candidate) => candidate.key === path[0]);
  const span = member?.valueSpan ?? { start: 0, end: 1 };
  const name = path.join('.');
  const message =
    issue === 'too_small'
      ? text(`「${name}」是空的`, `"${name}" is empty`)
      : text(
          `「${name}」的值不对，鼠标停在键上看要填什么`,
          `"${name}" has a value of the wrong kind; hover the key to see what it takes`,
        );
  return problem('ROW005', 'error', span, message);
}

export function protoKey(span: Span): Problem {
  return problem(
    'ROW010',
    'error',
    span,
    text(
      '键名「__proto__」在很多程序里会被当成指令，请改名',
      'The key "__proto__" is taken as an instruction by many programs; rename it',
    ),
  );
}

export function truncatedRow(line: string): Problem {
  const at = Math.max(0, line.length - 1);
  return problem(
    'ROW011',
    'error',
    { start: at, end: at + 1 },
    text(
      '最后一行没有写完，可能是保存或复制时断了',
      'The last row is cut off; saving or copying may have been interrupted',
    ),
  );
}

const CONFLICT = /^(<{7}|={7}|>{7}|\|{7})(\s|$)/;

export function conflictMarker(line: string): Problem | undefined {
  if (!CONFLICT.test(line)) return undefined;
  return problem(
    'ROW012',
    'error',
    { start: 0, end: line.length },
    text(
      'git 合并冲突的标记还在，留下一边再删掉这一行',
      'A git merge-conflict marker is still here; keep one side and delete this line',
    ),
  );
}

export function blankLine(line: string): Problem {
  const fix: Fix = {
    title: text('删掉空行', 'Delete the blank line'),
    safe: true,
    change: { kind: 'deleteRow' },
  };
  return problem('ROW013', 'hint', { start: 0, end: line.length }, text('空行', 'Blank line'), {
    fixes: [fix],
  });
}

export function crlf(line: string, count: number): Problem {
  return problem(
    'ROW014',
    'hint',
    { start: line.length - 1, end: line.length },
    text(
      `有 ${count} 行用 CRLF 换行，建议统一成 LF`,
      `${count} line(s) end in CRLF; LF is the norm for JSONL`,
    ),
  );
}

/** Found by whoever decodes the file's bytes; `column` is where the first byte that is not text would stand. */
export function invalidUtf8(column: number): Problem {
  return problem(
    'ROW015',
    'error',
    { start: column, end: column + 1 },
    text(
      '这里的字节不是 UTF-8，可能是用 GBK 保存的，请另存为 UTF-8',
      'The bytes here are not UTF-8; the file may have been saved as GBK, save it again as UTF-8',
    ),
  );
}

/** UTF-16 units that a field may take on its line, quotes and escapes included; greetings have a hundred. */
export const LONGEST_FIELD = 10_000;

export function overlongField(span: Span): Problem {
  return problem(
    'ROW016',
    'warning',
    span,
    text(
      `这一项超过 ${LONGEST_FIELD} 个字符，不像一条祝福，这一行写得怎样就没有检查`,
      `This value is longer than ${LONGEST_FIELD} characters, which no greeting is, so no rule was run on the row`,
    ),
  );
}

/** Faults of the raw text: a BOM, NUL, line separators that other readers split at, lone surrogates. */
export function rawTextProblems(line: string, position: LinePosition): Problem[] {
  const found = [...separators(line), ...nulCharacters(line), ...loneSurrogates(line)];
  return position.first && line.startsWith('\uFEFF') ? [byteOrderMark(), ...found] : found;
}

function byteOrderMark(): Problem {
  const span = { start: 0, end: 1 };
  return problem(
    'ROW009',
    'warning',
    span,
    text(
      '文件开头有 BOM，训练程序读第一行会失败',
      'The file starts with a BOM; trainers fail on the first row',
    ),
    { fixes: [replace(text('去掉 BOM', 'Remove the BOM'), span, '')] },
  );
}

function separators(line: string): Problem[] {
  return [...line.matchAll(/[\u2028\u2029]/g)].map((match) => {
    const span = { start: match.index, end: match.index + 1 };
    const spelling = match[0] === '\u2028' ? '\\u2028' : '\\u2029';
    return problem(
      'ROW006',
      'warning',
      span,
      text(
        `藏着一个看不见的换行符 ${spelling}，有的程序会把这行拆成两行`,
        `An invisible line separator ${spelling} is here; some readers split the row at it`,
      ),
      { fixes: [replace(text(`写成 ${spelling}`, `Write it as ${spelling}`), span, spelling)] },
    );
  });
}

/** One for each run of them: a crash can leave a file with millions. */
function nulCharacters(line: string): Problem[] {
  return [...line.matchAll(/\0+/g)].map((match) =>
    problem(
      'ROW007',
      'error',
      { start: match.index, end: match.index + match[0].length },
      text(
        `有 ${match[0].length} 个 NUL 字符，多半是文件损坏`,
        `${match[0].length} NUL character(s) here; the file is probably damaged`,
      ),
    ),
  );
}

const LONE_SURROGATE = /(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/g;
const LONE_ESCAPE =
  /(?<!\\)(?:\\\\)*(\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})/g;

function loneSurrogates(line: string): Problem[] {
  const raw = [...line.matchAll(LONE_SURROGATE)].map((match) => ({
    start: match.index,
    end: match.index + 1,
  }));
  const escaped = [...line.matchAll(LONE_ESCAPE)].map((match) => {
    const end = match.index + match[0].length;
    return { start: end - 6, end };
  });
  return [...raw, ...escaped].map((span) =>
    problem(
      'ROW008',
      'error',
      span,
      text(
        '半个字符（孤立代理项），保存成 UTF-8 会变成 �',
        'Half a character (a lone surrogate); saving as UTF-8 turns it into �',
      ),
    ),
  );
}
