import { Transform, type TransformCallback } from 'node:stream';

/** VS Code hands no document above 50 MB to a server; JSON spells some characters with two. */
export const FRAME_LIMIT_BYTES = 64 * 1024 * 1024;
const HEADER_LIMIT_BYTES = 4096;
const HEADER_END = '\r\n\r\n';

/**
 * Passes bytes through as long as they are frames of the base protocol within bounds, and fails at the
 * first header that is not: the reader behind it would wait, and remember, for as long as the peer likes.
 */
export class FrameGuard extends Transform {
  #header = Buffer.alloc(0);
  #bodyLeft = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const fault = this.#fault(chunk);
    if (fault === undefined) done(null, chunk);
    else done(new Error(fault));
  }

  #fault(chunk: Buffer): string | undefined {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#bodyLeft > 0) {
        const taken = Math.min(this.#bodyLeft, rest.length);
        this.#bodyLeft -= taken;
        rest = rest.subarray(taken);
        continue;
      }
      const before = this.#header.length;
      this.#header = Buffer.concat([this.#header, rest.subarray(0, HEADER_LIMIT_BYTES)]);
      const end = this.#header.indexOf(HEADER_END);
      if (end === -1)
        return this.#header.length < HEADER_LIMIT_BYTES ? undefined : 'header too long';
      const length = bodyLength(this.#header.subarray(0, end).toString('latin1'));
      if (length === undefined) return 'not a frame';
      if (length >= FRAME_LIMIT_BYTES) return 'frame too large';
      rest = rest.subarray(end + HEADER_END.length - before);
      this.#header = Buffer.alloc(0);
      this.#bodyLeft = length;
    }
    return undefined;
  }
}

function bodyLength(header: string): number | undefined {
  const [, digits] = /^content-length: *(\d{1,15})$/im.exec(header.replaceAll('\r', '')) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
