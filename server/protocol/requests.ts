import { NotificationType, RequestType, RequestType0 } from 'vscode-languageserver-protocol';
import type { ErrorCode } from '../core/errors.ts';
import type { Candidate } from '../core/greeting/candidate.ts';
import type { EngineView } from '../core/greeting/engine.ts';
import type { GreetingInput } from '../core/greeting/prompt.ts';
import type { Text } from '../core/text.ts';

/** Everything the daemon says beyond the language server protocol; each method name stands here once. */

/** `data` of an error response; `message` of the response is the text in the client's language. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly text: Text;
  readonly retryable: boolean;
}

export interface GenerateParams {
  /** Chosen by the caller; deltas carry it back. */
  readonly requestId: string;
  readonly input: GreetingInput;
  /** An engine id of config.json; the default engine when absent. */
  readonly engine?: string;
  /** How many candidates, 1–8. */
  readonly count: number;
  /** Candidate k samples with `seed + k`, so the same request gives the same greetings. */
  readonly seed?: number;
}

export interface GenerateResult {
  readonly requestId: string;
  readonly engine: string;
  /** sha256 of the PromptSpec that was rendered. */
  readonly parity: string;
  /** Best first. */
  readonly candidates: readonly Candidate[];
  readonly firstTokenMs: number;
  readonly totalMs: number;
}

export interface DeltaParams {
  readonly requestId: string;
  readonly candidate: number;
  readonly text: string;
}

export interface AssessParams {
  readonly input: GreetingInput;
  readonly text: string;
}

export interface AppendRowParams {
  /** The open Dataset document that the Row is added to. */
  readonly uri: string;
  readonly input: GreetingInput;
  readonly text: string;
  readonly sourceKind: 'generated' | 'edited';
  /** What made it: the engine id. */
  readonly by: string;
}

/** The insertion that adds a Row at the end of the document, whether or not it ends in a newline. */
export interface AppendRowResult {
  readonly line: number;
  readonly character: number;
  readonly insert: string;
}

export interface IgnoreRuleParams {
  readonly uri: string;
  /** The document version in which the Problem was shown; a newer one is refused, for lines may have moved. */
  readonly version: number;
  /** 0-based. */
  readonly line: number;
  readonly rule: string;
  /** Why this Row may break the rule; a rule is never silenced without one. */
  readonly reason: string;
}

/** The change of one line that records the rule and the reason in the Row's `meta.ignore`; UTF-16 columns. */
export interface IgnoreRuleResult {
  readonly version: number;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

/**
 * What a client may set: `initializationOptions` and `settings` of `workspace/didChangeConfiguration`
 * both have this form. Nothing here names a program, a host, a path or a URL.
 */
export interface ClientSettings {
  readonly mashang?: {
    readonly codeLens?: { readonly enabled?: boolean };
    /** The target 春节 of this window, for checking and for writing; that of config.json when absent. */
    readonly year?: number;
  };
}

export interface DaemonStatus {
  readonly version: string;
  readonly pid: number;
  readonly uptimeMs: number;
  readonly clients: number;
  readonly running: number;
  readonly waiting: number;
  readonly engines: readonly EngineView[];
  /** Whether config.json could be read; its reason otherwise. */
  readonly configProblem?: Text;
}

export const generateGreeting = new RequestType<GenerateParams, GenerateResult, ErrorData>(
  'greetings/generate',
);
export const greetingDelta = new NotificationType<DeltaParams>('greetings/delta');
export const assessGreeting = new RequestType<AssessParams, Candidate, ErrorData>(
  'greetings/assess',
);
export const appendRow = new RequestType<AppendRowParams, AppendRowResult, ErrorData>(
  'dataset/appendRow',
);
export const ignoreRule = new RequestType<IgnoreRuleParams, IgnoreRuleResult, ErrorData>(
  'dataset/ignoreRule',
);
export const daemonStatus = new RequestType0<DaemonStatus, ErrorData>('daemon/status');
export const stopDaemon = new RequestType0<null, ErrorData>('daemon/stop');
