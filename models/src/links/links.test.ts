import {
  exponential,
  exponentialFloat32,
  hinge,
  identity,
  sigmoid,
  sigmoidFloat32,
  signedSquare,
  softmax,
  softmaxFloat32,
  softplus,
} from './links.ts';

test.each([
  { name: 'the sigmoid', link: sigmoid(), sums: [0, Math.log(3), -1000, 1000], expected: [0.5, 0.75, 0, 1] },
  { name: 'the sigmoid with a scale', link: sigmoid(2), sums: [Math.log(3) / 2], expected: [0.75] },
  { name: 'the sigmoid in float32', link: sigmoidFloat32, sums: [0, -1000], expected: [0.5, 0] },
  { name: 'the softmax', link: softmax, sums: [1000, 1001], expected: [1 / (1 + Math.E), Math.E / (1 + Math.E)] },
  { name: 'the softmax in float32', link: softmaxFloat32, sums: [1000, 1000], expected: [0.5, 0.5] },
  { name: 'the exponential', link: exponential, sums: [0, Math.log(2)], expected: [1, 2] },
  { name: 'the exponential in float32', link: exponentialFloat32, sums: [1], expected: [Math.fround(Math.E)] },
  { name: 'the hinge', link: hinge, sums: [0, 0.1, -0.1], expected: [0, 1, 0] },
  { name: 'the signed square', link: signedSquare, sums: [-3, 3], expected: [-9, 9] },
  { name: 'the softplus', link: softplus, sums: [0, 800], expected: [Math.LN2, 800] },
  { name: 'no link', link: identity, sums: [-2], expected: [-2] },
])('$name', ({ link, sums, expected }) => {
  const row = Float64Array.from(sums);
  link(row);
  expect([...row]).toEqual(expected.map((value) => expect.closeTo(value, 14)));
});
