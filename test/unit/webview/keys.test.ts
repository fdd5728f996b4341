import { describe, expect, it } from 'vitest';
import {
  type KeyPlace,
  type KeyPress,
  keyAct,
} from '../../../extension/webview/greetingPreview/keys.ts';

const PLAIN = { ctrlKey: false, metaKey: false, altKey: false };
const BODY: KeyPlace = {
  card: undefined,
  editing: false,
  inText: false,
  running: false,
  hasRun: true,
};
const press = (key: string, changes: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ...PLAIN,
  ...changes,
});
const act = (name: string, of = '') => ({ kind: 'act', name, of });

describe('keys of the greeting preview', () => {
  it.each([{ ctrlKey: true }, { metaKey: true }])(
    'Ctrl or Cmd with Enter generates, also from a field: %o',
    (held) => {
      expect(keyAct(press('Enter', held), { ...BODY, inText: true })).toEqual(act('generate'));
    },
  );

  it('Escape stops a run from anywhere', () => {
    expect(keyAct(press('Escape'), { ...BODY, inText: true, running: true })).toEqual(act('stop'));
  });

  it('Escape ends editing, and else belongs to the editor', () => {
    const editing = { ...BODY, card: '1', editing: true, inText: true };
    expect(keyAct(press('Escape'), editing)).toEqual(act('done', '1'));
    expect(keyAct(press('Escape'), BODY)).toBeUndefined();
  });

  it('R makes another batch only when there was one and none is being written', () => {
    expect(keyAct(press('r'), BODY)).toEqual(act('regenerate'));
    expect(keyAct(press('R'), BODY)).toEqual(act('regenerate'));
    expect(keyAct(press('r'), { ...BODY, running: true })).toBeUndefined();
    expect(keyAct(press('r'), { ...BODY, hasRun: false })).toBeUndefined();
  });

  it('letters typed into a field stay letters', () => {
    const inText = { ...BODY, card: '0', inText: true };
    expect(['r', 'c', 'e', 'a', '1'].map((key) => keyAct(press(key), inText))).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });

  it('C, E and A mean the card that has the focus', () => {
    const onCard = { ...BODY, card: '2' };
    expect(['c', 'e', 'a'].map((key) => keyAct(press(key), onCard))).toEqual([
      act('copy', '2'),
      act('edit', '2'),
      act('add', '2'),
    ]);
    expect(keyAct(press('c'), BODY)).toBeUndefined();
  });

  it('Ctrl with C still copies a selection', () => {
    expect(keyAct(press('c', { ctrlKey: true }), { ...BODY, card: '0' })).toBeUndefined();
  });

  it('a digit moves to a card', () => {
    expect(keyAct(press('2'), BODY)).toEqual({ kind: 'focus', place: 2 });
  });
});
