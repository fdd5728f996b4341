import { open, stat } from 'node:fs/promises';
import { LF, lineBytes, lineStarts } from '../core/dataset/lineIndex.ts';
import type { LinePosition } from '../core/dataset/readRow.ts';
import { invalidUtf8 } from '../core/dataset/rowProblems.ts';
import { AppError } from '../core/errors.ts';
import type { Problem } from '../core/problem.ts';
import { text } from '../core/text.ts';

/** One line of a file, without its `\n`. */
export interface FileLine {
  readonly text: string;
  readonly position: LinePosition;
  /** What the bytes themselves show, before anybody reads the text. */
  readonly problems: readonly Problem[];
}

const SLICE_BYTES = 1 << 20;

/**
 * Reads a file's lines, as many at a time as one slice holds; of the file no more than that and one
 * line is ever in memory. Throws FILE_UNREADABLE.
 */
export async function* fileLines(path: string): AsyncGenerator<readonly FileLine[]> {
  let first = true;
  const line = (bytes: Uint8Array, unterminated: boolean): FileLine => {
    const position = { first, unterminated };
    first = false;
    return decoded(bytes, position);
  };
  let rest: Uint8Array[] = [];
  for await (const slice of slices(path)) {
    const { complete, tail } = cut(rest, slice);
    rest = tail;
    if (complete.length > 0) yield complete.map((bytes) => line(bytes, false));
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield [line(last, true)];
}

/** The file's size in bytes, without opening it: what comes through a pipe comes once. Throws FILE_UNREADABLE. */
export async function fileSize(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    (error: unknown) => {
      throw unreadable(path, error);
    },
  );
}

async function* slices(path: string): AsyncGenerator<Uint8Array> {
  const file = await opened(path);
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read(
        Buffer.allocUnsafe(SLICE_BYTES),
        0,
        SLICE_BYTES,
      );
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    await file.close();
  }
}

async function opened(path: string) {
  return open(path, 'r').catch((error: unknown) => {
    throw unreadable(path, error);
  });
}

/** The lines that end in a slice, the first completed by what was left over; what follows the last `\n` is left again. */
function cut(rest: readonly Uint8Array[], slice: Uint8Array) {
  const starts = lineStarts(slice);
  const [head = slice, ...others] = starts.map((_, line) => lineBytes(slice, starts, line));
  const lines = [rest.length === 0 ? [head] : [...rest, head], ...others.map((line) => [line])];
  const tail = slice.at(-1) === LF ? [] : (lines.pop() ?? []);
  return { complete: lines.map(joined), tail };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  return only !== undefined && pieces.length === 1 ? only : Buffer.concat(pieces);
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });

function decoded(bytes: Uint8Array, position: LinePosition): FileLine {
  try {
    return { text: STRICT.decode(bytes), position, problems: [] };
  } catch {
    return { text: LENIENT.decode(bytes), position, problems: [invalidUtf8(badColumn(bytes))] };
  }
}

/** Up to the first byte that is not text, decoding and encoding again change nothing. */
function badColumn(bytes: Uint8Array): number {
  const again = Buffer.from(LENIENT.decode(bytes), 'utf8');
  let same = 0;
  while (same < bytes.length && bytes[same] === again[same]) same += 1;
  return LENIENT.decode(bytes.subarray(0, same)).replace(/\uFFFD+$/, '').length;
}

function unreadable(path: string, error: unknown): AppError {
  const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
  const reasons: Readonly<Record<string, ReturnType<typeof text>>> = {
    ENOENT: text('没有这个文件', 'there is no such file'),
    EACCES: text('没有权限', 'permission denied'),
    EISDIR: text('它是目录', 'it is a directory'),
  };
  const reason = reasons[code] ?? text(code, code);
  return new AppError(
    'FILE_UNREADABLE',
    text(`读不了 ${path}：${reason.zh}`, `Cannot read ${path}: ${reason.en}`),
    { cause: error },
  );
}
