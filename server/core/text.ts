/** A sentence shown to people, complete in both languages by construction. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type Locale = keyof Text;

export function text(zh: string, en: string): Text {
  return { zh, en };
}
