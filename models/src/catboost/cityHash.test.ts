import { cityHash } from './cityHash.ts';

// The low 32 bits, signed, as CatBoost 1.2.10 wrote them for one-hot categories of these texts.
test.each([
  { text: 'a', hash: -805065478 },
  { text: 'ab', hash: -204718274 },
  { text: 'abcd', hash: 345588365 },
  { text: 'abcdefgh', hash: -24192233 },
  { text: 'abcdefghi', hash: -1275414319 },
  { text: '0123456789abcdef', hash: -1649659113 },
  { text: '0123456789abcdefg', hash: -445042630 },
  { text: 'x'.repeat(32), hash: 664286079 },
  { text: `${'y'.repeat(33)}z`, hash: 1557067174 },
  { text: 'w'.repeat(64), hash: -606514869 },
  { text: 'v'.repeat(65), hash: -2094967322 },
  { text: 'überall, sehr weit weg vom nächsten Ort und noch viel weiter als man denkt, ja wirklich', hash: 1549262106 },
  { text: `${'q'.repeat(128)}rrr`, hash: 1234691980 },
])('$text', ({ text, hash }) => {
  expect(Number(BigInt.asIntN(32, cityHash(new TextEncoder().encode(text))))).toBe(hash);
});

test('no bytes have a hash, too', () => {
  expect(cityHash(new Uint8Array(0))).toBe(0x9ae16a3b2f90404fn);
});
