import { describe, expect, it } from 'vitest';
import type { Run } from '../../../extension/webview/greetingPreview/protocol.ts';
import { started } from '../../../extension/webview/greetingPreview/run.ts';
import {
  current,
  isEdited,
  missingFields,
  nextState,
  restored,
  saved,
  type ViewEvent,
  type ViewState,
} from '../../../extension/webview/greetingPreview/state.ts';
import { candidate, FORM, finished, REQUEST, SNAPSHOT } from '../../support/previewState.ts';

const fresh = restored(undefined, { ...SNAPSHOT, form: FORM });

function stateAfter(...events: readonly ViewEvent[]): ViewState {
  return events.reduce(nextState, fresh);
}

const run = (event: Run): ViewEvent => ({ kind: 'run', event });
const piece = (id: string, index: number, text: string): ViewEvent => ({
  kind: 'run',
  event: { kind: 'delta', id, pieces: [{ candidate: index, text }] },
});

describe('while it is written', () => {
  const running = run(started('r1', REQUEST));

  it('the text of each candidate grows on its own', () => {
    const state = stateAfter(
      running,
      piece('r1', 0, '冰哥'),
      piece('r1', 1, '冰'),
      piece('r1', 0, '，'),
    );
    expect(state.run).toMatchObject({ kind: 'running', drafts: ['冰哥，', '冰'] });
  });

  it('late text of an earlier run is dropped', () => {
    expect(stateAfter(running, piece('r0', 0, '旧')).run).toMatchObject({ drafts: ['', ''] });
  });

  it('text for a candidate that was not asked for is dropped', () => {
    expect(stateAfter(running, piece('r1', 7, '多')).run).toMatchObject({ drafts: ['', ''] });
  });

  it('screen readers hear a sentence at the start and at the end, never the text', () => {
    const writing = stateAfter(running, piece('r1', 0, '冰哥'));
    expect(writing.said).toMatch(/^sayStarted/);
    expect(nextState(writing, run(finished(candidate()))).said).toMatch(
      /^sayFinished 1.*sayBest sendable.* 0/,
    );
  });

  it('a new run forgets the edits of the one before', () => {
    const edited = stateAfter(run(finished(candidate())), {
      kind: 'edit',
      index: 0,
      text: 'x',
      open: false,
    });
    expect(nextState(edited, run(started('r2', REQUEST))).edits).toEqual({});
  });
});

describe('an edited greeting', () => {
  const original = candidate({
    findings: [{ code: 'LEN501', severity: 'warning', message: 'short', start: 0, end: 2 }],
  });
  const typed = stateAfter(run(finished(original)), {
    kind: 'edit',
    index: 0,
    text: '冰哥，八年了啊',
    open: true,
  });

  it('keeps its last verdict without places until it has been read again', () => {
    const view = current(typed, original);
    expect(view).toMatchObject({ text: '冰哥，八年了啊', score: 91, evidence: [] });
    expect(view.findings).toEqual([
      { code: 'LEN501', severity: 'warning', message: 'short', start: 0, end: 0 },
    ]);
  });

  it('shows the assessment of exactly its text', () => {
    const view = candidate({ text: '冰哥，八年了啊', score: 95 });
    expect(current(nextState(typed, { kind: 'assessed', index: 0, view }), original)).toEqual(view);
  });

  it('drops the assessment of a text that has changed since', () => {
    const late = nextState(typed, {
      kind: 'assessed',
      index: 0,
      view: candidate({ text: '冰哥', score: 1 }),
    });
    expect(late).toEqual(typed);
  });

  it('is edited only while its text differs', () => {
    expect(isEdited(typed, original)).toBe(true);
    expect(
      isEdited(
        nextState(typed, { kind: 'edit', index: 0, text: original.text, open: true }),
        original,
      ),
    ).toBe(false);
  });

  it('can be added again after it was changed again', () => {
    const added = nextState(typed, {
      kind: 'note',
      index: 0,
      note: { kind: 'added', text: 'there' },
    });
    expect(nextState(added, { kind: 'edit', index: 0, text: 'y', open: true }).notes).toEqual({});
  });
});

describe('the form', () => {
  it('names what is missing and stops naming it once it is filled', () => {
    const empty = stateAfter({ kind: 'field', name: '称呼', value: ' ' });
    expect(missingFields(empty.form)).toEqual(['称呼']);
    const told = nextState(empty, { kind: 'missing', fields: ['称呼'] });
    expect(told.missing).toEqual(['称呼']);
    expect(nextState(told, { kind: 'field', name: '称呼', value: '冰哥' }).missing).toEqual([]);
  });

  it('needs no occasion', () => {
    expect(missingFields(FORM)).toEqual([]);
  });
});

describe('after a reload of the window', () => {
  const edited = stateAfter(run(finished(candidate())), {
    kind: 'edit',
    index: 0,
    text: '改过',
    open: true,
  });

  it('form, greetings and edits are there again', () => {
    const back = restored(structuredClone(saved(edited)), SNAPSHOT);
    expect([back.form, back.run, back.edits]).toEqual([
      FORM,
      edited.run,
      { 0: { text: '改过', open: false } },
    ]);
  });

  it('a run that nobody writes any more is broken off, its text kept', () => {
    const writing = stateAfter(run(started('r1', REQUEST)), piece('r1', 0, '冰哥'));
    expect(restored(saved(writing), SNAPSHOT).run).toMatchObject({
      kind: 'failed',
      drafts: ['冰哥', ''],
      failure: { retryable: true },
    });
  });

  it('a run that is still being written goes on', () => {
    const going = started('r1', REQUEST);
    expect(restored(saved(fresh), { ...SNAPSHOT, run: going }).run).toEqual(going);
  });

  it('what a row asks for wins over the old form', () => {
    const fill = { ...FORM, input: { ...FORM.input, 称呼: '王总' } };
    expect(restored(saved(edited), { ...SNAPSHOT, fill }).form).toEqual(fill);
  });

  it('a state that is not ours is taken for none', () => {
    expect(restored({ form: 1 }, SNAPSHOT).run).toBeUndefined();
  });
});
