import { Uri } from 'vscode';

/** A URI handed to a command: by a menu as an object, by a lens as text. */
export function uriArgument(argument: unknown): Uri | undefined {
  if (argument instanceof Uri) return argument;
  return typeof argument === 'string' ? Uri.parse(argument) : undefined;
}
