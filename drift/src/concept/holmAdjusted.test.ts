import { holmAdjusted } from './holmAdjusted.ts';

// Expected values: R 4, p.adjust(p, "holm")
test.each([
  { name: 'steps keep their order', pValues: [0.01, 0.04, 0.03], expected: [0.03, 0.06, 0.06] },
  { name: 'nothing passes 1', pValues: [0.9, 0.8], expected: [1, 1] },
  { name: 'one test stays as it is', pValues: [0.04], expected: [0.04] },
  { name: 'no test gives none', pValues: [], expected: [] },
])('$name', ({ pValues, expected }) => {
  expect(holmAdjusted(pValues)).toEqual(expected.map((value) => expect.closeTo(value, 14)));
});
