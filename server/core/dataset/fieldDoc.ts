import { z } from 'zod';
import { type Text, text } from '../text.ts';
import { rowSchema } from './row.ts';

/** What a person should know about one key of a Row, taken from the schema. */
export interface FieldDoc {
  readonly key: string;
  readonly description: Text;
  /** Values that are usual or, for an enumeration, the only ones. */
  readonly values: readonly string[];
  readonly required: boolean;
  readonly kind: 'text' | 'object' | 'list';
}

/** Where something lies in a Row: keys, and indices in lists. */
export type RowPath = readonly (string | number)[];

/** The documentation of the key at `path`, or undefined for a key the schema does not know. */
export function fieldDoc(path: RowPath): FieldDoc | undefined {
  const key = path.at(-1);
  const schema = schemaAt(path);
  return typeof key === 'string' && schema !== undefined ? describe(key, schema) : undefined;
}

/** The keys of the object at `path`, in schema order. */
export function fieldDocs(path: RowPath): readonly FieldDoc[] {
  const schema = schemaAt(path);
  const object = schema === undefined ? undefined : inner(schema);
  if (!(object instanceof z.ZodObject)) return [];
  return Object.entries(object.shape).map(([key, value]) => describe(key, value as z.ZodType));
}

function schemaAt(path: RowPath): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>(
    (schema, step) => (schema === undefined ? undefined : child(inner(schema), step)),
    rowSchema,
  );
}

function child(schema: z.ZodType, step: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    return Object.hasOwn(schema.shape, step) ? (schema.shape[step] as z.ZodType) : undefined;
  }
  return schema instanceof z.ZodArray ? (schema.element as z.ZodType) : undefined;
}

function inner(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
}

function describe(key: string, schema: z.ZodType): FieldDoc {
  const { description = key, examples = [] } = schema.meta() ?? {};
  const core = inner(schema);
  return {
    key,
    description: bilingual(description),
    values: core instanceof z.ZodEnum ? core.options.map(String) : (examples as readonly string[]),
    required: !(schema instanceof z.ZodOptional),
    kind: core instanceof z.ZodObject ? 'object' : core instanceof z.ZodArray ? 'list' : 'text',
  };
}

/** Descriptions are written 「中文 / English」 in the schema, so that the JSON Schema shows both. */
function bilingual(description: string): Text {
  const [zh = description, en = zh] = description.split(' / ');
  return text(zh, en);
}
