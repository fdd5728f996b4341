/** What a key press means to the panel; `focus` counts cards from 1. */
export type KeyAct =
  | { readonly kind: 'act'; readonly name: string; readonly of: string }
  | { readonly kind: 'focus'; readonly place: number };

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Where the press happened. */
export interface KeyPlace {
  /** The candidate whose card has the focus. */
  readonly card: string | undefined;
  readonly editing: boolean;
  readonly inText: boolean;
  readonly running: boolean;
  /** There is something to regenerate. */
  readonly hasRun: boolean;
}

const CARD_KEYS: ReadonlyMap<string, string> = new Map([
  ['c', 'copy'],
  ['e', 'edit'],
  ['a', 'add'],
]);

/** Letters and digits mean something only outside of text; undefined leaves the key to the editor. */
export function keyAct(press: KeyPress, place: KeyPlace): KeyAct | undefined {
  const { card, editing } = place;
  const withControl = press.ctrlKey || press.metaKey;
  if (press.key === 'Escape' && place.running) return act('stop');
  if (press.key === 'Escape') return editing ? act('done', card) : undefined;
  if (press.key === 'Enter' && withControl) return editing ? act('done', card) : act('generate');
  if (withControl || press.altKey || place.inText) return undefined;
  return plainKey(press.key.toLowerCase(), place);
}

function plainKey(key: string, { card, running, hasRun }: KeyPlace): KeyAct | undefined {
  if (key === 'r') return hasRun && !running ? act('regenerate') : undefined;
  if (/^[1-8]$/.test(key)) return { kind: 'focus', place: Number(key) };
  const name = CARD_KEYS.get(key);
  return name === undefined || card === undefined ? undefined : act(name, card);
}

function act(name: string, of = ''): KeyAct {
  return { kind: 'act', name, of };
}
