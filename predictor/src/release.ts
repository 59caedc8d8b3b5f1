import { readFileSync } from 'node:fs';

/** Version of this software. */
export const release: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
