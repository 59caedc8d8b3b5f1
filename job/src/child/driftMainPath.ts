import { fileURLToPath } from 'node:url';

/** Path of the drift job's entry. */
export const driftMainPath = fileURLToPath(new URL('../main.ts', import.meta.url));
