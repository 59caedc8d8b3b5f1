import { exampleMonitor } from '../exampleMonitor.ts';
import { createValidator } from './validate.ts';

const validate = createValidator();
const configMap = { name: 'wine-model', key: 'model.json' };

test.each<{ name: string; changes: Readonly<Record<string, unknown>>; problems: readonly (readonly [path: string, message: string])[] }>([
  {
    name: 'a value of a set',
    changes: { 'spec.capture.redact': ['ash', 'hue', 'ash', 'ash'] },
    problems: [
      ['spec.capture.redact[2]', 'expected no duplicates, got "ash" as at [0]'],
      ['spec.capture.redact[3]', 'expected no duplicates, got "ash" as at [0]'],
    ],
  },
  {
    name: 'a feature name',
    changes: { 'spec.model.features.4.name': 'ash' },
    problems: [['spec.model.features[4]', 'expected no duplicates, got name "ash" as at [2]']],
  },
  {
    name: 'a version name',
    changes: { 'spec.model.versions.1.name': 'v1' },
    problems: [['spec.model.versions[1]', 'expected no duplicates, got name "v1" as at [0]']],
  },
  {
    name: 'a class',
    changes: { 'spec.model.target.classes': ['red', 'red'] },
    problems: [['spec.model.target.classes[1]', 'expected no duplicates, got "red" as at [0]']],
  },
  {
    name: 'a missing name: the lack of it is the one problem',
    changes: { 'spec.model.versions': [40, 60].map((traffic) => ({ format: 'forest', source: { configMap }, traffic })) },
    problems: [
      ['spec.model.versions[0].name', 'is required (letters, digits, -, . and _)'],
      ['spec.model.versions[1].name', 'is required (letters, digits, -, . and _)'],
    ],
  },
])('reports $name that stands twice', ({ changes, problems }) => {
  expect(validate(exampleMonitor(changes)).problems.map(({ path, message }) => [path, message])).toEqual(problems);
});
