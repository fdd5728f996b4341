import { jsonLine } from '../core/dataset/jsonSpans.ts';
import { KEY_ORDER } from '../core/dataset/row.ts';
import { assess } from '../core/greeting/candidate.ts';
import type { Rule, RuleContext } from '../core/rules/rule.ts';
import { RequestQueue } from '../core/scheduling/requestQueue.ts';
import type { App } from './app.ts';
import { generateGreeting } from './generateGreeting.ts';
import type { Clock, Engine, Engines, Sha256 } from './ports.ts';

/** More than this many waiting requests are refused: nobody wants the answer to the 65th press of a button. */
const QUEUE_CAPACITY = 64;

export interface AppParts {
  readonly engines: Engines;
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly randomSeed: () => number;
  readonly rules: readonly Rule[];
  readonly context: RuleContext;
}

/** Wires the use cases to the parts they need, by hand. */
export function createApp(parts: AppParts): App {
  const { engines, rules, context, clock } = parts;
  const queues = new Map<Engine, RequestQueue>();
  const queueOf = (engine: Engine): RequestQueue => {
    const queue = queues.get(engine) ?? new RequestQueue(engine.concurrency, QUEUE_CAPACITY);
    queues.set(engine, queue);
    return queue;
  };
  const sum = (count: (queue: RequestQueue) => number): number =>
    [...queues.values()].reduce((total, queue) => total + count(queue), 0);
  return Object.freeze({
    rules,
    context,
    generateGreeting: (request, options) =>
      generateGreeting({ ...parts, queueOf }, request, options),
    assessGreeting: (input, text, year = context.year) =>
      assess(input, text, 0, rules, { ...context, year }),
    rowLine: (input, text, source) => rowLine(input, text, { ...source, at: clock.today() }),
    engines: () => engines.views(),
    configProblem: () => engines.configProblem(),
    load: () => ({
      running: sum((queue) => queue.running),
      waiting: sum((queue) => queue.waiting),
    }),
    close: () => engines.close(),
  } satisfies App);
}

function rowLine(
  input: Parameters<App['rowLine']>[0],
  greeting: string,
  source: { readonly kind: string; readonly by: string; readonly at: string },
): string {
  const values: Record<string, string | undefined> = { ...input, 祝福语: greeting };
  const fields = KEY_ORDER.flatMap((key) => {
    const value = values[key];
    return value === undefined || value === '' ? [] : [[key, value] as const];
  });
  return jsonLine({ ...Object.fromEntries(fields), meta: { source } });
}
