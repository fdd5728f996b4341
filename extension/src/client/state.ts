import type { DaemonStatus } from '../../../server/protocol/requests.ts';
import type { FailureView } from '../../webview/greetingPreview/protocol.ts';

/** The window's connection to its language server. `restricted`: inside this process, without engines. */
export type LinkState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly daemon?: DaemonStatus }
  | { readonly kind: 'restricted' }
  | { readonly kind: 'failed'; readonly failure: FailureView };

export type LinkEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'connected'; readonly restricted: boolean }
  | { readonly kind: 'status'; readonly daemon: DaemonStatus }
  | { readonly kind: 'fail'; readonly failure: FailureView }
  | { readonly kind: 'stop' };

/** An answer that comes after its connection has gone changes nothing. */
export function nextLinkState(state: LinkState, event: LinkEvent): LinkState {
  switch (event.kind) {
    case 'start':
      return { kind: 'starting' };
    case 'connected':
      if (state.kind !== 'starting') return state;
      return event.restricted ? { kind: 'restricted' } : { kind: 'running' };
    case 'status':
      return state.kind === 'running' ? { kind: 'running', daemon: event.daemon } : state;
    case 'fail':
      return { kind: 'failed', failure: event.failure };
    case 'stop':
      return { kind: 'stopped' };
  }
}
