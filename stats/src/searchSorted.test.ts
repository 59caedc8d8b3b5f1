import { countAtMost } from './countAtMost.ts';
import { countBelow } from './countBelow.ts';

// Expected values: numpy.searchsorted([1, 2, 2, 2, 5], value, side='left' and 'right')
test.each([
  { name: 'before all', value: 0, below: 0, atMost: 0 },
  { name: 'the first', value: 1, below: 0, atMost: 1 },
  { name: 'a tie', value: 2, below: 1, atMost: 4 },
  { name: 'between', value: 3, below: 4, atMost: 4 },
  { name: 'the last', value: 5, below: 4, atMost: 5 },
  { name: 'after all', value: Infinity, below: 5, atMost: 5 },
])('bisects for $name', ({ value, below, atMost }) => {
  expect([countBelow([1, 2, 2, 2, 5], value), countAtMost([1, 2, 2, 2, 5], value)]).toEqual([below, atMost]);
});

test('of nothing, nothing is below', () => {
  expect([countBelow([], 1), countAtMost([], 1)]).toEqual([0, 0]);
});
