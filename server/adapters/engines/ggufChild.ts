// The entry of the child process that holds one model. It does what its parent says over IPC and dies with it.
import type { LlamaContextSequence } from 'node-llama-cpp';
import type { EngineRequest } from '../../app/ports.ts';
import { LoadError, type LoadedModel, loadModel, RequestError, writeAnswer } from './ggufModel.ts';
import type { FromChild, ModelToLoad, ToChild } from './ggufProtocol.ts';

/** Requests that the parent has not stopped. */
const wanted = new Set<number>();
const free: LlamaContextSequence[] = [];
const waiting: ((sequence: LlamaContextSequence) => void)[] = [];
let loading: Promise<LoadedModel | undefined> | undefined;

process.on('disconnect', () => process.exit());
process.on('message', (message: ToChild) => {
  switch (message.kind) {
    case 'load':
      loading = load(message);
      return;
    case 'generate':
      wanted.add(message.id);
      void answer(message.id, message);
      return;
    case 'stop':
      wanted.delete(message.id);
      return;
  }
});

async function load(model: ModelToLoad): Promise<LoadedModel | undefined> {
  try {
    const loaded = await loadModel(model);
    free.push(...loaded.sequences);
    say({ kind: 'ready' });
    return loaded;
  } catch (error) {
    const failure = error instanceof LoadError ? error.failure : 'model';
    say({ kind: 'not-ready', failure }, () => process.exit());
    return undefined;
  }
}

async function answer(id: number, request: EngineRequest): Promise<void> {
  const loaded = await loading;
  if (!loaded) return;
  const sequence = await takeSequence();
  try {
    if (wanted.has(id)) await write(loaded, sequence, id, request);
  } finally {
    wanted.delete(id);
    giveBack(sequence);
  }
}

async function write(
  loaded: LoadedModel,
  sequence: LlamaContextSequence,
  id: number,
  request: EngineRequest,
): Promise<void> {
  const stopped = (): boolean => !wanted.has(id);
  const onText = (text: string): void => say({ kind: 'text', id, text });
  try {
    const reason = await writeAnswer(loaded, sequence, request, { onText, stopped });
    if (reason !== 'stopped') say({ kind: 'end', id, reason });
  } catch (error) {
    say({ kind: 'failed', id, failure: error instanceof RequestError ? error.failure : 'other' });
  }
}

/** A stopped request keeps its sequence until its current token is done, so the next one may have to wait for it. */
function takeSequence(): Promise<LlamaContextSequence> {
  const sequence = free.pop();
  return sequence ? Promise.resolve(sequence) : new Promise((resolve) => waiting.push(resolve));
}

function giveBack(sequence: LlamaContextSequence): void {
  const next = waiting.shift();
  if (next) next(sequence);
  else free.push(sequence);
}

function say(message: FromChild, then?: () => void): void {
  process.send?.(message, undefined, undefined, () => then?.());
}
