import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param {...string} parts */
export const inRepository = (...parts) => join(repositoryRoot, ...parts);
