import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createValidator } from '@modelmonitor/api';
import { parse } from 'yaml';
import { exampleMonitor } from '../../api/src/exampleMonitor.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/platform.md'), 'utf8');
const blocks = [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = '']) => block);

test('docs/platform.md has examples', () => expect(blocks.length).toBeGreaterThan(3));

test.each(blocks)('an example of docs/platform.md is valid: %s', (block) => {
  const { spec } = parse(block) as { spec: Readonly<Record<'serving' | 'drift', Readonly<Record<string, unknown>>>> };
  const changes = Object.entries(spec).flatMap(([part, fields]) =>
    Object.entries(fields).map(([name, value]) => [`spec.${part}.${name}`, value] as const),
  );
  expect(createValidator()(exampleMonitor(Object.fromEntries(changes))).problems).toEqual([]);
});
