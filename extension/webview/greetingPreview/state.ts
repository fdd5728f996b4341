import { type Checked, either, list, nothing, object, string } from '../check.ts';
import {
  type CandidateView,
  type EngineChoice,
  FIELDS,
  type FieldName,
  type Form,
  formCheck,
  type Run,
  type RunEvent,
  runCheck,
  type Snapshot,
} from './protocol.ts';
import { failedRun, nextRun } from './run.ts';
import { fill, type Strings } from './strings.ts';

/** What the user did to one greeting since it was made; `view` is the linter's reading of `text`. */
export interface CardEdit {
  readonly text: string;
  readonly open: boolean;
  readonly view?: CandidateView;
}

export interface CardNote {
  readonly kind: 'copied' | 'added' | 'trouble';
  readonly text: string;
}

export interface ViewState {
  readonly strings: Strings;
  readonly known: Snapshot['known'];
  readonly engines: readonly EngineChoice[];
  readonly mac: boolean;
  readonly form: Form;
  /** Fields that Generate found empty, until they are filled. */
  readonly missing: readonly FieldName[];
  readonly run: Run | undefined;
  readonly edits: Readonly<Record<number, CardEdit>>;
  readonly notes: Readonly<Record<number, CardNote>>;
  /** The sentence for screen readers. */
  readonly said: string;
}

export type ViewEvent =
  | { readonly kind: 'field'; readonly name: FieldName; readonly value: string }
  | { readonly kind: 'engine'; readonly value: string }
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'missing'; readonly fields: readonly FieldName[] }
  | { readonly kind: 'fill'; readonly form: Form }
  | { readonly kind: 'engines'; readonly engines: readonly EngineChoice[] }
  | { readonly kind: 'run'; readonly event: RunEvent }
  | { readonly kind: 'edit'; readonly index: number; readonly text: string; readonly open: boolean }
  | { readonly kind: 'assessed'; readonly index: number; readonly view: CandidateView }
  | { readonly kind: 'note'; readonly index: number; readonly note: CardNote };

/** A greeting is made of these; only the occasion may stay open. */
const NEEDED: readonly FieldName[] = FIELDS.filter((field) => field !== '场合');

export const EMPTY_FORM: Form = {
  input: { 称呼: '', 关系: '', 交往细节: '', 风格: '走心温情风', 字数: '50-100字', 场合: '' },
  engine: '',
  count: 3,
};

export function nextState(state: ViewState, event: ViewEvent): ViewState {
  switch (event.kind) {
    case 'field':
      return withForm(state, {
        ...state.form,
        input: { ...state.form.input, [event.name]: event.value },
      });
    case 'engine':
      return withForm(state, { ...state.form, engine: event.value });
    case 'count':
      return withForm(state, { ...state.form, count: event.value });
    case 'fill':
      return withForm(state, event.form);
    case 'missing':
      return {
        ...state,
        missing: event.fields,
        said: missingSentence(state.strings, event.fields),
      };
    case 'engines':
      return { ...state, engines: event.engines };
    case 'run':
      return withRun(state, nextRun(state.run, event.event));
    case 'edit':
      return withEdit(state, event.index, {
        ...state.edits[event.index],
        text: event.text,
        open: event.open,
      });
    case 'assessed':
      return assessed(state, event.index, event.view);
    case 'note':
      return {
        ...state,
        notes: { ...state.notes, [event.index]: event.note },
        said: event.note.text,
      };
  }
}

/** Fields that must be filled before a greeting can be made. */
export function missingFields(form: Form): readonly FieldName[] {
  return NEEDED.filter((field) => form.input[field].trim() === '');
}

export function missingSentence(strings: Strings, fields: readonly FieldName[]): string {
  return fields.length === 0
    ? ''
    : fill(strings.missing, fields.map((field) => labelOf(strings, field)).join('、'));
}

export function labelOf(strings: Strings, field: FieldName): string {
  const keys = {
    称呼: 'name',
    关系: 'relation',
    交往细节: 'details',
    风格: 'style',
    字数: 'length',
    场合: 'occasion',
  } as const;
  return strings[keys[field]];
}

