import { createValidator } from '@modelmonitor/api';
import { recordingContext } from '../recordingContext.ts';
import { parseManifests } from './parseManifests.ts';
import { problemLines } from './problemLines.ts';
import { validateInWorker } from './validateInWorker.ts';
import { validateManifests } from './validateManifests.ts';

const manyKeys = `kind: ModelMonitor\n${Array.from({ length: 30_000 }, (_, index) => `k${index}: x\n`).join('')}`;

test('of a file with thousands of problems the first are shown, each at its line, and how many more there are', () => {
  const parsed = parseManifests(manyKeys, 'typo.yaml');
  const { problems } = validateManifests({ ...parsed, paths: ['typo.yaml'], sourceFiles: [] }, { validate: createValidator() });
  const lines = problemLines(problems);
  expect(lines).toHaveLength(41);
  expect(lines.some((line) => line.startsWith('typo.yaml:21: k19: unknown field'))).toBe(true);
  expect(lines.at(-1)).toBe(`typo.yaml: and ${(problems.length - 40).toLocaleString('en-US')} more problems`);
});

test('a few problems are shown whole, of each file', () => {
  const problems = ['a', 'b'].map((file) => ({ file: `${file}.yaml`, line: 2, path: 'spec', message: 'is required' }));
  expect(problemLines(problems)).toEqual(['a.yaml:2: spec: is required', 'b.yaml:2: spec: is required']);
});

test('a key of any length is cut', () => {
  const [line = ''] = problemLines([{ file: 'a.yaml', line: 1, path: 'k'.repeat(1_000_000), message: 'unknown field' }]);
  expect(line.length).toBeLessThan(300);
});

test('the thread finds what the process would', async () => {
  const { context } = recordingContext({ cwd: new URL('../../..', import.meta.url).pathname });
  const paths = ['examples/wine'];
  const { monitors, objects, problems } = await validateInWorker({ paths, cwd: context.cwd, running: new Map() });
  expect([problems, monitors.map(({ metadata }) => metadata.name)]).toEqual([[], ['wine']]);
  const [reference] = objects.get('ConfigMap', 'default', 'wine-reference')?.entries.keys() ?? [];
  expect(reference).toBe('reference.csv');
});
