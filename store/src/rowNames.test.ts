import { createCipheriv, randomBytes } from 'node:crypto';
import { isGivenId, parseRowId } from './rowId.ts';
import { newSeries, rowNames } from './rowNames.ts';

const series = 'a1b2c3d4.000102030405060708090a0b0c0d0e0f';

test('a signature is the first 96 bits of the number encrypted with AES-128', () => {
  const block = Buffer.alloc(16);
  block.writeUInt32BE(36, 4);
  const key = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
  const encrypted = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(block);
  expect(rowNames(series).idOf(36)).toBe(`a1b2c3d4-10.${encrypted.subarray(0, 12).toString('base64url')}`);
});

test('ids are the same in any order', () => {
  const numbers = [0, 1, 2, 300, 301, 5, 255, 256, 257, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 40];
  const names = rowNames(series);
  const forwards = numbers.map(names.idOf);
  expect(numbers.toReversed().map(rowNames(series).idOf).toReversed()).toEqual(forwards);
  expect(numbers.map((number) => rowNames(series).idOf(number))).toEqual(forwards);
  expect(new Set(Array.from({ length: 2000 }, (_, number) => names.idOf(number))).size).toBe(2000);
  expect(forwards.map(names.numberOf)).toEqual(numbers);
  expect(forwards.map(parseRowId)).toEqual(
    numbers.map((number) => ({ series: 'a1b2c3d4', number, signature: expect.stringMatching(/^[\w-]{16}$/) })),
  );
});

test('an id of another number, with another signature or of another key is none of the series', () => {
  const names = rowNames(series);
  const [id, other] = [names.idOf(7), names.idOf(8)];
  const swapped = `a1b2c3d4-7.${other.split('.')[1]}`;
  for (const forged of [swapped, 'a1b2c3d4-7', 'a1b2c3d4-7.', id.slice(0, -1), `${id}A`, id.replace('a1b2c3d4', 'a1b2c3d5'), ''])
    expect([forged, names.numberOf(forged)]).toEqual([forged, undefined]);
  expect(rowNames(newSeries(randomBytes)).numberOf(id)).toBeUndefined();
});

test('a series without a key gives ids without signatures, as earlier releases did', () => {
  const names = rowNames('test');
  expect([names.idOf(36), names.idOf(Number.NaN), names.numberOf('test-10'), names.numberOf('test-010')]).toEqual([
    'test-10',
    '',
    36,
    undefined,
  ]);
});

test.each([
  { id: rowNames(series).idOf(7), given: true },
  { id: 'a1b2c3d4-zz.abcdefghijklmnop', given: true },
  { id: 'a1b2c3d4-7', given: false },
  { id: 'order-7', given: false },
  { id: '0f8fad5b-d9cb-469f-a165-70867728950e', given: false },
  { id: '20261130-1234-4bf92f3577b34da6', given: false },
  { id: `${rowNames(series).idOf(7)}/0`, given: false },
])('$id has the form of a given id: $given', ({ id, given }) => {
  expect(isGivenId(id)).toBe(given);
});
