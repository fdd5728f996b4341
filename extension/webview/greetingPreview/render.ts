import { type ElementSpec, h, keyed, type Spec } from '../dom.ts';
import type { FailureView, Run } from './protocol.ts';
import { renderCandidate, renderDraft } from './renderCard.ts';
import { renderForm } from './renderForm.ts';
import type { ViewState } from './state.ts';
import { fill, type Strings } from './strings.ts';

/** The whole panel as data; the same state always looks the same. */
export function render(state: ViewState): readonly ElementSpec[] {
  return [
    renderForm(state),
    h(
      'section',
      { class: 'results', 'aria-busy': String(state.run?.kind === 'running') },
      ...renderRun(state),
    ),
    h(
      'div',
      { class: 'unseen', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' },
      state.said,
    ),
  ];
}

function renderRun(state: ViewState): readonly Spec[] {
  const { run, strings } = state;
  if (run === undefined) return [h('p', { class: 'intro' }, strings.intro)];
  return [
    renderHeading(run, strings),
    ...(run.kind === 'failed' ? [keyed('failure', renderFailure(run.failure, strings))] : []),
    h(
      'div',
      {
        class: 'cards',
        role: 'group',
        'aria-label': strings.candidates,
        'aria-description': strings.shortcuts,
      },
      ...renderCards(state, run),
    ),
  ];
}

function renderCards(state: ViewState, run: Run): readonly Spec[] {
  switch (run.kind) {
    case 'running':
      return run.drafts.map((text, index) =>
        renderDraft(state.strings, run.id, index, text, 'running'),
      );
    case 'failed':
      return run.drafts.flatMap((text, index) =>
        text === '' ? [] : [renderDraft(state.strings, run.id, index, text, 'broken')],
      );
    case 'finished':
      return run.candidates.map((candidate, place) =>
        renderCandidate(state, run, candidate, place),
      );
  }
}

function renderHeading(run: Run, strings: Strings): ElementSpec {
  const { 称呼, 关系, 风格, 字数, 场合 } = run.request.form.input;
  const asked = [关系, 风格, 字数, 场合].filter((value) => value !== '').join(' · ');
  return h(
    'header',
    { class: 'heading' },
    h('h2', {}, fill(strings.for, 称呼, asked)),
    run.kind === 'finished' &&
      h(
        'span',
        { class: 'quiet' },
        fill(strings.timing, duration(run.firstTokenMs), duration(run.totalMs), run.engine),
      ),
  );
}

function renderFailure(failure: FailureView, strings: Strings): ElementSpec {
  return h(
    'div',
    { class: failure.code === 'STOPPED' ? 'failure stopped' : 'failure', role: 'group' },
    h('p', {}, failure.message),
    h(
      'div',
      { class: 'buttons' },
      failure.retryable && h('button', { type: 'button', 'data-do': 'retry' }, strings.retry),
      ...failure.actions.map(({ id, label }) =>
        h('button', { type: 'button', class: 'secondary', 'data-do': 'act', 'data-of': id }, label),
      ),
    ),
  );
}

export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