/** The greeting as it stands: with the user's changes, if there are any. */
export function current(state: ViewState, candidate: CandidateView): CandidateView {
  const edit = state.edits[candidate.index];
  if (edit === undefined) return candidate;
  const view = edit.view ?? candidate;
  return view.text === edit.text ? view : unplaced(view, edit.text);
}

/** What was said of an earlier text stands until the new one has been read, but no longer knows its places. */
function unplaced(view: CandidateView, text: string): CandidateView {
  return {
    ...view,
    text,
    evidence: [],
    findings: view.findings.map((finding) => ({ ...finding, start: 0, end: 0 })),
  };
}

export function isEdited(state: ViewState, candidate: CandidateView): boolean {
  const edit = state.edits[candidate.index];
  return edit !== undefined && edit.text !== candidate.text;
}

const savedCheck = object(
  { form: formCheck, edits: list(either(nothing, string(20_000)), 8) },
  { run: runCheck },
);
/** What survives a reload of the window. */
export type Saved = Checked<typeof savedCheck>;

export function saved(state: ViewState): Saved {
  const edits = Array.from({ length: 8 }, (_, index) => state.edits[index]?.text ?? null);
  return { form: state.form, edits, ...(state.run === undefined ? {} : { run: state.run }) };
}

/** The panel as it was, brought up to date by the extension; a Run that nobody is writing any more is broken off. */
export function restored(state: unknown, snapshot: Snapshot): ViewState {
  const old = savedCheck(state) ? state : undefined;
  const run =
    snapshot.run ?? (old?.run === undefined ? undefined : ended(old.run, snapshot.strings));
  return {
    strings: snapshot.strings,
    known: snapshot.known,
    engines: snapshot.engines,
    mac: snapshot.mac,
    form: snapshot.fill ?? old?.form ?? snapshot.form ?? EMPTY_FORM,
    missing: [],
    run,
    edits: old !== undefined && old.run?.id === run?.id ? keptEdits(old) : {},
    notes: {},
    said: '',
  };
}

function ended(run: Run, strings: Strings): Run {
  if (run.kind !== 'running') return run;
  return failedRun(run, { message: strings.interrupted, code: '', retryable: true, actions: [] });
}

function keptEdits(old: Saved): Record<number, CardEdit> {
  return Object.fromEntries(
    old.edits.flatMap((text, index) => (text === null ? [] : [[index, { text, open: false }]])),
  );
}

function withForm(state: ViewState, form: Form): ViewState {
  const empty = missingFields(form);
  return { ...state, form, missing: state.missing.filter((field) => empty.includes(field)) };
}

function withRun(state: ViewState, run: Run | undefined): ViewState {
  const fresh = run?.kind === 'running' && run.id !== state.run?.id;
  const changed = run?.kind !== state.run?.kind || fresh;
  return {
    ...state,
    run,
    ...(fresh ? { edits: {}, notes: {} } : {}),
    ...(changed && run !== undefined ? { said: sentence(state.strings, run) } : {}),
  };
}

function sentence(strings: Strings, run: Run): string {
  switch (run.kind) {
    case 'running':
      return strings.sayStarted;
    case 'failed':
      return run.failure.message;
    case 'finished': {
      const best = run.candidates[0];
      const verdict = best?.sendable === true ? strings.sendable : strings.needsWork;
      const told = fill(strings.sayFinished, run.candidates.length);
      return best === undefined
        ? told
        : `${told} ${fill(strings.sayBest, verdict, best.findings.length)}`;
    }
  }
}

function withEdit(state: ViewState, index: number, edit: CardEdit): ViewState {
  const { [index]: _, ...notes } = state.notes;
  return { ...state, edits: { ...state.edits, [index]: edit }, notes };
}

/** An assessment of a text that has changed since it was asked for is dropped. */
function assessed(state: ViewState, index: number, view: CandidateView): ViewState {
  const edit = state.edits[index];
  if (edit === undefined || edit.text !== view.text) return state;
  return { ...state, edits: { ...state.edits, [index]: { ...edit, view: { ...view, index } } } };
}
