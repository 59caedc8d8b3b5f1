import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './generatedFiles.ts';
import { generatedSources } from './generatedSources.ts';

test.each([...generatedSources(), ...generatedFiles()])('%s is what `npm run generate` writes', (path, text) => {
  expect(readFileSync(join(import.meta.dirname, '..', path), 'utf8')).toBe(text);
});

test('generating twice gives the same bytes', () => {
  expect(generatedFiles()).toEqual(generatedFiles());
});
