import { readZip } from './readZip.ts';
import { storedZip } from './storedZip.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

test('entries are read, stored and deflated, also behind other bytes than a zip may start with', () => {
  const zip = readZip(
    storedZip([
      ['a.txt', bytes('one')],
      ['ü/b', bytes('two'.repeat(100)), { deflated: true }],
      ['empty', bytes('')],
    ]),
  );
  expect(zip.names).toEqual(['a.txt', 'ü/b', 'empty']);
  expect(zip.names.map((name) => Buffer.from(zip.read(name)).toString())).toEqual(['one', 'two'.repeat(100), '']);
});

const bomb = Buffer.alloc(64 * 1024 * 1024);

test.each([
  {
    name: 'a name that occurs twice',
    zip: storedZip([
      ['a', bytes('1')],
      ['a', bytes('2')],
    ]),
    message: 'the zip holds the entry "a" twice',
  },
  { name: 'an encrypted entry', zip: storedZip([['a', bytes('1'), { flags: 1 }]]), message: 'zip entry "a" is encrypted' },
  {
    name: 'a bomb',
    zip: storedZip([['a', bomb, { deflated: true }]]),
    message: /^the zip unpacks to 67108864 bytes, expected at most \d+ for a file of \d+ bytes$/,
  },
  {
    name: 'a size beyond all',
    zip: storedZip([['a', bytes('1'), { deflated: true, size: 4e9 }]]),
    message: /^the zip unpacks to 4000000000 bytes/,
  },
  {
    name: 'two sizes of a stored entry',
    zip: storedZip([['a', bytes('1'), { size: 7 }]]),
    message: 'the zip is damaged: entry "a" is stored with two sizes, 1 and 7',
  },
  { name: 'no bytes', zip: bytes(''), message: 'the zip is damaged: it ends without a directory, so the file is probably cut off' },
])('refuses $name before it unpacks anything', ({ zip, message }) => {
  expect(() => readZip(zip)).toThrow(
    expect.objectContaining({ name: 'ModelFormatError', message: typeof message === 'string' ? message : expect.stringMatching(message) }),
  );
});

test.each([
  { name: 'a wrong checksum', options: { checksum: 7 }, message: 'zip entry "a" is damaged: its checksum differs' },
  { name: 'fewer bytes than announced', options: { deflated: true, size: 9 }, message: 'zip entry "a": expected 9 bytes, got 3' },
  { name: 'more bytes than announced', options: { deflated: true, size: 1 }, message: /^zip entry "a" is damaged: / },
])('refuses $name when it is read', ({ options, message }) => {
  const zip = readZip(storedZip([['a', bytes('one'), options]]));
  expect(() => zip.read('a')).toThrow(message);
});

test('refuses a text that is packed more tightly than its reader allows', () => {
  const zip = readZip(storedZip([['a', Buffer.alloc(2 * 1024 * 1024, '['), { deflated: true }]]));
  expect(zip.read('a')).toHaveLength(2 * 1024 * 1024);
  expect(() => zip.read('a', 100)).toThrow(/^zip entry "a" unpacks to 2097152 bytes, expected at most \d+ for \d+ packed ones$/);
});

test('refuses entries that share their bytes', () => {
  const zip = storedZip([
    ['a', bytes('x'.repeat(100))],
    ['b', bytes('y')],
  ]);
  // The place of the second entry, in the directory, becomes that of the first.
  zip.writeUInt32LE(0, zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 1) + 42);
  expect(() => readZip(zip)).toThrow('overlap');
});

test('refuses a zip cut anywhere', () => {
  const whole = storedZip([
    ['a', bytes('one')],
    ['b', bytes('two'), { deflated: true }],
  ]);
  for (let length = 0; length < whole.length; length++) expect(() => readZip(whole.subarray(0, length))).toThrow(/^the zip is damaged: /);
});
