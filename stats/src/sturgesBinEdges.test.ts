import { sturgesBinEdges } from './sturgesBinEdges.ts';

// Expected values: numpy 2.4 numpy.histogram_bin_edges(numpy.linspace(minimum, maximum, rows), bins='sturges')
test.each<{ name: string; limits: [number, number, number]; bins: number; first: number[] }>([
  { name: 'more rows than a power of two', limits: [0, 1, 33], bins: 7, first: [0, 0.14285714285714285, 0.2857142857142857] },
  { name: 'a power of two rows', limits: [0, 1, 1024], bins: 11, first: [0, 0.09090909090909091, 0.18181818181818182] },
  { name: 'negative values', limits: [-3.5, 2.25, 1000], bins: 11, first: [-3.5, -2.9772727272727275, -2.4545454545454546] },
  { name: 'a single value', limits: [2, 2, 1], bins: 1, first: [1.5, 2.5] },
])('agrees with numpy for $name', ({ limits, bins, first }) => {
  const edges = sturgesBinEdges(...limits);
  expect(edges.length).toBe(bins + 1);
  expect(Array.from(edges.slice(0, first.length))).toEqual(first);
});

test.each<{ name: string; limits: [number, number, number]; message: string }>([
  {
    name: 'limits the wrong way round',
    limits: [1, 0, 5],
    message: 'sturges needs a finite range from minimum to maximum, got 1 to 0',
  },
  { name: 'NaN', limits: [Number.NaN, 1, 5], message: 'sturges needs a finite range from minimum to maximum, got NaN to 1' },
  { name: 'no rows', limits: [0, 1, 0], message: 'sturges needs at least one row, got 0' },
  {
    name: 'a range of a single rounding step',
    limits: [1, 1 + Number.EPSILON, 100],
    message: 'sturges needs a range wide enough for 8 bins, got 1 to 1.0000000000000002',
  },
])('refuses $name', ({ limits, message }) => {
  expect(() => sturgesBinEdges(...limits)).toThrow(new RangeError(message));
});
