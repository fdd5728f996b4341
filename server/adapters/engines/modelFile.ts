import { open } from 'node:fs/promises';
import { type ModelFile, modelNotFound, notGguf } from './ggufErrors.ts';

const MAGIC = 'GGUF';
/** Magic, version, number of tensors, number of keys. */
const SMALLEST = 24;

/**
 * The size in bytes of a file that begins like a GGUF. Throws MODEL_NOT_FOUND or MODEL_INVALID; what
 * lies behind the first bytes is llama.cpp's to judge, in its own process.
 */
export async function ggufSize(model: ModelFile): Promise<number> {
  const { head, size } = await headOf(model.path).catch(() => {
    throw modelNotFound(model);
  });
  if (size < SMALLEST || head !== MAGIC) throw notGguf(model);
  return size;
}

async function headOf(path: string): Promise<{ readonly head: string; readonly size: number }> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    const { size } = await file.stat();
    return { head: buffer.toString('latin1', 0, bytesRead), size };
  } finally {
    await file.close();
  }
}
