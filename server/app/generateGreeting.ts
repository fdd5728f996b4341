import { AppError } from '../core/errors.ts';
import { assess, type Candidate, ranked } from '../core/greeting/candidate.ts';
import {
  type GreetingInput,
  type PromptSpec,
  parityText,
  promptSpec,
  renderMessages,
} from '../core/greeting/prompt.ts';
import type { Rule, RuleContext } from '../core/rules/rule.ts';
import type { RequestQueue } from '../core/scheduling/requestQueue.ts';
import { text } from '../core/text.ts';
import type { Clock, Engine, EngineRequest, Engines, Sha256 } from './ports.ts';

export interface GenerateRequest {
  readonly input: GreetingInput;
  readonly engine?: string | undefined;
  /** How many candidates, 1–8. */
  readonly count: number;
  readonly seed?: number | undefined;
  /** The target 春节; that of the world's context when absent. */
  readonly year?: number | undefined;
}

export interface Generated {
  readonly engine: string;
  readonly parity: string;
  /** Best first. */
  readonly candidates: readonly Candidate[];
  readonly firstTokenMs: number;
  readonly totalMs: number;
}

export interface GenerateWorld {
  readonly engines: Engines;
  /** The queue in front of one engine. */
  readonly queueOf: (engine: Engine) => RequestQueue;
  readonly rules: readonly Rule[];
  readonly context: RuleContext;
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly randomSeed: () => number;
}

export interface GenerateOptions {
  readonly signal: AbortSignal;
  readonly onText: (candidate: number, text: string) => void;
}

/**
 * Makes `count` greetings at once, streams their text and ranks them by the linter.
 * After Stop, what was written so far is kept and marked partial; with nothing written, STOPPED is thrown.
 * A candidate that fails costs nothing but itself; when all fail, the first failure is thrown.
 */
export async function generateGreeting(
  world: GenerateWorld,
  request: GenerateRequest,
  options: GenerateOptions,
): Promise<Generated> {
  const started = world.clock.now();
  const context = { ...world.context, year: request.year ?? world.context.year };
  const spec = promptSpec(context.year);
  const engine = await world.engines.open(request.engine);
  let firstTokenMs: number | undefined;
  const onText = (candidate: number, piece: string): void => {
    firstTokenMs ??= world.clock.now() - started;
    options.onText(candidate, piece);
  };
  const requests = engineRequests(request, spec, request.seed ?? world.randomSeed());
  const drafts = await draftAll(world, engine, requests, { ...options, onText });
  const candidates = drafts.flatMap((made, index) => {
    if (made.text === '') return [];
    const candidate = assess(request.input, made.text, index, world.rules, context);
    return [made.finished ? candidate : brokenOff(candidate)];
  });
  if (candidates.length === 0) throw nothingWritten(drafts, options.signal, engine);
  return {
    engine: engine.view.id,
    parity: world.sha256(parityText(spec)),
    candidates: ranked(candidates),
    firstTokenMs: firstTokenMs ?? 0,
    totalMs: world.clock.now() - started,
  };
}

/** The same prompt `count` times; candidate k samples with `seed + k`. */
function engineRequests(
  request: GenerateRequest,
  spec: PromptSpec,
  seed: number,
): readonly EngineRequest[] {
  const messages = renderMessages(spec, request.input);
  const { sampling, thinking } = spec;
  return Array.from({ length: request.count }, (_, index) => ({
    messages,
    sampling,
    thinking,
    seed: seed + index,
  }));
}

/** Half a greeting is shown, but nobody is told that it can be sent. */
function brokenOff(candidate: Candidate): Candidate {
  return { ...candidate, sendable: false, partial: true };
}

/** All drafts at once. A bug in one ends the others, for nobody waits for them any more. */
async function draftAll(
  world: GenerateWorld,
  engine: Engine,
  requests: readonly EngineRequest[],
  options: GenerateOptions,
): Promise<readonly Draft[]> {
  const bug = new AbortController();
  const signal = AbortSignal.any([options.signal, bug.signal]);
  const drafts = requests.map((request, index) =>
    draft(world, engine, request, {
      signal,
      onText: (piece) => options.onText(index, piece),
    }),
  );
  return Promise.all(drafts).catch((error: unknown) => {
    bug.abort();
    throw error;
  });
}

interface Draft {
  readonly text: string;
  readonly finished: boolean;
  /** Why it is not finished, if the world failed. */
  readonly failure?: AppError;
}

/** One candidate. An engine that fails after its first text leaves a partial greeting. */
async function draft(
  world: GenerateWorld,
  engine: Engine,
  request: EngineRequest,
  options: { readonly signal: AbortSignal; readonly onText: (piece: string) => void },
): Promise<Draft> {
  const admission = await world.queueOf(engine).enter(options.signal);
  if (admission.kind === 'cancelled') return { text: '', finished: false };
  if (admission.kind === 'full') return { text: '', finished: false, failure: queueFull(engine) };
  let written = '';
  let finished = false;
  let failure: AppError | undefined;
  try {
    for await (const event of engine.generate(request, { signal: options.signal })) {
      if (event.kind === 'end') {
        finished = event.reason === 'stop';
        continue;
      }
      written += event.text;
      options.onText(event.text);
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    failure = error;
  } finally {
    admission.release();
  }
  return { text: written.trim(), finished, ...(failure && { failure }) };
}

function queueFull(engine: Engine): AppError {
  return new AppError(
    'QUEUE_FULL',
    text(
      `引擎「${engine.view.id}」前面排队的请求已满，等几秒再试`,
      `Too many requests are waiting for engine "${engine.view.id}"; try again in a few seconds`,
    ),
    { retryable: true },
  );
}

function nothingWritten(drafts: readonly Draft[], signal: AbortSignal, engine: Engine): AppError {
  if (signal.aborted) return new AppError('STOPPED', text('已停止', 'Stopped'));
  const failure = drafts.find((draft) => draft.failure)?.failure;
  if (failure) return failure;
  return new AppError(
    'ENDPOINT_NONSENSE',
    text(
      `引擎「${engine.view.id}」没有写出任何文字，换一个引擎，或看看它的日志`,
      `Engine "${engine.view.id}" wrote no text; choose another engine or look at its log`,
    ),
  );
}
