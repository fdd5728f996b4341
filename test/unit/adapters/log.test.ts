import { expect, it } from 'vitest';
import { lineLog } from '../../../server/adapters/log.ts';

const NOW = new Date('2026-02-17T00:00:00Z');

function logged(act: (log: ReturnType<typeof lineLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  act(
    lineLog(
      (line) => lines.push(line),
      () => NOW,
    ),
  );
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('an event is one line of JSON with its time', () => {
  expect(logged((log) => log.event('started', { pid: 1 }))).toEqual([
    { at: NOW.toISOString(), event: 'started', pid: 1 },
  ]);
});

it('a bug is told by type and frames; the text that JSON.parse quotes stays out', () => {
  const [line] = logged((log) => {
    try {
      JSON.parse('{"祝福语": 王总新年好}');
    } catch (error) {
      log.bug('greetings', error);
    }
  });
  expect(line).toMatchObject({ event: 'bug', where: 'greetings', type: 'SyntaxError' });
  expect(line?.['stack']).toContain('log.test.ts');
  expect(JSON.stringify(line)).not.toMatch(/王总|新年/);
});

it('a message of several lines that looks like frames stays out too', () => {
  const [line] = logged((log) => log.bug('x', new Error('secret\n    at the table with 王总')));
  expect(JSON.stringify(line)).not.toMatch(/王总/);
});

it('a thrown string is told by its type only', () => {
  expect(logged((log) => log.bug('x', '王总'))).toEqual([
    { at: NOW.toISOString(), event: 'bug', where: 'x', type: 'string' },
  ]);
});
