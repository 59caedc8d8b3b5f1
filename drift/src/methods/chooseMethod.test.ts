import { chooseMethod } from './chooseMethod.ts';

const choose = (methods: Parameters<typeof chooseMethod>[0], name = 'x') => chooseMethod(methods, { name, type: 'numeric' }, () => 'ks');

test.each([
  { name: 'nothing chosen takes the default and its threshold', methods: {}, chosen: { method: 'ks', threshold: 0.05 } },
  {
    name: 'auto for the type is the default with the given threshold',
    methods: { numeric: { method: 'auto', threshold: 0.01 } },
    chosen: { method: 'ks', threshold: 0.01 },
  },
  { name: 'the type chooses', methods: { numeric: { method: 'psi', threshold: 0.2 } }, chosen: { method: 'psi', threshold: 0.2 } },
  { name: 'the other type has no say', methods: { categorical: { method: 'psi' } }, chosen: { method: 'ks', threshold: 0.05 } },
  {
    name: 'the feature chooses before its type',
    methods: { numeric: { method: 'psi', threshold: 0.2 }, features: { x: { method: 'wasserstein' } } },
    chosen: { method: 'wasserstein', threshold: 0.1 },
  },
  {
    name: 'a feature with only a threshold keeps the method of its type',
    methods: { numeric: { method: 'psi', threshold: 0.2 }, features: { x: { method: 'auto', threshold: 0.3 } } },
    chosen: { method: 'psi', threshold: 0.3 },
  },
  {
    name: 'a feature that chooses the method of its type keeps its threshold',
    methods: { numeric: { method: 'psi', threshold: 0.2 }, features: { x: { method: 'psi' } } },
    chosen: { method: 'psi', threshold: 0.2 },
  },
  { name: 'another feature has no say', methods: { features: { y: { method: 'psi' } } }, chosen: { method: 'ks', threshold: 0.05 } },
] as const)('$name', ({ methods, chosen }) => {
  expect(choose(methods)).toEqual(chosen);
});

test('a feature named like an inherited property has no choice of its own', () => {
  expect(choose({ features: {} }, 'constructor')).toEqual({ method: 'ks', threshold: 0.05 });
});
