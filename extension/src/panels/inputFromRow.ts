import { FIELDS, type Input } from '../../webview/greetingPreview/protocol.ts';

/** The request a Row was written for; undefined when the line is no JSON object. */
export function inputFromRow(line: string): Input | undefined {
  const row = parsed(line);
  if (row === undefined) return undefined;
  const values = FIELDS.map(
    (field) => [field, text(Object.hasOwn(row, field) ? row[field] : undefined)] as const,
  );
  return Object.fromEntries(values) as Record<(typeof FIELDS)[number], string>;
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    // A half-typed row is no reason to fail.
    return undefined;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 10_000) : '';
}
