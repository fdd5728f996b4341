import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openEngines } from '../../server/adapters/engines/openEngines.ts';
import type { Engine } from '../../server/app/ports.ts';
import { assess, type Candidate, ranked } from '../../server/core/greeting/candidate.ts';
import {
  type GreetingInput,
  promptSpec,
  renderMessages,
  type Sampling,
} from '../../server/core/greeting/prompt.ts';
import { RULES } from '../../server/core/rules/all.ts';
import { machine, median, quantile } from './machine.ts';

const YEAR = 2026;
const SAMPLES = 4;
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Made {
  readonly candidate: Candidate;
  readonly firstTokenMs: number;
  readonly charactersPerSecond: number;
}

/** 100 people each; what sets them apart is told in models/mini/README.md. */
const PEOPLE = ['heldout', 'independent'] as const;

/**
 * The mini model on people it never met: greedy, and the best of four samples as
 * `mashang generate -n 4` ranks them. One character is one token of this model, so characters
 * per second are tokens per second.
 */
export async function run(): Promise<Record<string, unknown>> {
  const engines = openEngines(
    {},
    { miniModel: `${root}models/mini/mini.gguf`, packageRoots: [root] },
  );
  const started = machine();
  try {
    const engine = await engines.open(undefined);
    const sets = PEOPLE.map((name) => [name, people(name)] as const);
    await make(engine, sets[0]?.[1][0] as GreetingInput, greedy(), 1);
    const measured = [];
    for (const [name, list] of sets) measured.push([name, await measure(engine, list)]);
    return { lane: 'mini', machine: started, target: TARGET, ...Object.fromEntries(measured) };
  } finally {
    await engines.close();
  }
}

const TARGET = {
  nameRight: 98,
  evidenceUsed: 85,
  noErrorBestOf4: 70,
  firstTokenMs: 150,
  tokensPerSecond: 100,
};

async function measure(engine: Engine, list: readonly GreetingInput[]) {
  const greedyOnes: Made[] = [];
  const best: Candidate[] = [];
  for (const [index, person] of list.entries()) {
    greedyOnes.push(await make(engine, person, greedy(), 1));
    best.push(await bestOf(engine, person));
    console.error(`mini ${index + 1}/${list.length}`);
  }
  return report(list, greedyOnes, best);
}

function greedy(): Sampling {
  return { ...promptSpec(YEAR).sampling, temperature: 0 };
}

async function bestOf(engine: Engine, person: GreetingInput): Promise<Candidate> {
  const sampling = promptSpec(YEAR).sampling;
  const made = await Promise.all(
    Array.from({ length: SAMPLES }, (_, seed) => make(engine, person, sampling, seed + 1)),
  );
  return ranked(made.map(({ candidate }, index) => ({ ...candidate, index })))[0] as Candidate;
}

async function make(
  engine: Engine,
  person: GreetingInput,
  sampling: Sampling,
  seed: number,
): Promise<Made> {
  const messages = renderMessages(promptSpec(YEAR), person);
  const started = performance.now();
  let first: number | undefined;
  let text = '';
  for await (const event of engine.generate(
    { messages, sampling, thinking: false, seed },
    { signal: new AbortController().signal },
  )) {
    if (event.kind === 'end') break;
    first ??= performance.now();
    text += event.text;
  }
  const ended = performance.now();
  return {
    candidate: assess(person, text.trim(), 0, RULES, { year: YEAR }),
    firstTokenMs: (first ?? ended) - started,
    charactersPerSecond: (1000 * [...text].length) / Math.max(1, ended - (first ?? started)),
  };
}

function report(
  list: readonly GreetingInput[],
  greedyOnes: readonly Made[],
  best: readonly Candidate[],
): Record<string, unknown> {
  const waits = greedyOnes.map((made) => made.firstTokenMs);
  return {
    people: list.length,
    greedy: figures(
      list,
      greedyOnes.map((made) => made.candidate),
    ),
    bestOf4: figures(list, best),
    firstTokenMs: { median: Math.round(median(waits)), p95: Math.round(quantile(waits, 0.95)) },
    tokensPerSecond: Math.round(median(greedyOnes.map((made) => made.charactersPerSecond))),
  };
}

function figures(
  list: readonly GreetingInput[],
  made: readonly Candidate[],
): Record<string, unknown> {
  const share = (holds: (candidate: Candidate, person: GreetingInput) => boolean): number =>
    Math.round(
      (1000 *
        made.filter((candidate, index) => holds(candidate, list[index] as GreetingInput)).length) /
        made.length,
    ) / 10;
  const codes = new Map<string, number>();
  for (const code of made.flatMap((one) => [
    ...new Set(one.findings.filter((f) => f.severity === 'error').map((f) => f.code)),
  ])) {
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  return {
    nameRight: share((candidate, person) =>
      candidate.text.slice(0, 12 + person.称呼.length).includes(person.称呼),
    ),
    evidenceUsed: share(
      (candidate) => !candidate.findings.some((finding) => finding.code === 'EVID001'),
    ),
    noError: share(
      (candidate) => !candidate.findings.some((finding) => finding.severity === 'error'),
    ),
    errors: Object.fromEntries(codes),
  };
}

function people(name: string): readonly GreetingInput[] {
  const lines = readFileSync(`${root}models/mini/${name}.jsonl`, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as GreetingInput);
}
