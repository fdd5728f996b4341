import type { EngineRequest } from '../../app/ports.ts';

/** What the daemon says to the child process that runs llama.cpp. */
export type ToChild =
  | ({ readonly kind: 'load' } & ModelToLoad)
  | ({ readonly kind: 'generate'; readonly id: number } & EngineRequest)
  | { readonly kind: 'stop'; readonly id: number };

export interface ModelToLoad {
  readonly modelPath: string;
  /** The file to import node-llama-cpp from. */
  readonly packageEntry: string;
  /** Tokens that one request may use, prompt and answer together. */
  readonly contextSize: number;
  /** Requests that are decoded together. */
  readonly sequences: number;
  readonly threads: number;
}

/** Why a child could not become ready. */
export type LoadFailure = 'package' | 'model' | 'memory';

/** Why one request could not be answered. */
export type RequestFailure = 'too-long' | 'template' | 'other';

export type FromChild =
  | { readonly kind: 'ready' }
  | { readonly kind: 'not-ready'; readonly failure: LoadFailure }
  | { readonly kind: 'text'; readonly id: number; readonly text: string }
  | { readonly kind: 'end'; readonly id: number; readonly reason: 'stop' | 'length' }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: RequestFailure };
