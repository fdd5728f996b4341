import { type Attributes, type ElementSpec, h, keyed } from '../dom.ts';
import { FIELDS, type FieldName } from './protocol.ts';
import { labelOf, missingSentence, type ViewState } from './state.ts';

const MOST = 8;

export function renderForm(state: ViewState): ElementSpec {
  return h(
    'form',
    { class: 'request', autocomplete: 'off' },
    ...FIELDS.map((name) => renderField(state, name)),
    renderEngine(state),
    renderCount(state),
    renderButtons(state),
  );
}

function renderField(state: ViewState, name: FieldName): ElementSpec {
  const { strings, form } = state;
  const invalid = state.missing.includes(name);
  const suggestions = name === '称呼' || name === '交往细节' ? [] : state.known[name];
  const common: Attributes = {
    id: `field-${name}`,
    name,
    value: form.input[name],
    maxlength: '10000',
    spellcheck: 'false',
    'aria-required': name === '场合' ? undefined : 'true',
    'aria-invalid': invalid ? 'true' : undefined,
    'aria-describedby': invalid ? 'missing' : undefined,
  };
  const control =
    name === '交往细节'
      ? h('textarea', { ...common, rows: '2', placeholder: strings.detailsHint })
      : h('input', {
          ...common,
          type: 'text',
          placeholder: name === '称呼' ? strings.nameHint : undefined,
          list: suggestions.length === 0 ? undefined : `known-${name}`,
        });
  return labelled(
    name,
    labelOf(strings, name),
    control,
    suggestions.length === 0
      ? undefined
      : h(
          'datalist',
          { id: `known-${name}` },
          ...suggestions.map((value) => h('option', { value })),
        ),
  );
}

function renderEngine({ strings, engines, form }: ViewState): ElementSpec {
  const known = engines.some(({ id }) => id === form.engine);
  const choices = [
    { id: '', label: strings.defaultEngine },
    ...engines,
    ...(form.engine === '' || known ? [] : [{ id: form.engine, label: form.engine }]),
  ];
  return labelled(
    'engine',
    strings.engine,
    h(
      'select',
      { id: 'field-engine', name: 'engine', value: form.engine },
      ...choices.map(({ id, label }) =>
        keyed(id, h('option', { value: id, selected: id === form.engine }, label)),
      ),
    ),
  );
}

function renderCount({ strings, form }: ViewState): ElementSpec {
  return labelled(
    'count',
    strings.count,
    h(
      'select',
      { id: 'field-count', name: 'count', value: String(form.count) },
      ...Array.from({ length: MOST }, (_, at) => String(at + 1)).map((value) =>
        keyed(value, h('option', { value, selected: value === String(form.count) }, value)),
      ),
    ),
  );
}

function labelled(
  name: string,
  text: string,
  control: ElementSpec,
  extra?: ElementSpec,
): ElementSpec {
  return h(
    'div',
    { class: `field field-${name}` },
    h('label', { for: `field-${name}` }, text),
    control,
    extra,
  );
}

function renderButtons(state: ViewState): ElementSpec {
  const { strings, run, mac } = state;
  const running = run?.kind === 'running';
  const missing = missingSentence(strings, state.missing);
  return h(
    'div',
    { class: 'toolbar' },
    keyed(
      'generate',
      h(
        'button',
        {
          type: 'button',
          'data-do': 'generate',
          'aria-keyshortcuts': mac ? 'Meta+Enter' : 'Control+Enter',
          disabled: running,
        },
        strings.generate,
        h('kbd', { 'aria-hidden': 'true' }, mac ? '⌘⏎' : 'Ctrl+Enter'),
      ),
    ),
    running &&
      keyed(
        'stop',
        h(
          'button',
          { type: 'button', class: 'secondary', 'data-do': 'stop', 'aria-keyshortcuts': 'Escape' },
          strings.stop,
          h('kbd', { 'aria-hidden': 'true' }, 'Esc'),
        ),
      ),
    !running &&
      run !== undefined &&
      keyed(
        'regenerate',
        h(
          'button',
          { type: 'button', class: 'secondary', 'data-do': 'regenerate', 'aria-keyshortcuts': 'R' },
          strings.regenerate,
          h('kbd', { 'aria-hidden': 'true' }, 'R'),
        ),
      ),
    missing !== '' && keyed('missing', h('span', { id: 'missing', class: 'missing' }, missing)),
  );
}
