/**
 * Schemas of what crosses between the extension and a webview. They are a few functions rather than a
 * library because both bundles carry them, and they are exact: a key that is not named is refused.
 */
export type Check<T> = (value: unknown) => value is T;
export type Checked<C> = C extends Check<infer T> ? T : never;

type Shape = Readonly<Record<string, Check<unknown>>>;
type Required<R extends Shape> = { readonly [K in keyof R]: Checked<R[K]> };
type Optional<O extends Shape> = { readonly [K in keyof O]?: Checked<O[K]> };

export const boolean: Check<boolean> = (value) => typeof value === 'boolean';

/** A message without content. */
export const nothing: Check<null> = (value) => value === null;

/** At most `longest` UTF-16 units. */
export function string(longest: number): Check<string> {
  return (value): value is string => typeof value === 'string' && value.length <= longest;
}

/** A whole number between two bounds, both included. */
export function whole(least: number, most: number): Check<number> {
  return (value): value is number =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

/** A finite number that is not negative. */
export const amount: Check<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

export function oneOf<const T extends string>(...values: readonly T[]): Check<T> {
  return (value): value is T => values.includes(value as T);
}

export function list<T>(item: Check<T>, longest: number): Check<readonly T[]> {
  return (value): value is readonly T[] =>
    Array.isArray(value) && value.length <= longest && value.every((entry) => item(entry));
}

export function object<R extends Shape, O extends Shape = Record<never, never>>(
  required: R,
  optional?: O,
): Check<Required<R> & Optional<O>> {
  const shape: Shape = { ...required, ...optional };
  const needed = Object.keys(required);
  return (value): value is Required<R> & Optional<O> =>
    isRecord(value) &&
    needed.every((key) => Object.hasOwn(value, key)) &&
    Object.entries(value).every(
      ([key, entry]) => Object.hasOwn(shape, key) && (shape[key]?.(entry) ?? false),
    );
}

export function either<A, B>(a: Check<A>, b: Check<B>): Check<A | B> {
  return (value): value is A | B => a(value) || b(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
