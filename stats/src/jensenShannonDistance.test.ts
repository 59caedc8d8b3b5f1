import { array, assert, double, property, tuple } from 'fast-check';
import { jensenShannonDistance } from './jensenShannonDistance.ts';

// Expected values: scipy 1.17 scipy.spatial.distance.jensenshannon(p, q)
test.each([
  { name: 'weights that do not sum to 1', p: [1, 2], q: [0.5, 1.5], expected: 0.0649045071124932 },
  { name: 'an empty bin', p: [0.2, 0, 0.8], q: [0.1, 0.4, 0.5], expected: 0.40569578226324216 },
  { name: 'nothing in common', p: [1, 0], q: [0, 1], expected: 0.8325546111576977 },
  { name: 'an empty bin on both sides', p: [0, 1], q: [0, 3], expected: 0 },
])('agrees with scipy for $name', ({ p, q, expected }) => {
  expect(jensenShannonDistance(Object.freeze(p), Object.freeze(q))).toBeCloseTo(expected, 13);
});

test('is symmetric and stays from 0 to the root of ln 2', () => {
  const weight = double({ min: 0.001, max: 1, noNaN: true });
  assert(
    property(array(tuple(weight, weight), { minLength: 1, maxLength: 20 }), (pairs) => {
      const [p, q] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
      const distance = jensenShannonDistance(p, q);
      expect(distance).toBeCloseTo(jensenShannonDistance(q, p), 9);
      expect(distance >= 0 && distance <= Math.sqrt(Math.LN2)).toBe(true);
    }),
  );
});

test.each([
  { name: 'different lengths', p: [1], message: 'jensen-shannon needs as many weights on both sides, got 1 and 2' },
  { name: 'a negative weight', p: [1, -1], message: 'jensen-shannon needs weights of at least 0, got -1 in bin 1' },
  { name: 'NaN', p: [Number.NaN, 1], message: 'jensen-shannon needs weights of at least 0, got NaN in bin 0' },
  { name: 'no weight at all', p: [0, 0], message: 'jensen-shannon needs a positive total of weights, got 0' },
])('refuses $name', ({ p, message }) => {
  expect(() => jensenShannonDistance(p, [1, 1])).toThrow(new RangeError(message));
});
