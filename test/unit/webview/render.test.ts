import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ElementSpec, Spec } from '../../../extension/webview/dom.ts';
import type { CandidateView, Run } from '../../../extension/webview/greetingPreview/protocol.ts';
import { duration, render } from '../../../extension/webview/greetingPreview/render.ts';
import { started } from '../../../extension/webview/greetingPreview/run.ts';
import { segments } from '../../../extension/webview/greetingPreview/segments.ts';
import {
  nextState,
  restored,
  type ViewState,
} from '../../../extension/webview/greetingPreview/state.ts';
import { STRING_KEYS } from '../../../extension/webview/greetingPreview/strings.ts';
import { candidate, FORM, finished, REQUEST, SNAPSHOT } from '../../support/previewState.ts';

function shown(run?: Run, form = FORM): ViewState {
  return restored(undefined, { ...SNAPSHOT, form, ...(run === undefined ? {} : { run }) });
}

function elements(specs: readonly Spec[]): ElementSpec[] {
  return specs.flatMap((spec) =>
    typeof spec === 'string' ? [] : [spec, ...elements(spec.children)],
  );
}

function texts(specs: readonly Spec[]): string {
  return specs.map((spec) => (typeof spec === 'string' ? spec : texts(spec.children))).join('');
}

const find = (state: ViewState, matches: (element: ElementSpec) => boolean): ElementSpec[] =>
  elements(render(state)).filter(matches);
const buttons = (state: ViewState): unknown[] =>
  find(state, ({ tag }) => tag === 'button').map(({ attributes }) => attributes['data-do']);

describe('the form', () => {
  it('labels every control', () => {
    const all = elements(render(shown()));
    const labelled = all
      .filter(({ tag }) => tag === 'label')
      .map(({ attributes }) => attributes.for);
    const controls = all
      .filter(({ tag }) => ['input', 'select', 'textarea'].includes(tag))
      .map(({ attributes }) => attributes.id);
    expect(labelled).toEqual(controls);
    expect(controls).toHaveLength(8);
  });

  it('marks a missing field and says so where it is described', () => {
    const state = nextState(shown(), { kind: 'missing', fields: ['称呼'] });
    const [field] = find(state, ({ attributes }) => attributes['aria-invalid'] === 'true');
    expect(field?.attributes['aria-describedby']).toBe('missing');
    expect(
      find(state, ({ attributes }) => attributes.id === 'missing').map(({ children }) =>
        texts(children),
      )[0],
    ).toContain('name');
  });

  it('keeps an engine that the daemon does not know any more', () => {
    const state = shown(undefined, { ...FORM, engine: 'gone' });
    expect(
      find(state, ({ tag }) => tag === 'option').map(({ attributes }) => attributes.value),
    ).toContain('gone');
  });
});

describe('buttons', () => {
  it('before the first run there is only Generate', () => {
    expect(buttons(shown())).toEqual(['generate']);
  });

  it('a run can be stopped', () => {
    expect(buttons(shown(started('r1', REQUEST)))).toEqual(['generate', 'stop']);
  });

  it('a finished greeting can be copied, edited and added', () => {
    expect(buttons(shown(finished(candidate())))).toEqual([
      'generate',
      'regenerate',
      'copy',
      'edit',
      'add',
    ]);
  });

  it('a failure offers another try and its own actions', () => {
    const failure = {
      message: 'no',
      code: 'ENGINE_MISSING',
      retryable: true,
      actions: [{ id: 'installEngine', label: 'Install' }] as const,
    };
    const failed: Run = { kind: 'failed', id: 'r1', request: REQUEST, drafts: ['', ''], failure };
    expect(buttons(shown(failed))).toEqual(['generate', 'regenerate', 'retry', 'act']);
  });
});

describe('a greeting', () => {
  it('marks the phrase that carries a detail and names the detail', () => {
    const [mark] = find(shown(finished(candidate())), ({ tag }) => tag === 'mark');
    expect(mark && texts(mark.children)).toBe('八年');
    expect(mark?.attributes).toMatchObject({
      title: 'from 八年室友 {1} {2}',
      'aria-description': 'from 八年室友 {1} {2}',
    });
  });

  it('lists its problems with severity, sentence and code', () => {
    const finding = {
      code: 'LEN501',
      severity: 'warning',
      message: '太短',
      start: 0,
      end: 0,
    } as const;
    const [item] = find(
      shown(finished(candidate({ findings: [finding] }))),
      ({ tag }) => tag === 'li',
    );
    expect(item && texts(item.children)).toMatch(/^!warning .*: 太短 LEN501$/);
  });

  it('that broke off says so', () => {
    expect(texts(render(shown(finished(candidate({ partial: true })))))).toContain('unfinished');
  });

  it('comes in the order of rank', () => {
    const state = shown(finished(candidate({ index: 1 }), candidate({ index: 0 })));
    expect(
      find(state, ({ tag }) => tag === 'article').map(({ attributes }) => attributes['data-of']),
    ).toEqual(['1', '0']);
  });

  it('keeps its place in the document from its first word to its rank, so that it keeps the focus', () => {
    const keys = (state: ViewState): unknown[] =>
      find(state, ({ tag }) => tag === 'article').map(({ key }) => key);
    expect(keys(shown(started('r1', REQUEST)))).toEqual(['r1/0', 'r1/1']);
    expect(keys(shown(finished(candidate({ index: 1 }), candidate())))).toEqual(['r1/1', 'r1/0']);
  });
});

