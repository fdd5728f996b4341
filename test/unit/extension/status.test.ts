import { describe, expect, it } from 'vitest';
import type { LinkState } from '../../../extension/src/client/state.ts';
import { statusView } from '../../../extension/src/client/status.ts';
import type { DaemonStatus } from '../../../server/protocol/requests.ts';
import { speaker } from '../../support/speaker.ts';

const daemon: DaemonStatus = {
  version: '0.1.0',
  pid: 1,
  uptimeMs: 0,
  clients: 2,
  running: 1,
  waiting: 3,
  engines: [
    { id: 'mini', kind: 'gguf', target: 'mini.gguf', isDefault: true },
    { id: 'big', kind: 'endpoint', target: 'http://host/v1', isDefault: false },
  ],
};

describe('the status item', () => {
  const states: readonly LinkState[] = [
    { kind: 'stopped' },
    { kind: 'starting' },
    { kind: 'running' },
    { kind: 'restricted' },
    { kind: 'failed', failure: { message: 'why', code: '', retryable: true, actions: [] } },
  ];

  it.each(states)('is short and says its state to screen readers: $kind', (state) => {
    const view = statusView(state, speaker());
    expect(view.text).toMatch(/^\$\([a-z~-]+\) Mashang$/);
    expect(view.spoken).toMatch(/^Mashang: ./);
  });

  it('tells the default engine, the queue and the version in its tooltip', () => {
    const { tooltip } = statusView({ kind: 'running', daemon }, speaker());
    expect(tooltip).toEqual([
      'Mashang: ready',
      'Engine: mini (mini.gguf)',
      'Running: 1, waiting: 3',
      'Version 0.1.0, windows: 2',
      'Click for actions',
    ]);
  });

  it('warns of a config.json that could not be read, in the language of the editor', () => {
    const configProblem = { zh: '第 3 行少了逗号', en: 'line 3 lacks a comma' };
    const view = statusView(
      { kind: 'running', daemon: { ...daemon, configProblem } },
      speaker('zh-cn'),
    );
    expect(view.text).toContain('$(warning)');
    expect(view.tooltip).toContain('第 3 行少了逗号');
  });

  it('is coloured only when the daemon does not answer', () => {
    expect(states.map((state) => statusView(state, speaker()).warning)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});
