import type { TextField } from '../dataset/row.ts';
import type { Severity } from '../problem.ts';
import type { Text } from '../text.ts';
import type { Subject } from './subject.ts';

export type Family =
  | 'EVID'
  | 'GEN'
  | 'AI'
  | 'STR'
  | 'REG'
  | 'STY'
  | 'FACT'
  | 'LEN'
  | 'NAME'
  | 'FMT'
  | 'PII'
  | 'DUP';

/** UTF-16 offsets in the decoded text of one field; 0-based, `end` excluded. */
export interface FieldSpan {
  readonly field: TextField;
  readonly start: number;
  readonly end: number;
}

/** Replaces `span` by `insert`. `safe` means: it can be applied unread and makes no row worse. */
export interface FindingFix {
  readonly title: Text;
  readonly safe: boolean;
  readonly span: FieldSpan;
  readonly insert: string;
}

export interface Finding {
  readonly span: FieldSpan;
  readonly message: Text;
  /** When the rule's own severity does not fit this row's 关系 or 风格. */
  readonly severity?: Severity;
  readonly related?: readonly { readonly span: FieldSpan; readonly message: Text }[];
  readonly fixes?: readonly FindingFix[];
}

export interface RuleContext {
  /** The target 春节, a setting and never "today": 2026 is 丙午, a 马年. */
  readonly year: number;
}

/** A check of one Row. It knows nothing of files or editors; the runner adds code and severity. */
export interface Rule {
  readonly id: string;
  readonly family: Family;
  readonly severity: Severity;
  readonly title: Text;
  check(subject: Subject, context: RuleContext): Iterable<Finding>;
}
