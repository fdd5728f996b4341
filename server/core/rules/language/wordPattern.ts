/** Words by their first character; a word that ends here has the key ''. */
interface Branch extends Map<string, Branch> {}

/**
 * The source of a pattern that matches any of `words`, the longest first, sharing their beginnings:
 * several hundred plain alternatives would be tried one by one at every character of a greeting.
 */
export function wordPattern(words: readonly string[]): string {
  const root: Branch = new Map();
  for (const word of words) insert(root, [...word]);
  return source(root);
}

function insert(branch: Branch, [first = '', ...rest]: readonly string[]): void {
  const next: Branch = branch.get(first) ?? new Map<string, Branch>();
  branch.set(first, next);
  if (first !== '') insert(next, rest);
}

function source(branch: Branch): string {
  const longer = [...branch]
    .filter(([first]) => first !== '')
    .map(([first, next]) => escaped(first) + source(next));
  if (longer.length === 0) return '';
  const group =
    longer.length === 1 && !branch.has('') ? (longer[0] ?? '') : `(?:${longer.join('|')})`;
  return branch.has('') ? `${group}?` : group;
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
}
