import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedSources } from './generatedSources.ts';

// The first half of `npm run generate`, in a process of its own: what `generate.ts` imports depends on the sources written here.
for (const [path, text] of generatedSources()) writeFileSync(join(import.meta.dirname, '..', path), text);
