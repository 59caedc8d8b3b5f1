import { choleskySolve } from './choleskySolve.ts';

test('solves a system of three equations', () => {
  // numpy 2: numpy.linalg.solve([[4, 2, 0.6], [2, 5, 1], [0.6, 1, 3]], [1, 2, 3])
  const solution = choleskySolve(Float64Array.of(4, 2, 0.6, 2, 5, 1, 0.6, 1, 3), Float64Array.of(1, 2, 3));
  expect(Array.from(solution)).toEqual(
    [0.004484304932735439, 0.2125560538116592, 0.9282511210762331].map((value) => expect.closeTo(value, 14)),
  );
});

test('refuses a matrix that is not positive definite', () => {
  expect(() => choleskySolve(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toThrow(
    new RangeError('cholesky needs a positive definite matrix, got pivot -3 in row 1'),
  );
});
