import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { IdleWatch } from '../../../server/daemon/idle.ts';

let idle: number;
let busy: boolean;

const watch = (): IdleWatch =>
  new IdleWatch({
    idleMs: 1000,
    isBusy: () => busy,
    onIdle: () => {
      idle += 1;
    },
  });

beforeEach(() => {
  vi.useFakeTimers();
  idle = 0;
  busy = false;
});

afterEach(() => {
  vi.useRealTimers();
});

it('a daemon that nobody ever calls is idle after the wait, once', () => {
  watch();
  vi.advanceTimersByTime(999);
  expect(idle).toBe(0);
  vi.advanceTimersByTime(5000);
  expect(idle).toBe(1);
});

it('a daemon with a client is never idle, however silent the client is', () => {
  watch().clientCame();
  vi.advanceTimersByTime(1_000_000);
  expect(idle).toBe(0);
});

it('the wait begins anew when the last of several clients leaves', () => {
  const clients = watch();
  clients.clientCame();
  clients.clientCame();
  clients.clientLeft();
  vi.advanceTimersByTime(5000);
  clients.clientLeft();
  vi.advanceTimersByTime(999);
  expect(idle).toBe(0);
  vi.advanceTimersByTime(1);
  expect(idle).toBe(1);
});

it('a daemon at work is not idle until its work is done', () => {
  busy = true;
  watch();
  vi.advanceTimersByTime(10_000);
  expect(idle).toBe(0);
  busy = false;
  vi.advanceTimersByTime(1000);
  expect(idle).toBe(1);
});

it('a client that comes between two waits stops the clock', () => {
  const clients = watch();
  vi.advanceTimersByTime(900);
  clients.clientCame();
  clients.clientLeft();
  vi.advanceTimersByTime(900);
  expect(idle).toBe(0);
});
