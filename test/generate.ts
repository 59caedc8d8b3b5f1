import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './generatedFiles.ts';

// `npm run generate` writes what is generated; afterwards `git diff` is clean, or the change belongs in the commit.
for (const [path, text] of generatedFiles()) writeFileSync(join(import.meta.dirname, '..', path), text);
