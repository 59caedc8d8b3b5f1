import { formatFigure } from './formatFigure.ts';

test.each([
  [0.912345, '0.912'],
  [1, '1.000'],
  [-0.5, '−0.500'],
  [0, '0'],
  [12.3456, '12.35'],
  [0.00012345, '0.0001234'],
  [123456.7, '123,457'],
])('%p reads %s', (value, text) => {
  expect(formatFigure(value)).toBe(text);
});
