import { text } from '../text.ts';
import type { FieldSpan, FindingFix } from './rule.ts';
import type { Subject } from './subject.ts';

const JOINT = /[，、；：,;:]/;

/**
 * Deletes the clause that holds `span` with the one mark that joined it to its neighbours. Nothing is
 * offered when only the 称呼 would be left. A person should read the result, so it is not safe.
 */
export function deleteClause(subject: Subject, span: FieldSpan): readonly FindingFix[] {
  const { clauses, greeting } = subject;
  const clause = clauses.find(
    (each) => each.start <= span.start && span.start < each.start + each.text.length,
  );
  const others = clauses.filter((each) => each !== clause && each.text !== subject.text('称呼'));
  if (clause === undefined || others.length === 0) return [];
  const end = Math.max(span.end, clause.start + clause.text.length);
  const joinedAfter = JOINT.test(greeting.charAt(end));
  const joinedBefore = !joinedAfter && JOINT.test(greeting.charAt(clause.start - 1));
  return [
    {
      title: text('删掉这半句', 'Delete this clause'),
      safe: false,
      span: {
        field: '祝福语',
        start: clause.start - (joinedBefore ? 1 : 0),
        end: end + (joinedAfter ? 1 : 0),
      },
      insert: '',
    },
  ];
}
