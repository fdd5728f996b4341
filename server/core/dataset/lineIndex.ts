/** The byte that ends a line. */
export const LF = 0x0a;

/**
 * Byte offsets at which lines start. Only `\n` ends a line: U+2028, NUL or a lone `\r` never do,
 * because readers that split there disagree with Python and with VS Code about line numbers.
 * A final `\n` opens no further line.
 */
export function lineStarts(bytes: Uint8Array): readonly number[] {
  const starts: number[] = bytes.length > 0 ? [0] : [];
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if (at + 1 < bytes.length) starts.push(at + 1);
  }
  return starts;
}

/** The bytes of one line without its `\n`; a `\r` before it stays, for the caller to see. */
export function lineBytes(bytes: Uint8Array, starts: readonly number[], line: number): Uint8Array {
  const start = starts[line];
  if (start === undefined) return bytes.subarray(0, 0);
  const next = starts[line + 1] ?? bytes.length;
  const end = next > start && bytes[next - 1] === LF ? next - 1 : next;
  return bytes.subarray(start, end);
}
