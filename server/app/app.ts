import type { Candidate } from '../core/greeting/candidate.ts';
import type { EngineView } from '../core/greeting/engine.ts';
import type { GreetingInput } from '../core/greeting/prompt.ts';
import type { Rule, RuleContext } from '../core/rules/rule.ts';
import type { Text } from '../core/text.ts';
import type { Generated, GenerateOptions, GenerateRequest } from './generateGreeting.ts';

/** Load of the generation queues, for the status item and `mashang daemon status`. */
export interface Load {
  readonly running: number;
  readonly waiting: number;
}

/** Every use case, behind one frozen object; the language server, the daemon and the CLI call nothing else. */
export interface App {
  readonly rules: readonly Rule[];
  readonly context: RuleContext;
  generateGreeting(request: GenerateRequest, options: GenerateOptions): Promise<Generated>;
  /** Reads an edited greeting as if it had just been made, for the year of `context` when none is given. */
  assessGreeting(input: GreetingInput, text: string, year?: number): Candidate;
  /** One Row as a line of JSONL, without its newline. */
  rowLine(
    input: GreetingInput,
    text: string,
    source: { readonly kind: 'generated' | 'edited'; readonly by: string },
  ): string;
  engines(): readonly EngineView[];
  configProblem(): Text | undefined;
  load(): Load;
  close(): Promise<void>;
}
