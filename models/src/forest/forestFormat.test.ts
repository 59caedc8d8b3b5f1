import { loadForest } from './loadForest.ts';
import { bytesOf, smallForestContract as contract, smallForestFile as file } from './smallForest.ts';

const encode = (text: string) => new TextEncoder().encode(text);

// Worked out manually: tree 1 always votes white; tree 0 votes red below 12.5 % and on sand or chalk, white on clay.
test.each([
  { name: 'below a threshold goes left', row: [12, 0], value: 0, probabilities: [0.5, 0.5] },
  { name: 'on a threshold goes right', row: [12.5, 0], value: 1, probabilities: [0, 1] },
  { name: 'a category is compared by its index', row: [13, 2], value: 0, probabilities: [0.5, 0.5] },
  { name: 'a missing value goes right', row: [Number.NaN, Number.NaN], value: 0, probabilities: [0.5, 0.5] },
])('$name, and on a tie the class that had the votes first wins', ({ row, value, probabilities }) => {
  const model = loadForest(bytesOf(file), contract);
  expect(model.predict(Float64Array.from(row), 1)).toEqual({
    values: Float64Array.of(value),
    probabilities: Float64Array.from(probabilities),
  });
});

test('a missing value goes left where a split of version 2 says so', () => {
  const trees = [{ feature: [-2, -1, -3, -1, -1], value: [12.5, 0, 0.5, 0, 1] }];
  const model = loadForest(bytesOf({ ...file, formatVersion: 2, trees }), contract);
  const rows = Float64Array.of(Number.NaN, 1, 13, Number.NaN, 13, 1);
  expect([...model.predict(rows, 3).values]).toEqual([0, 0, 1]);
});

test('a category that the forest does not know is a missing value', () => {
  const trees = [{ feature: [-3, -1, -1], value: [0.5, 0, 1] }];
  const model = loadForest(bytesOf({ ...file, formatVersion: 2, trees }), contract);
  const rows = Float64Array.of(12, 1, 12, 3);
  expect([...model.predict(rows, 2).values]).toEqual([1, 0]);
  expect([...rows]).toEqual([12, 1, 12, 3]);
});

test('the categories are those of the file, which may know more values than the resource allows', () => {
  expect(loadForest(bytesOf(file), contract).categories['soil']).toEqual(['clay', 'sand', 'chalk']);
});

test('a feature may be called like a property every object has', () => {
  const hostile = JSON.stringify({ ...file, features: ['alcohol', '__proto__'] }).replace('"soil"', '"__proto__"');
  const features = [{ name: 'alcohol', type: 'numeric' } as const, { name: '__proto__', type: 'categorical' } as const];
  const model = loadForest(encode(hostile), { ...contract, features });
  expect(Object.entries(model.categories)).toEqual([['__proto__', ['clay', 'sand', 'chalk']]]);
  expect(model.categories['constructor']).toBeUndefined();
});

test('predict refuses rows that do not fill the count', () => {
  const model = loadForest(bytesOf(file), contract);
  expect(() => model.predict(new Float64Array(3), 2)).toThrow(new RangeError('2 rows of 2 features take 4 numbers, got 3'));
});

test.each([
  {
    name: 'an empty file',
    broken: encode(''),
    message: 'a forest model is JSON, got 0 bytes that do not parse: Unexpected end of JSON input',
  },
  {
    name: 'bytes that are no text',
    broken: Uint8Array.of(0x1f, 0x8b, 8),
    message: 'a forest model is JSON in UTF-8, got 3 bytes that are not UTF-8',
  },
  { name: 'a list', broken: encode('[1]'), message: 'a forest model is one JSON object, got [1]' },
  {
    name: 'a polluting key',
    broken: encode(`{"__proto__":${JSON.stringify(file)}}`),
    message: 'format must be "modelmonitor/forest", got nothing',
  },
])('refuses $name', ({ broken, message }) => {
  expect(() => loadForest(broken, contract)).toThrow(expect.objectContaining({ name: 'ModelFormatError', message }));
});

test('refuses a file cut short anywhere', () => {
  const whole = bytesOf(file);
  for (let length = 0; length < whole.length; length++) {
    expect(() => loadForest(whole.subarray(0, length), contract)).toThrow(/^a forest model is JSON, got \d+ bytes that do not parse: /);
  }
});
