/** The page that explains a Problem's code, relative to the folder of rule pages; undefined for our own failures. */
export function rulePage(code: string): string | undefined {
  if (/^ROW\d+$/.test(code)) return `ROW.md#${code.toLowerCase()}`;
  return /^[A-Z]+\d+$/.test(code) ? `${code}.md` : undefined;
}
