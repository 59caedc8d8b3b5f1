import { encodingMark, textDecoding, utf8Check } from './textEncoding.ts';

test.each([
  ['a mark of UTF-8', Buffer.from('\uFEFFa'), { encoding: 'utf-8', mark: 3 }],
  ['a mark of UTF-16', Buffer.from('\uFEFFa', 'utf16le'), { encoding: 'utf-16le', mark: 2 }],
  ['a mark of UTF-16, big end first', Buffer.from('\uFEFFa', 'utf16le').swap16(), { encoding: 'utf-16be', mark: 2 }],
  ['UTF-16 without a mark', Buffer.from('a,b\n1,ü\n', 'utf16le'), { encoding: 'utf-16le', mark: 0 }],
  ['UTF-16 without a mark, big end first', Buffer.from('a,b\n1,ü\n', 'utf16le').swap16(), { encoding: 'utf-16be', mark: 0 }],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), { encoding: 'utf-32', mark: 4 }],
  ['UTF-8', Buffer.from('a,b\n1,ü\n'), undefined],
  ['a text with zeros here and there', Buffer.from('a,b\n1,x\0\n1,xyz\0\n'), undefined],
  ['nothing', Buffer.alloc(0), undefined],
])('%s is known by the first bytes', (_, start, expected) => {
  expect(encodingMark(start)).toEqual(expected);
});

test.each([
  { name: 'UTF-8', bytes: Buffer.from('a\né€😀\n'), result: { badLine: undefined, bad: 0, good: 3 } },
  { name: 'Windows-1252', bytes: Buffer.from('a\nb\n\xe9\xfc\n', 'latin1'), result: { badLine: 3, bad: 2, good: 0 } },
  {
    name: 'UTF-8 with one bad byte',
    bytes: Buffer.concat([Buffer.from('é\né\n'), Buffer.of(0xe9)]),
    result: { badLine: 3, bad: 1, good: 2 },
  },
  { name: 'a character that is cut at the end', bytes: Buffer.from('é\né').subarray(0, -1), result: { badLine: 2, bad: 1, good: 1 } },
  {
    name: 'ß before a mark in Windows-1252',
    bytes: Buffer.from('gro\xdf\x97\n', 'latin1'),
    result: { badLine: undefined, bad: 0, good: 0 },
  },
])('$name is counted, wherever parts are cut', ({ bytes, result }) => {
  for (let size = 1; size <= bytes.length; size++) {
    const check = utf8Check();
    for (let at = 0; at < bytes.length; at += size) check.add(bytes.subarray(at, at + size));
    expect(check.result()).toMatchObject(result);
  }
});

test('Windows-1252 has characters where Latin-1 has none', () => {
  expect(textDecoding('windows-1252').decode(Buffer.of(0x80, 0xe9, 0x93, 0x9f, 0xff))).toBe('€é“Ÿÿ');
});
