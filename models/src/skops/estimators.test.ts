import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { estimatorNames } from './estimators.ts';

const docs = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'models.md'), 'utf8');

test.each([
  { list: 'Models', names: estimatorNames.models },
  { list: 'Transformers', names: estimatorNames.transformers },
])('docs/models.md lists the classes that are read: $list', ({ list, names }) => {
  const [, text = ''] = new RegExp(`^${list}: ([^.]*)\\.$`, 'm').exec(docs) ?? [];
  const inOrder = names.toSorted((left, right) => left.localeCompare(right, 'en', { sensitivity: 'base' }));
  expect(text.split(/,\s+/)).toEqual(inOrder);
});
