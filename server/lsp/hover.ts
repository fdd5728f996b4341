import { findNodeAtOffset, getNodePath } from 'jsonc-parser';
import { type Hover, MarkupKind, type Position } from 'vscode-languageserver-protocol';
import { fieldDoc } from '../core/dataset/fieldDoc.ts';
import { jsonTree, nodeSpan } from '../core/dataset/jsonSpans.ts';
import type { RowReading } from '../core/dataset/readRow.ts';
import { REQUIRED_FIELDS } from '../core/dataset/row.ts';
import { assess, type Candidate } from '../core/greeting/candidate.ts';
import type { GreetingInput } from '../core/greeting/prompt.ts';
import type { Problem, Span } from '../core/problem.ts';
import { DUP801_TITLE } from '../core/rules/dup801.ts';
import { ignoredRules } from '../core/rules/lint.ts';
import { text } from '../core/text.ts';
import type { OpenDataset } from './openDocument.ts';
import { toRange } from './positions.ts';
import { pageAddress, ruleContext, type Session, words } from './session.ts';

type ReadRow = Extract<RowReading, { kind: 'row' }>;

/** Why something is flagged and what to do, what a field is for, and what a greeting does with its details. */
export function hover(
  dataset: OpenDataset,
  { line, character }: Position,
  session: Session,
): Hover | null {
  const source = dataset.lines[line];
  if (source === undefined) return null;
  const flagged = dataset.lint
    .problems(line)
    .filter(({ span }) => span.start <= character && character <= span.end);
  const place = placeAt(source.text, character);
  const parts = [
    ...flagged.map((problem) => explanation(problem, session)),
    ...(place === undefined ? [] : fieldPart(place, session)),
    ...(place?.path[0] === '祝福语' && source.reading.kind === 'row'
      ? [assessment(source.reading, session)]
      : []),
  ];
  const span = place?.span ?? flagged[0]?.span;
  if (parts.length === 0 || span === undefined) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n---\n\n') },
    range: toRange(line, span),
  };
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly span: Span;
}

function placeAt(line: string, character: number): Place | undefined {
  const { root } = jsonTree(line.replace(/^\uFEFF/, ' ').replace(/\r$/, ''));
  const node = root === undefined ? undefined : findNodeAtOffset(root, character, true);
  if (node === undefined || node.type === 'object' || node.type === 'property') return undefined;
  return { path: getNodePath(node), span: nodeSpan(node) };
}

/** The message itself is shown by the editor; here stands what it comes from and what to do about it. */
function explanation({ code, message, fixes }: Problem, session: Session): string {
  const rule = session.rules.find(({ id }) => id === code);
  const title = words(session, rule?.title ?? (code === 'DUP801' ? DUP801_TITLE : message));
  const page = pageAddress(session, code);
  const link =
    page === undefined
      ? ''
      : ` · [${words(session, text('规则说明', 'About this rule'))}](${page})`;
  const cures = fixes.map((fix) => plain(words(session, fix.title)));
  const cure =
    cures.length === 0
      ? words(
          session,
          text('要自己改，规则说明里有例子', 'It needs your own words; the rule page has examples'),
        )
      : words(session, text(`可以：${cures.join('；')}`, `You can: ${cures.join('; ')}`));
  return `**${code}** ${plain(title)}${link}\n\n${cure}`;
}

function fieldPart({ path }: Place, session: Session): string[] {
  const doc = fieldDoc(path);
  if (doc === undefined) return [];
  const values = doc.values.map((value) => `\`${value}\``).join(' ');
  const usual =
    values === '' ? '' : `\n\n${words(session, text('例如：', 'For example: '))}${values}`;
  return [`**${doc.key}** ${plain(words(session, doc.description))}${usual}`];
}

function assessment(reading: ReadRow, session: Session): string {
  const silenced = ignoredRules(reading);
  const rules = session.rules.filter(({ id }) => !silenced.has(id));
  const greeting = typeof reading.row.祝福语 === 'string' ? reading.row.祝福语 : '';
  const read = assess(inputOf(reading), greeting, 0, rules, ruleContext(session));
  return [verdict(read, session), ...evidenceLines(read, session)].join('\n\n');
}

function verdict(
  { score, sendable, characters, unitsUsed, units }: Candidate,
  session: Session,
): string {
  const { withPunctuation: count } = characters;
  return words(
    session,
    text(
      `${count} 字 · 证据 ${unitsUsed}/${units} · ${score} 分 · ${sendable ? '可直接发' : '要改'}`,
      `${count} characters · details used ${unitsUsed}/${units} · score ${score} · ${sendable ? 'ready to send' : 'needs work'}`,
    ),
  );
}

function evidenceLines(
  { text: greeting, evidence, unused }: Candidate,
  session: Session,
): string[] {
  const used = evidence.map(({ start, end, unit, kind }) => {
    const phrase = plain(greeting.slice(start, end));
    const retold =
      kind === 'alias' ? words(session, text('（换了说法）', ' (in other words)')) : '';
    return `- ✓ 「${phrase}」 ← ${plain(unit)}${retold}`;
  });
  const left = unused.map(
    (unit) => `- ✗ ${words(session, text('没用到：', 'unused: '))}${plain(unit)}`,
  );
  const lines = [...used, ...left];
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function inputOf({ row }: ReadRow): GreetingInput {
  const value = (field: string): string => (typeof row[field] === 'string' ? row[field] : '');
  const fields = Object.fromEntries(REQUIRED_FIELDS.map((field) => [field, value(field)]));
  return { ...(fields as unknown as GreetingInput), 场合: value('场合') };
}

/** Text of a row is shown as it is: nothing in it becomes a link, an image or markup. */
function plain(words: string): string {
  return words.replaceAll(/[\\`*_{}[\]()#+\-.!|<>&~]/g, '\\$&').replaceAll('\n', ' ');
}
