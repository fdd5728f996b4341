import { expect, it } from 'vitest';
import { Deltas } from '../../../server/lsp/deltas.ts';

/** Deltas over a clock that is moved by hand. */
function harness() {
  const sent: [number, string][] = [];
  let due: (() => void) | undefined;
  const deltas = new Deltas(
    (candidate, text) => void sent.push([candidate, text]),
    (delayMs, run) => {
      expect(delayMs).toBe(16);
      due = run;
      return () => {
        due = undefined;
      };
    },
  );
  const frame = (): void => {
    const run = due;
    due = undefined;
    run?.();
  };
  return { deltas, sent, frame, isWaiting: () => due !== undefined };
}

it('sends the first text at once', () => {
  const { deltas, sent } = harness();
  deltas.push(0, '冰');
  expect(sent).toEqual([[0, '冰']]);
});

it('joins what comes within a frame, one message a candidate', () => {
  const { deltas, sent, frame } = harness();
  deltas.push(0, '冰');
  for (const piece of ['哥', '，']) deltas.push(0, piece);
  deltas.push(1, '老');
  expect(sent).toHaveLength(1);
  frame();
  expect(sent.slice(1)).toEqual([
    [0, '哥，'],
    [1, '老'],
  ]);
});

it('sends at once again after a frame without text', () => {
  const { deltas, sent, frame, isWaiting } = harness();
  deltas.push(0, '冰');
  frame();
  expect(isWaiting()).toBe(false);
  deltas.push(0, '哥');
  expect(sent).toEqual([
    [0, '冰'],
    [0, '哥'],
  ]);
});

it('keeps its distance while text keeps coming', () => {
  const { deltas, sent, frame } = harness();
  deltas.push(0, 'a');
  deltas.push(0, 'b');
  frame();
  deltas.push(0, 'c');
  expect(sent).toEqual([
    [0, 'a'],
    [0, 'b'],
  ]);
});

it('sends the rest when it ends, and leaves no timer', () => {
  const { deltas, sent, isWaiting } = harness();
  deltas.push(0, '冰');
  deltas.push(0, '哥');
  deltas.end();
  expect(sent).toEqual([
    [0, '冰'],
    [0, '哥'],
  ]);
  expect(isWaiting()).toBe(false);
});
