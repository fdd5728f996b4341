import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldDoc, fieldDocs } from '../../../../server/core/dataset/fieldDoc.ts';
import { REQUIRED_FIELDS, rowSchema } from '../../../../server/core/dataset/row.ts';
import { rowJsonSchema } from '../../../../server/core/dataset/rowJsonSchema.ts';

interface JsonSchema {
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

const file = new URL('../../../../datasets/schemas/row.schema.json', import.meta.url);
const published = JSON.parse(readFileSync(file, 'utf8')) as JsonSchema;

describe('the published JSON Schema', () => {
  it('is fresh (node scripts/generateSchemas.mjs writes it)', () =>
    expect(published).toEqual(rowJsonSchema()));

  it('requires what a row cannot be without, and nothing else', () => {
    expect(published.required).toEqual(REQUIRED_FIELDS);
    expect(published.properties?.meta?.required).toBeUndefined();
    expect(published.properties?.meta?.properties?.source?.required).toEqual(['kind']);
    expect(published.properties?.meta?.properties?.ignore?.items?.required).toEqual([
      'rule',
      'reason',
    ]);
  });

  it('allows unknown keys at every depth', () => {
    const objects = (schema: JsonSchema): JsonSchema[] => [
      ...(schema.properties === undefined ? [] : [schema]),
      ...Object.values(schema.properties ?? {}).flatMap(objects),
      ...(schema.items === undefined ? [] : objects(schema.items)),
    ];
    expect(objects(published).length).toBeGreaterThan(4);
    expect(
      objects(published).filter(({ additionalProperties }) => additionalProperties === false),
    ).toEqual([]);
  });
});

it('a row with keys nobody knows keeps them', () => {
  const row = {
    称呼: 'a',
    关系: 'b',
    交往细节: 'c',
    风格: 'd',
    字数: 'e',
    祝福语: 'f',
    x: 1,
    meta: { y: [2], source: { kind: 'edited', z: 3 } },
  };
  expect(rowSchema.parse(row)).toEqual(row);
});

describe('the documentation of fields', () => {
  it('is there for every key, in both languages', () => {
    const paths = [[], ['meta'], ['meta', 'source'], ['meta', 'review'], ['meta', 'ignore', 0]];
    for (const field of paths.flatMap((path) => fieldDocs(path))) {
      expect(field.description.zh, field.key).toMatch(/\p{Script=Han}/u);
      expect(field.description.en, field.key).toMatch(/^[^\p{Script=Han}]+(such as|；)?/u);
      expect(field.description.en, field.key).not.toBe(field.description.zh);
    }
  });

  it('knows nothing of keys the schema does not name', () => {
    for (const path of [['x'], ['toString'], ['meta', 'x', 'y'], ['祝福语', 'x'], []])
      expect(fieldDoc(path)).toBeUndefined();
  });
});
