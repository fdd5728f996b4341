import './style.css';
import { patch } from '../dom.ts';
import { Rpc } from '../rpc.ts';
import { type KeyPlace, keyAct } from './keys.ts';
import {
  type Action,
  type CandidateView,
  FIELDS,
  type FieldName,
  HOST,
  type RunEvent,
  VIEW,
} from './protocol.ts';
import { render } from './render.ts';
import {
  current,
  isEdited,
  missingFields,
  nextState,
  restored,
  saved,
  type ViewEvent,
  type ViewState,
} from './state.ts';
import { fill } from './strings.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** Long enough that a word is read whole, short enough to feel like an answer to it. */
const ASSESS_AFTER_MS = 250;
const SAVE_AFTER_MS = 300;

const vscode = acquireVsCodeApi();
const root = document.body.appendChild(document.createElement('main'));
let state: ViewState | undefined;

const rpc = new Rpc({
  local: VIEW,
  remote: HOST,
  handlers: {
    run: hear,
    fill: (form) => {
      dispatch({ kind: 'fill', form });
      focusForm();
    },
    engines: (engines) => dispatch({ kind: 'engines', engines }),
  },
  post: (message) => vscode.postMessage(message),
  describe: () => 'The panel failed',
});

window.addEventListener('message', (event) => rpc.receive(event.data));
void rpc.call('ready', null).then((snapshot) => {
  state = restored(vscode.getState(), snapshot);
  draw();
  focusForm();
  for (const [index, { text }] of Object.entries(state.edits)) void assess(Number(index), text);
});

function dispatch(event: ViewEvent): void {
  if (state === undefined) return;
  state = nextState(state, event);
  draw();
  saveSoon();
}

/** Text that is being written is appended where it belongs; anything else draws the panel anew. */
function hear(event: RunEvent): void {
  if (event.kind !== 'delta') {
    dispatch({ kind: 'run', event });
    return;
  }
  if (state?.run?.kind !== 'running' || state.run.id !== event.id) return;
  const { drafts } = state.run;
  state = nextState(state, { kind: 'run', event });
  for (const { candidate, text } of event.pieces) {
    root.querySelector(`[data-live="${candidate}"]`)?.append(document.createTextNode(text));
  }
  // With its first text a card stops saying that it waits.
  if (event.pieces.some(({ candidate }) => drafts[candidate] === '')) draw();
  saveSoon();
}

function draw(): void {
  if (state === undefined) return;
  const focused = document.activeElement;
  patch(root, render(state));
  // A card that moves to its rank leaves the document for a moment and loses the focus.
  if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused)
    focused.focus();
}

let saving = false;
function saveSoon(): void {
  if (saving) return;
  saving = true;
  setTimeout(() => {
    saving = false;
    if (state !== undefined) vscode.setState(saved(state));
  }, SAVE_AFTER_MS);
}

root.addEventListener('submit', (event) => event.preventDefault());

root.addEventListener('input', ({ target }) => {
  if (target instanceof HTMLTextAreaElement && target.dataset.do === 'type')
    return type(Number(target.dataset.of), target.value);
  if (
    !(
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement
    )
  )
    return;
  if (target.name === 'engine') dispatch({ kind: 'engine', value: target.value });
  else if (target.name === 'count') dispatch({ kind: 'count', value: Number(target.value) });
  else if (isField(target.name))
    dispatch({ kind: 'field', name: target.name, value: target.value });
});

root.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null;
  if (button !== null) act(button.dataset.do ?? '', button.dataset.of ?? '');
});

document.addEventListener('keydown', (event) => {
  if (event.isComposing || state === undefined) return;
  const meant = keyAct(event, placeOf(event.target, state));
  if (meant === undefined) return;
  event.preventDefault();
  if (meant.kind === 'focus')
    root.querySelectorAll<HTMLElement>('article')[meant.place - 1]?.focus();
  else act(meant.name, meant.of);
});

function placeOf(target: EventTarget | null, { run }: ViewState): KeyPlace {
  const element = target instanceof HTMLElement ? target : document.body;
  return {
    card: element.closest<HTMLElement>('article[data-of]')?.dataset.of,
    editing: element.dataset.do === 'type',
    inText: element.matches('input, textarea, select'),
    running: run?.kind === 'running',
    hasRun: run !== undefined,
  };
}

