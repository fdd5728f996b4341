import { fileURLToPath } from 'node:url';

/** The GGUF that comes with the program. */
export const MINI_MODEL = fileURLToPath(new URL('../../models/mini/mini.gguf', import.meta.url));

/** Where the checkout keeps node-llama-cpp. */
export const PACKAGE_ROOTS = [fileURLToPath(new URL('../..', import.meta.url))];
