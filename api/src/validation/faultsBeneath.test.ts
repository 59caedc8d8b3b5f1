import { faultsBeneath } from './faultsBeneath.ts';
import { problem } from './problem.ts';

test('sorts problems by every path they lie at or beneath', () => {
  const broken = faultsBeneath([problem(['spec', 'features', 2, 'type'], 'wrong'), problem(['spec', 'redact', 0], 'wrong')]);
  expect(Object.fromEntries([...broken].map(([path, names]) => [path, [...names]]))).toEqual({
    '': ['type', 'redact'],
    spec: ['type', 'redact'],
    'spec.features': ['type'],
    'spec.features[2]': ['type'],
    'spec.features[2].type': ['self'],
    'spec.redact': ['redact'],
    'spec.redact[0]': ['self'],
  });
});

test('a document that is broken as a whole', () => {
  expect([...faultsBeneath([problem([], 'wrong')])]).toEqual([['', new Set(['self'])]]);
});