function act(name: string, of: string): void {
  ACTS[name]?.(Number(of), of);
}

const ACTS: Readonly<Record<string, (index: number, of: string) => void>> = {
  generate,
  regenerate: () => state?.run && rpc.note('generate', { form: state.run.request.form }),
  retry: () => state?.run && rpc.note('generate', state.run.request),
  stop: () => rpc.note('stop', null),
  act: (_index, of) => rpc.note('act', of as Action),
  copy: (index) => void copy(index),
  edit,
  done: closeEditor,
  add: (index) => void add(index),
};

function generate(): void {
  if (state === undefined || state.run?.kind === 'running') return;
  const missing = missingFields(state.form);
  if (missing.length === 0) {
    rpc.note('generate', { form: state.form });
    return;
  }
  dispatch({ kind: 'missing', fields: missing });
  focusForm();
}

/** To the first field that is still empty, else to Generate; a panel that is not being used takes no focus. */
function focusForm(): void {
  if (state === undefined || !document.hasFocus()) return;
  const [first] = missingFields(state.form);
  const target =
    first === undefined
      ? root.querySelector<HTMLElement>('[data-do="generate"]')
      : document.getElementById(`field-${first}`);
  target?.focus();
}

function edit(index: number): void {
  const view = greeting(index);
  if (view === undefined) return;
  dispatch({ kind: 'edit', index, text: view.text, open: true });
  root.querySelector<HTMLTextAreaElement>(`textarea[data-of="${index}"]`)?.focus();
}

function closeEditor(index: number): void {
  const text = state?.edits[index]?.text;
  if (text === undefined) return;
  dispatch({ kind: 'edit', index, text, open: false });
  root.querySelector<HTMLElement>(`article[data-of="${index}"]`)?.focus();
}

const assessing = new Map<number, ReturnType<typeof setTimeout>>();
function type(index: number, text: string): void {
  dispatch({ kind: 'edit', index, text, open: true });
  clearTimeout(assessing.get(index));
  assessing.set(
    index,
    setTimeout(() => void assess(index, text), ASSESS_AFTER_MS),
  );
}

async function assess(index: number, text: string): Promise<void> {
  const input = state?.run?.request.form.input;
  if (input === undefined) return;
  // Without an answer the last assessment stays; the next key stroke asks again.
  const view = await rpc.call('assess', { input, text }).catch(() => undefined);
  if (view !== undefined) dispatch({ kind: 'assessed', index, view });
}

async function copy(index: number): Promise<void> {
  const view = greeting(index);
  if (view === undefined || state === undefined) return;
  const done = state.strings.copied;
  await noted(
    index,
    rpc.call('copy', { text: view.text }).then(() => ({ kind: 'copied', text: done })),
  );
}

async function add(index: number): Promise<void> {
  const view = greeting(index);
  if (view === undefined || state?.run?.kind !== 'finished' || state.notes[index]?.kind === 'added')
    return;
  const { strings, run } = state;
  const original = run.candidates.find((candidate) => candidate.index === index);
  const edited = original !== undefined && isEdited(state, original);
  const row = { input: run.request.form.input, text: view.text, edited, by: run.engine };
  await noted(
    index,
    rpc
      .call('add', row)
      .then(({ place }) =>
        place === '' ? undefined : { kind: 'added', text: fill(strings.addedTo, place) },
      ),
  );
}

type Note = Extract<ViewEvent, { kind: 'note' }>['note'];

async function noted(index: number, work: Promise<Note | undefined>): Promise<void> {
  const note = await work.catch(
    (error: unknown): Note => ({
      kind: 'trouble',
      text: error instanceof Error ? error.message : '',
    }),
  );
  if (note !== undefined) dispatch({ kind: 'note', index, note });
}

function greeting(index: number): CandidateView | undefined {
  if (state?.run?.kind !== 'finished') return undefined;
  const candidate = state.run.candidates.find((entry) => entry.index === index);
  return candidate === undefined ? undefined : current(state, candidate);
}

function isField(name: string): name is FieldName {
  return (FIELDS as readonly string[]).includes(name);
}
