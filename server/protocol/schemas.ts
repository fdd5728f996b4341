import { z } from 'zod';
import type {
  AppendRowParams,
  AssessParams,
  ClientSettings,
  GenerateParams,
  IgnoreRuleParams,
} from './requests.ts';

export type Schema<T> = z.ZodType<T>;

/**
 * What arrives is checked before it is believed: a client may be another editor, an older build or a
 * broken script. Text is bounded so that one request cannot fill the memory that all windows share.
 */
const word = z.string().max(10_000);

const greetingInput = z.object({
  称呼: word,
  关系: word,
  交往细节: word,
  风格: word,
  字数: word,
  场合: word.optional(),
});

export const generateParams = z.object({
  requestId: z.string().min(1).max(200),
  input: greetingInput,
  engine: z.string().max(200).exactOptional(),
  count: z.int().min(1).max(8),
  seed: z.int().min(0).exactOptional(),
}) satisfies z.ZodType<GenerateParams>;

export const assessParams = z.object({
  input: greetingInput,
  text: word,
}) satisfies z.ZodType<AssessParams>;

export const appendRowParams = z.object({
  uri: z.string(),
  input: greetingInput,
  text: word,
  sourceKind: z.enum(['generated', 'edited']),
  by: z.string().max(200),
}) satisfies z.ZodType<AppendRowParams>;

export const ignoreRuleParams = z.object({
  uri: z.string(),
  version: z.int(),
  line: z.int().min(0),
  rule: z.string().regex(/^[A-Z]+\d+$/),
  reason: z.string().trim().min(1).max(1000),
}) satisfies z.ZodType<IgnoreRuleParams>;

const position = z.object({ line: z.int().min(0), character: z.int().min(0) });
const range = z.object({ start: position, end: position });
const textDocument = z.object({ uri: z.string() });

/** Questions of the language server protocol about a document, as far as answers depend on them. */
export const documentParams = z.object({ textDocument });
export const positionParams = z.object({ textDocument, position });
export const rangeParams = z.object({ textDocument, range });
export const codeActionParams = z.object({
  textDocument,
  range,
  context: z.object({
    diagnostics: z.array(z.object({ range })),
    only: z.array(z.string()).exactOptional(),
  }),
});

export const clientSettings = z.object({
  mashang: z
    .object({
      codeLens: z.object({ enabled: z.boolean().exactOptional() }).exactOptional(),
      year: z.int().min(1900).max(2199).exactOptional(),
    })
    .exactOptional(),
}) satisfies z.ZodType<ClientSettings>;
