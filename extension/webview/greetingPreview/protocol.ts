import {
  amount,
  boolean,
  type Checked,
  either,
  list,
  nothing,
  object,
  oneOf,
  string,
  whole,
} from '../check.ts';
import type { Vocabulary } from '../rpc.ts';
import { stringsCheck } from './strings.ts';

/** What the greeting preview and the extension say to each other. Texts arrive in the user's language. */

const LONGEST_FIELD = 10_000;
const LONGEST_TEXT = 20_000;
const MOST_CANDIDATES = 8;
const MOST_FINDINGS = 500;

const field = string(LONGEST_FIELD);
const text = string(LONGEST_TEXT);
const line = string(1000);
const id = string(100);
const candidateIndex = whole(0, MOST_CANDIDATES - 1);
const offset = whole(0, LONGEST_TEXT);

/** The fields of the form, in the order in which they are shown. */
export const FIELDS = ['称呼', '关系', '交往细节', '风格', '字数', '场合'] as const;
export type FieldName = (typeof FIELDS)[number];

const input = object({
  称呼: field,
  关系: field,
  交往细节: field,
  风格: field,
  字数: field,
  场合: field,
});
export type Input = Checked<typeof input>;

/** `engine` is empty for the default engine. */
export const formCheck = object({ input, engine: string(200), count: whole(1, MOST_CANDIDATES) });
export type Form = Checked<typeof formCheck>;

const request = object({ form: formCheck, seed: whole(0, 2 ** 31 - 1) });
export type Request = Checked<typeof request>;

const phrase = object({ start: offset, end: offset, unit: field });
const finding = object({
  code: string(50),
  severity: oneOf('error', 'warning', 'info', 'hint'),
  message: line,
  start: offset,
  end: offset,
});
const candidate = object({
  index: candidateIndex,
  text,
  characters: amount,
  charactersWithoutMarks: amount,
  evidence: list(phrase, MOST_FINDINGS),
  units: amount,
  unused: list(field, MOST_FINDINGS),
  findings: list(finding, MOST_FINDINGS),
  score: amount,
  sendable: boolean,
  partial: boolean,
});
export type CandidateView = Checked<typeof candidate>;
export type FindingView = Checked<typeof finding>;

const action = oneOf('openConfig', 'restart', 'showLog', 'installEngine', 'manageTrust');
export type Action = Checked<typeof action>;

const failure = object({
  message: line,
  code: string(50),
  retryable: boolean,
  actions: list(object({ id: action, label: line }), 5),
});
export type FailureView = Checked<typeof failure>;

const drafts = list(text, MOST_CANDIDATES);
const running = object({ kind: oneOf('running'), id, request, drafts });
const finished = object({
  kind: oneOf('finished'),
  id,
  request,
  engine: string(200),
  candidates: list(candidate, MOST_CANDIDATES),
  firstTokenMs: amount,
  totalMs: amount,
});
const failed = object({ kind: oneOf('failed'), id, request, drafts, failure });
export const runCheck = either(running, either(finished, failed));
/** One press of Generate, from its start to its end. */
export type Run = Checked<typeof runCheck>;
export type RunningRun = Checked<typeof running>;

const piece = object({ candidate: candidateIndex, text });
export type Piece = Checked<typeof piece>;
const delta = object({ kind: oneOf('delta'), id, pieces: list(piece, 1000) });
const runEvent = either(delta, runCheck);
/** A whole Run, or text to append to the running one. */
export type RunEvent = Checked<typeof runEvent>;

const engine = object({ id: string(200), label: line, isDefault: boolean });
export type EngineChoice = Checked<typeof engine>;

const snapshot = object(
  {
    strings: stringsCheck,
    known: object({
      关系: list(line, 100),
      风格: list(line, 100),
      字数: list(line, 100),
      场合: list(line, 100),
    }),
    engines: list(engine, 100),
    mac: boolean,
  },
  { form: formCheck, fill: formCheck, run: runCheck },
);
/** All that a panel which has just been (re)loaded needs. `form` is a suggestion, `fill` a wish. */
export type Snapshot = Checked<typeof snapshot>;

const greeting = object({ input, text });

export const HOST = {
  calls: {
    ready: { params: nothing, result: snapshot },
    assess: { params: greeting, result: candidate },
    copy: { params: object({ text }), result: nothing },
    /** Answers where the Row was added, or an empty name when the user chose nowhere. */
    add: {
      params: object({ input, text, edited: boolean, by: string(200) }),
      result: object({ place: line }),
    },
  },
  notes: {
    generate: object({ form: formCheck }, { seed: whole(0, 2 ** 31 - 1) }),
    stop: nothing,
    act: action,
  },
} as const satisfies Vocabulary;

export const VIEW = {
  calls: {},
  notes: { run: runEvent, fill: formCheck, engines: list(engine, 100) },
} as const satisfies Vocabulary;
