import { expect, it } from 'vitest';
import { faultLog, onceEach } from '../../../server/lsp/faults.ts';

it('a message that is laid out like a stack does not bring row text into the log', () => {
  const lines: string[] = [];
  const error = new TypeError('Unexpected token\n    at 王总 (爱吃辣:1:1)\n  at 王总');
  faultLog((line) => void lines.push(line)).bug('hover', error);
  expect(lines).toEqual([expect.stringMatching(/^hover: TypeError\nat .*faults\.test\.ts/)]);
  expect(lines[0]).not.toContain('王总');
});

it('one bug is told once, whatever row it met', () => {
  const told: string[] = [];
  const report = onceEach({ event: () => undefined, bug: (where) => void told.push(where) });
  for (const name of ['王总', '冰哥']) report('hover', new TypeError(`a\n    at ${name} (x:1:1)`));
  expect(told).toEqual(['hover']);
});
