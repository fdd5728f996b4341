import type { DaemonStatus } from '../../../server/protocol/requests.ts';
import type { Speaker } from '../failure.ts';
import { localised } from '../language.ts';
import type { LinkState } from './state.ts';

export interface StatusView {
  readonly text: string;
  /** Lines of plain text. */
  readonly tooltip: readonly string[];
  readonly spoken: string;
  readonly warning: boolean;
}

/** What the status item shows: short in the bar, all of it in the tooltip. */
export function statusView(state: LinkState, speaker: Speaker): StatusView {
  const { l10n } = speaker;
  const name = l10n.t('Mashang');
  const says = stateSentence(state, speaker);
  const tooltip = [`${name}: ${says}`, ...details(state, speaker), l10n.t('Click for actions')];
  return {
    text: `$(${icon(state)}) ${name}`,
    tooltip,
    spoken: `${name}: ${says}`,
    warning: state.kind === 'failed',
  };
}

function icon(state: LinkState): string {
  switch (state.kind) {
    case 'stopped':
      return 'circle-slash';
    case 'starting':
      return 'sync~spin';
    case 'running':
      return state.daemon?.configProblem === undefined ? 'comment' : 'warning';
    case 'restricted':
      return 'shield';
    case 'failed':
      return 'warning';
  }
}

function stateSentence(state: LinkState, { l10n }: Speaker): string {
  switch (state.kind) {
    case 'stopped':
      return l10n.t('stopped');
    case 'starting':
      return l10n.t('starting');
    case 'running':
      return l10n.t('ready');
    case 'restricted':
      return l10n.t('Restricted Mode: rows are checked, greetings are not generated');
    case 'failed':
      return l10n.t('the daemon does not answer');
  }
}

function details(state: LinkState, speaker: Speaker): readonly string[] {
  if (state.kind === 'failed') return [state.failure.message];
  return state.kind === 'running' && state.daemon !== undefined
    ? daemonLines(state.daemon, speaker)
    : [];
}

export function daemonLines(daemon: DaemonStatus, { l10n, language }: Speaker): readonly string[] {
  const engine = daemon.engines.find(({ isDefault }) => isDefault);
  return [
    ...(engine === undefined ? [] : [l10n.t('Engine: {0} ({1})', engine.id, engine.target)]),
    l10n.t('Running: {0}, waiting: {1}', daemon.running, daemon.waiting),
    l10n.t('Version {0}, windows: {1}', daemon.version, daemon.clients),
    ...(daemon.configProblem === undefined ? [] : [localised(daemon.configProblem, language)]),
  ];
}
