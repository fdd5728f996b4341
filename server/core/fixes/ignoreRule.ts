import type { Node } from 'jsonc-parser';
import { jsonEscape, type Member, members } from '../dataset/jsonSpans.ts';
import type { RowReading } from '../dataset/readRow.ts';
import type { Edit } from '../problem.ts';

/**
 * The edit of a Row's line that silences `rule` for this Row, with the reason a person gave, in
 * `meta.ignore`. Every other byte stays. Undefined for a line that holds no Row, or whose `meta`
 * is of a shape that an insertion would not mend.
 */
export function ignoreRule(reading: RowReading, rule: string, reason: string): Edit | undefined {
  if (reading.kind !== 'row') return undefined;
  const metas = reading.members.filter((member) => member.key === 'meta');
  const entry = `{"rule":"${jsonEscape(rule)}","reason":"${jsonEscape(reason)}"}`;
  if (metas.length > 1) return undefined;
  const [meta] = metas;
  if (meta === undefined)
    return appended(reading.members, undefined, `"meta":{"ignore":[${entry}]}`);
  return meta.value.type === 'object' ? inMeta(meta.value, rule, reason, entry) : undefined;
}

function inMeta(meta: Node, rule: string, reason: string, entry: string): Edit | undefined {
  const lists = members(meta).filter((member) => member.key === 'ignore');
  const [list] = lists;
  if (list === undefined) return appended(members(meta), meta, `"ignore":[${entry}]`);
  if (lists.length > 1 || list.value.type !== 'array') return undefined;
  const known = reasonOf(list.value, rule);
  if (known !== undefined) return { span: known.valueSpan, text: `"${jsonEscape(reason)}"` };
  const last = list.value.children?.at(-1);
  const at = last === undefined ? list.valueSpan.start + 1 : last.offset + last.length;
  return insertion(at, last === undefined ? entry : `,${entry}`);
}

/** The reason already given for `rule`, which a new one replaces. */
function reasonOf(list: Node, rule: string): Member | undefined {
  return (list.children ?? [])
    .filter((entry) => entry.type === 'object')
    .map(members)
    .find((entry) => entry.some(({ key, value }) => key === 'rule' && value.value === rule))
    ?.find((member) => member.key === 'reason');
}

/** Adds a member after the last one; the object is that of `node`, or the Row itself, which has members. */
function appended(
  all: readonly Member[],
  node: Node | undefined,
  member: string,
): Edit | undefined {
  const last = all.at(-1);
  if (last !== undefined) return insertion(last.valueSpan.end, `,${member}`);
  return node === undefined ? undefined : insertion(node.offset + 1, member);
}

function insertion(at: number, text: string): Edit {
  return { span: { start: at, end: at }, text };
}
