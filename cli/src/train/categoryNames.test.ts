import { categoryNames, countTexts } from './categoryNames.ts';

test.each([
  { name: 'whole numbers are one class however they are written', texts: ['1', '1.0', '1e0', '2.0'], names: ['1', '1', '1', '2'] },
  { name: 'zeros in front stay', texts: ['007', '7', '00501'], names: ['007', '7', '00501'] },
  {
    name: 'truth values have their most frequent spelling',
    texts: ['true', 'True', 'True', 'FALSE'],
    names: ['True', 'True', 'True', 'FALSE'],
  },
  { name: 'texts are their own names', texts: ['1.10', '1.1', 'v2'], names: ['1.10', '1.1', 'v2'] },
  { name: 'yes and no are texts', texts: ['yes', 'no', 'Yes'], names: ['yes', 'no', 'Yes'] },
])('$name', ({ texts, names }) => {
  const found = categoryNames(countTexts(texts));
  expect(texts.map((text) => found.get(text))).toEqual(names);
});
