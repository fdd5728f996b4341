import { type ElementSpec, h, keyed, live, type Spec } from '../dom.ts';
import type { CandidateView, FindingView, Run } from './protocol.ts';
import { type Segment, segments } from './segments.ts';
import { type CardNote, current, isEdited, type ViewState } from './state.ts';
import { fill, type Strings } from './strings.ts';

/** A greeting that is being written, or that broke off. */
export function renderDraft(
  strings: Strings,
  runId: string,
  index: number,
  text: string,
  state: 'running' | 'broken',
): ElementSpec {
  const body = h('p', { class: 'greeting', 'data-live': String(index) }, text);
  const card = h(
    'article',
    {
      class: 'card',
      tabindex: '0',
      'aria-label': fill(strings.candidate, index + 1),
      'data-state': state,
    },
    h(
      'header',
      { class: 'verdict' },
      h('span', { class: 'chip' }, draftLabel(strings, text, state)),
    ),
    state === 'running' ? live(body) : body,
  );
  return keyed(`${runId}/${index}`, card);
}

function draftLabel(strings: Strings, text: string, state: 'running' | 'broken'): string {
  if (state === 'broken') return strings.unfinished;
  return text === '' ? strings.waiting : strings.writing;
}

export function renderCandidate(
  state: ViewState,
  run: Extract<Run, { kind: 'finished' }>,
  candidate: CandidateView,
  place: number,
): ElementSpec {
  const { strings } = state;
  const view = current(state, candidate);
  const open = state.edits[candidate.index]?.open ?? false;
  const card = h(
    'article',
    {
      class: 'card',
      tabindex: '0',
      'data-of': String(candidate.index),
      'data-state': view.sendable ? 'good' : 'poor',
      'aria-label': fill(strings.candidate, place + 1),
    },
    renderVerdict(strings, run, view, isEdited(state, candidate)),
    open
      ? renderEditor(strings, view)
      : h(
          'p',
          { class: 'greeting' },
          ...segments(view).map((segment) => renderSegment(strings, segment)),
        ),
    view.unused.length > 0 &&
      h('p', { class: 'unused' }, fill(strings.unused, view.unused.join('、'))),
    renderFindings(strings, view.findings),
    renderActions(strings, candidate.index, open, state.notes[candidate.index]),
  );
  return keyed(`${run.id}/${candidate.index}`, card);
}

function renderVerdict(
  strings: Strings,
  run: Run,
  view: CandidateView,
  edited: boolean,
): ElementSpec {
  const asked = run.request.form.input.字数;
  return h(
    'header',
    { class: 'verdict' },
    h(
      'span',
      { class: 'chip', 'data-state': view.sendable ? 'good' : 'poor' },
      view.sendable ? strings.sendable : strings.needsWork,
    ),
    h('span', {}, fill(strings.score, view.score)),
    h(
      'span',
      { title: fill(strings.charactersDetail, view.characters, view.charactersWithoutMarks) },
      fill(strings.characters, view.characters),
      asked !== '' && h('span', { class: 'quiet' }, ` ${fill(strings.asked, asked)}`),
    ),
    view.units > 0 &&
      h('span', {}, fill(strings.detailsUsed, view.units - view.unused.length, view.units)),
    view.partial && keyed('partial', h('span', { class: 'chip' }, strings.unfinished)),
    edited && keyed('edited', h('span', { class: 'chip' }, strings.edited)),
  );
}

function renderEditor(strings: Strings, view: CandidateView): ElementSpec {
  return keyed(
    'editor',
    h('textarea', {
      class: 'greeting',
      'data-do': 'type',
      'data-of': String(view.index),
      value: view.text,
      rows: '5',
      maxlength: '20000',
      spellcheck: 'false',
      'aria-label': strings.editLabel,
    }),
  );
}

function renderSegment(strings: Strings, { text, details, findings }: Segment): Spec {
  const worst = findings[0];
  const flagged =
    worst === undefined
      ? text
      : h(
          'span',
          {
            class: 'flagged',
            'data-severity': worst.severity,
            title: findings.map(({ message }) => message).join('\n'),
          },
          text,
        );
  if (details.length === 0) return flagged;
  const from = fill(strings.from, details.join('；'));
  return h('mark', { title: from, 'aria-description': from }, flagged);
}

function renderFindings(strings: Strings, findings: readonly FindingView[]): ElementSpec {
  if (findings.length === 0) return h('p', { class: 'quiet fine' }, strings.noProblems);
  return h(
    'ul',
    { class: 'findings', 'aria-label': strings.problems },
    ...findings.map((finding) => renderFinding(strings, finding)),
  );
}

const GLYPHS = { error: '✕', warning: '!', info: 'i', hint: '·' } as const;

function renderFinding(strings: Strings, { severity, message, code }: FindingView): ElementSpec {
  return h(
    'li',
    {},
    h(
      'span',
      { class: 'severity', 'data-severity': severity, 'aria-hidden': 'true' },
      GLYPHS[severity],
    ),
    h(
      'span',
      {},
      h('span', { class: 'unseen' }, `${strings[severity]}: `),
      message,
      ' ',
      h('span', { class: 'code' }, code),
    ),
  );
}

function renderActions(
  strings: Strings,
  index: number,
  open: boolean,
  note: CardNote | undefined,
): ElementSpec {
  const button = (
    act: 'copy' | 'edit' | 'done' | 'add',
    shortcut: string,
    done = false,
  ): ElementSpec =>
    keyed(
      act,
      h(
        'button',
        {
          type: 'button',
          class: 'secondary',
          'data-do': act,
          'data-of': String(index),
          'aria-keyshortcuts': shortcut,
          'aria-disabled': done ? 'true' : undefined,
        },
        strings[act],
        h('kbd', { 'aria-hidden': 'true' }, shortcut),
      ),
    );
  return h(
    'footer',
    { class: 'buttons' },
    button('copy', 'C'),
    open ? button('done', 'Esc') : button('edit', 'E'),
    button('add', 'A', note?.kind === 'added'),
    note !== undefined &&
      h('span', { class: note.kind === 'trouble' ? 'trouble' : 'quiet' }, note.text),
  );
}
