import { pathToFileURL } from 'node:url';
import type { Llama, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import type { EngineRequest } from '../../app/ports.ts';
import { type ChatTemplate, chatTemplate } from './chatTemplate.ts';
import type { LoadFailure, ModelToLoad, RequestFailure } from './ggufProtocol.ts';
import { TokenText } from './tokenText.ts';

type Package = typeof import('node-llama-cpp');

/** With less room than this for an answer, a greeting could only be cut off. */
const LEAST_ROOM = 32;
/** Written by models whose file does not mark them as an end. */
const ENDS = new Set(['<|im_end|>', '<|endoftext|>']);

export class LoadError extends Error {
  readonly failure: LoadFailure;

  constructor(failure: LoadFailure) {
    super(failure);
    this.failure = failure;
  }
}

export class RequestError extends Error {
  readonly failure: RequestFailure;

  constructor(failure: RequestFailure) {
    super(failure);
    this.failure = failure;
  }
}

/** A model in memory, and the sequences that its requests take turns in. */
export interface LoadedModel {
  readonly model: LlamaModel;
  readonly template: ChatTemplate | undefined;
  readonly sequences: readonly LlamaContextSequence[];
}

/** Throws LoadError. */
export async function loadModel(load: ModelToLoad): Promise<LoadedModel> {
  const { llama, InsufficientMemoryError } = await startLlama(load.packageEntry);
  try {
    const model = await llama.loadModel({ modelPath: load.modelPath });
    const contextSize = Math.min(load.contextSize, model.trainContextSize);
    const context = await model.createContext({
      contextSize,
      sequences: load.sequences,
      threads: load.threads,
    });
    const sequences = Array.from({ length: load.sequences }, () => context.getSequence());
    return { model, template: templateOf(model), sequences };
  } catch (error) {
    throw new LoadError(error instanceof InsufficientMemoryError ? 'memory' : 'model');
  }
}

async function startLlama(
  entry: string,
): Promise<{ llama: Llama } & Pick<Package, 'InsufficientMemoryError'>> {
  try {
    const { getLlama, InsufficientMemoryError, LlamaLogLevel } = (await import(
      pathToFileURL(entry).href
    )) as Package;
    const options = {
      build: 'never',
      logLevel: LlamaLogLevel.disabled,
      progressLogs: false,
    } as const;
    const onProcessor = (): Promise<Llama> => getLlama({ ...options, gpu: false });
    const onMac = process.platform === 'darwin' && process.arch === 'arm64';
    const llama = onMac
      ? await getLlama({ ...options, gpu: 'metal' }).catch(onProcessor)
      : await onProcessor();
    return { llama, InsufficientMemoryError };
  } catch {
    throw new LoadError('package');
  }
}

/** Undefined when the model's own template is beyond us; its requests then fail and say so. */
function templateOf(model: LlamaModel): ChatTemplate | undefined {
  const { chat_template: source } = model.fileInfo.metadata.tokenizer ?? {};
  const special = { bos: model.tokens.bosString ?? '', eos: model.tokens.eosString ?? '' };
  try {
    return chatTemplate(typeof source === 'string' && source !== '' ? source : undefined, special);
  } catch {
    return undefined;
  }
}

/** Writes one answer in a sequence of its own. Ends early and without a word when `stopped` says so. Throws RequestError. */
export async function writeAnswer(
  { model, template }: LoadedModel,
  sequence: LlamaContextSequence,
  request: EngineRequest,
  { onText, stopped }: { readonly onText: (text: string) => void; readonly stopped: () => boolean },
): Promise<'stop' | 'length' | 'stopped'> {
  const prompt = model.tokenize(rendered(template, request), true);
  const room = sequence.contextSize - prompt.length;
  if (room < LEAST_ROOM) throw new RequestError('too-long');
  await sequence.clearHistory();
  const text = new TokenText<Token>((tokens, before) => model.detokenize(tokens, false, before));
  const limit = Math.min(request.sampling.maxTokens, room);
  const written: Token[] = [];
  for await (const token of sequence.evaluate(prompt, samplingOf(request, written))) {
    if (stopped()) return 'stopped';
    if (ends(model, token)) return 'stop';
    written.push(token);
    const piece = text.push(token);
    if (piece !== '') onText(piece);
    if (written.length >= limit) return 'length';
  }
  return 'stop';
}

function rendered(
  template: ChatTemplate | undefined,
  { messages, thinking }: EngineRequest,
): string {
  try {
    if (template) return template.render(messages, thinking);
  } catch {
    // Templates refuse by throwing, for instance a system message that they have no place for.
  }
  throw new RequestError('template');
}

function samplingOf(
  { sampling, seed }: EngineRequest,
  written: readonly Token[],
): Parameters<LlamaContextSequence['evaluate']>[1] {
  const { temperature, topP, topK, repeatPenalty } = sampling;
  const penalty = { penalty: repeatPenalty, punishTokens: () => [...written] };
  return { temperature, topP, topK, seed, ...(repeatPenalty !== 1 && { repeatPenalty: penalty }) };
}

function ends(model: LlamaModel, token: Token): boolean {
  return (
    model.isEogToken(token) ||
    (model.isSpecialToken(token) && ENDS.has(model.detokenize([token], true)))
  );
}
