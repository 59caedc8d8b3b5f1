import { gaussLegendre } from './gaussLegendre.ts';

// (numpy.polynomial.legendre.leggauss(n)[0] + 1) / 2 and [1] / 2, numpy 2
test.each([
  { name: 'one node', nodes: [0.5], weights: [1] },
  { name: 'two nodes', nodes: [0.21132486540518713, 0.7886751345948129], weights: [0.5, 0.5] },
  {
    name: 'three nodes',
    nodes: [0.1127016653792583, 0.5, 0.8872983346207417],
    weights: [0.2777777777777778, 0.4444444444444444, 0.2777777777777778],
  },
])('$name', ({ nodes, weights }) => {
  const got = gaussLegendre(nodes.length);
  expect([...got.nodes]).toEqual(nodes.map((value) => expect.closeTo(value, 14)));
  expect([...got.weights]).toEqual(weights.map((value) => expect.closeTo(value, 14)));
});

test.each([1, 2, 5, 20, 100])('%i nodes integrate every power they should: ∫ tᵏ = 1 / (k + 1)', (size) => {
  const { nodes, weights } = gaussLegendre(size);
  for (let power = 0; power < 2 * size; power++) {
    const sum = nodes.reduce((total, t, index) => total + (weights[index] ?? 0) * t ** power, 0);
    expect(sum).toBeCloseTo(1 / (power + 1), 13);
  }
});
