import type {
  CandidateView,
  Run,
  Snapshot,
} from '../../extension/webview/greetingPreview/protocol.ts';
import { STRING_KEYS, type Strings } from '../../extension/webview/greetingPreview/strings.ts';

/** Every sentence is its own key with the values behind it, so that a test sees which one was said. */
export const STRINGS = Object.fromEntries(
  STRING_KEYS.map((key) => [key, `${key} {0} {1} {2}`]),
) as Strings;

export const FORM = {
  input: {
    称呼: '冰哥',
    关系: '好友',
    交往细节: '八年室友；常通宵赶作业',
    风格: '轻松幽默风',
    字数: '50-100字',
    场合: '',
  },
  engine: '',
  count: 2,
};
export const REQUEST = { form: FORM, seed: 7 };

export const SNAPSHOT: Snapshot = {
  strings: STRINGS,
  known: { 关系: ['好友'], 风格: ['轻松幽默风'], 字数: ['50-100字'], 场合: ['春节'] },
  engines: [{ id: 'mini', label: 'mini (mini.gguf)', isDefault: true }],
  mac: false,
};

export function candidate(changes: Partial<CandidateView> = {}): CandidateView {
  return {
    index: 0,
    text: '冰哥，八年了',
    characters: 6,
    charactersWithoutMarks: 5,
    evidence: [{ start: 3, end: 5, unit: '八年室友' }],
    units: 2,
    unused: ['常通宵赶作业'],
    findings: [],
    score: 91,
    sendable: true,
    partial: false,
    ...changes,
  };
}

export function finished(...candidates: readonly CandidateView[]): Run {
  return {
    kind: 'finished',
    id: 'r1',
    request: REQUEST,
    engine: 'mini',
    candidates,
    firstTokenMs: 80,
    totalMs: 1300,
  };
}