describe('cutting a greeting into stretches', () => {
  it('gives back the greeting, whatever is marked where', () => {
    const span = fc.record({ start: fc.nat(60), length: fc.nat(20) });
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40, unit: 'binary' }),
        fc.array(span),
        fc.array(span),
        (text, phrases, findings) => {
          const evidence = phrases.map(({ start, length }) => ({
            start,
            end: start + length,
            unit: 'u',
          }));
          const found = findings.map(
            ({ start, length }) =>
              ({ start, end: start + length, code: 'X1', severity: 'info', message: 'm' }) as const,
          );
          expect(
            segments({ text, evidence, findings: found })
              .map((segment) => segment.text)
              .join(''),
          ).toBe(text);
        },
      ),
    );
  });

  it('does not underline all of it for a finding about all of it', () => {
    const finding = {
      code: 'LEN501',
      severity: 'warning',
      message: 'm',
      start: 0,
      end: 6,
    } as const;
    expect(
      segments(candidate({ findings: [finding] })).flatMap((segment) => segment.findings),
    ).toEqual([]);
  });
});

describe('hostile text', () => {
  const PAYLOADS = [
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '"><svg onload=alert(1)>',
    "' onfocus='alert(1)",
    'javascript:alert(1)',
    '</textarea><script>alert(1)</script>',
    '&lt;b&gt;',
    '{{constructor.constructor("alert(1)")()}}',
    '\u202Eevil',
    '<a href="command:workbench.action.terminal.new">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '{0}{1}{2}',
    '__proto__',
  ];
  /** Attributes that only ever hold text; nothing in them is run, fetched or navigated to. */
  const INERT =
    /^(class|id|title|for|name|type|value|list|placeholder|rows|maxlength|disabled|selected|role|tabindex|autocomplete|spellcheck|aria-[a-z]+|data-[a-z]+)$/;

  it.each(PAYLOADS)('stays text in every field that is shown: %s', (payload) => {
    for (const specs of everythingWith(payload).map(render)) {
      for (const { tag, attributes } of elements(specs)) {
        expect(tag).toMatch(
          /^(article|button|datalist|div|footer|form|h2|header|input|kbd|label|li|mark|option|p|section|select|span|textarea|ul)$/,
        );
        for (const name of Object.keys(attributes)) expect(name).toMatch(INERT);
        for (const name of ['class', 'type', 'role', 'for', 'list'] as const)
          expect(String(attributes[name] ?? '')).not.toContain(payload);
      }
    }
  });

  function everythingWith(payload: string): ViewState[] {
    const input = Object.fromEntries(
      Object.keys(FORM.input).map((key) => [key, payload]),
    ) as typeof FORM.input;
    const form = { ...FORM, input, engine: payload };
    const request = { form, seed: 1 };
    const view: CandidateView = candidate({
      text: payload,
      unused: [payload],
      evidence: [{ start: 0, end: 2, unit: payload }],
      findings: [{ code: payload, severity: 'error', message: payload, start: 0, end: 1 }],
    });
    const failure = {
      message: payload,
      code: payload,
      retryable: true,
      actions: [{ id: 'showLog', label: payload }] as const,
    };
    const done = shown(
      {
        kind: 'finished',
        id: payload,
        request,
        engine: payload,
        candidates: [view],
        firstTokenMs: 1,
        totalMs: 2,
      },
      form,
    );
    return [
      done,
      nextState(done, { kind: 'edit', index: 0, text: payload, open: true }),
      nextState(done, { kind: 'note', index: 0, note: { kind: 'trouble', text: payload } }),
      shown({ kind: 'running', id: payload, request, drafts: [payload, payload] }, form),
      shown({ kind: 'failed', id: payload, request, drafts: [payload], failure }, form),
    ];
  }

  it('no webview source writes markup', () => {
    const root = new URL('../../../extension/webview/', import.meta.url);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const sources = files.map((name) => readFileSync(new URL(name, root), 'utf8')).join('\n');
    expect(
      sources.match(
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|srcdoc|eval\(|new Function/g,
      ),
    ).toBeNull();
  });
});

it('every sentence that the extension sends is said somewhere', () => {
  const root = new URL('../../../extension/webview/greetingPreview/', import.meta.url);
  const files = readdirSync(root).filter((name) => name.endsWith('.ts') && name !== 'strings.ts');
  const sources = files.map((name) => readFileSync(new URL(name, root), 'utf8')).join('\n');
  const said = (key: string): boolean => new RegExp(`strings\\.${key}\\b|'${key}'`).test(sources);
  expect(STRING_KEYS.filter((key) => !said(key))).toEqual([]);
});

it('durations are short', () => {
  expect([duration(80.4), duration(999), duration(1300)]).toEqual(['80 ms', '999 ms', '1.3 s']);
});
