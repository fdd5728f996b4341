import { describe, expect, it } from 'vitest';
import { afterDeath } from '../../../extension/src/client/restart.ts';
import {
  type LinkEvent,
  type LinkState,
  nextLinkState,
} from '../../../extension/src/client/state.ts';
import type { DaemonStatus } from '../../../server/protocol/requests.ts';

const daemon: DaemonStatus = {
  version: '1',
  pid: 1,
  uptimeMs: 0,
  clients: 1,
  running: 0,
  waiting: 0,
  engines: [],
};
const failure = { message: 'gone', code: '', retryable: true, actions: [] };

function stateAfter(...events: readonly LinkEvent[]): LinkState {
  return events.reduce(nextLinkState, { kind: 'stopped' });
}

describe('the connection', () => {
  it('runs once it has started and connected', () => {
    expect(stateAfter({ kind: 'start' }, { kind: 'connected', restricted: false })).toEqual({
      kind: 'running',
    });
  });

  it('is restricted when it connected inside this process', () => {
    expect(stateAfter({ kind: 'start' }, { kind: 'connected', restricted: true })).toEqual({
      kind: 'restricted',
    });
  });

  it('keeps what the daemon says of itself while it runs', () => {
    expect(
      stateAfter(
        { kind: 'start' },
        { kind: 'connected', restricted: false },
        { kind: 'status', daemon },
      ),
    ).toEqual({ kind: 'running', daemon });
  });

  it('drops an answer that comes after it has failed', () => {
    expect(stateAfter({ kind: 'fail', failure }, { kind: 'status', daemon })).toEqual({
      kind: 'failed',
      failure,
    });
  });

  it('does not come to life by connecting after it was stopped', () => {
    expect(
      stateAfter({ kind: 'start' }, { kind: 'stop' }, { kind: 'connected', restricted: false }),
    ).toEqual({ kind: 'stopped' });
  });
});

describe('a daemon that dies', () => {
  const dying = (...times: readonly number[]): boolean[] => {
    let deaths: readonly number[] = [];
    return times.map((at) => {
      const decision = afterDeath(deaths, at);
      deaths = decision.deaths;
      return decision.again;
    });
  };

  it('is started again five times in three minutes and then left to a button', () => {
    expect(dying(0, 1000, 2000, 3000, 4000, 5000)).toEqual([true, true, true, true, true, false]);
  });

  it('is started again when its earlier deaths are long ago', () => {
    expect(dying(0, 1, 2, 3, 4, 4 * 60_000)).toEqual([true, true, true, true, true, true]);
  });
});
