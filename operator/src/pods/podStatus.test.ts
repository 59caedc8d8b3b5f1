import { parsePodStatus } from './podStatus.ts';

const status = (changes: object = {}) =>
  JSON.stringify({ newRows: 1, firstNewAt: 2, versions: [{ name: 'v1', loaded: true }], ...changes });

test('the status of a pod', () => {
  const store = { connected: false, reason: 'the database refuses connections' };
  expect(parsePodStatus(status({ store, later: 'field' }))).toEqual({
    newRows: 1,
    firstNewAt: 2,
    versions: [{ name: 'v1', loaded: true }],
    store,
  });
  expect(parsePodStatus(status({ firstNewAt: null, store: { connected: 'no' } })).firstNewAt).toBeNull();
});

test('texts are cut and have no control characters', () => {
  const versions = [{ name: 'v1', loaded: false, error: `\u001b[31m\n${'x'.repeat(60_000)}` }];
  const [version] = parsePodStatus(status({ versions })).versions;
  expect(version?.error).toMatch(/^\\u001b\[31m\\u000axxx.*…$/);
  expect(version?.error).toHaveLength(1024);
  expect(parsePodStatus(status({ store: { connected: false, reason: '\u202Eabc' } })).store?.reason).toBe('\\u202eabc');
});

test('versions are bounded', () => {
  const versions = Array.from({ length: 2000 }, (_, index) => ({ name: `v${index}`, loaded: true }));
  expect(parsePodStatus(status({ versions })).versions).toHaveLength(20);
});

test.each([
  { name: 'text', body: 'evil \u001b[31m' },
  { name: 'null', body: 'null' },
  { name: 'a list', body: '[]' },
  { name: 'an infinite number', body: status().replace('"newRows":1', '"newRows":1e999') },
  { name: 'a negative number', body: status({ newRows: -1 }) },
  { name: 'a text for a time', body: status({ firstNewAt: 'now' }) },
  { name: 'versions that are no list', body: status({ versions: {} }) },
  { name: 'a version of null', body: status({ versions: [null] }) },
  { name: 'a name that no version has', body: status({ versions: [{ name: 'a\nb', loaded: true }] }) },
  { name: 'an error that is no text', body: status({ versions: [{ name: 'a', loaded: true, error: {} }] }) },
])('$name is refused, without a word of it', ({ body }) => {
  expect(() => parsePodStatus(body)).toThrow(/^expected the status of a pod, got something else$/);
});
