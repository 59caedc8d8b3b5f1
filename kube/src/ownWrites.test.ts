import { createOwnWrites, isOlder, type LiveObject } from './ownWrites.ts';
import type { Metadata, RawObject } from './rawObject.ts';

const key = 'service/models/wine';
const owner = { apiVersion: 'example.com/v1', kind: 'Shop', name: 'wine', uid: 'shop', controller: true };
const metadata: Metadata = { name: 'wine', namespace: 'models', labels: { app: 'wine' }, ownerReferences: [owner] };

let now = 0;
const clock = { monotonic: () => now };

/** A service as it should be; its port stands for its content. */
function service(port: number): ReturnType<typeof write> & { object: RawObject } {
  return { ...write(port), object: { apiVersion: 'v1', kind: 'Service', metadata, spec: { port } } };
}

/** A write of the service for the first generation of its owner. */
const write = (port = 80) => ({ content: String(port), owner: 'models/shop', ownerGeneration: 1 });

/** The service as the cache has it. */
function live(resourceVersion: string, rest: Partial<LiveObject> = {}): LiveObject {
  const item = { key, uid: 'one', generation: undefined, deleting: false, owners: [owner], annotations: {} };
  return { ...item, resourceVersion, labels: metadata.labels ?? {}, ...rest };
}

/** The writes after the service was written, as version 7. */
async function afterWrite() {
  const writes = createOwnWrites<string>(clock);
  await writes.write(key, write(), async () => ({ ...metadata, uid: 'one', resourceVersion: '7' }));
  return writes;
}

describe('whether an object has to be written', () => {
  test('one that was never written and is missing may belong to another owner', () => {
    expect(createOwnWrites<string>(clock).verdict(key, service(80), undefined)).toBe('missing');
  });

  test.each<{ what: string; port?: number; cached: LiveObject | undefined; verdict: string }>([
    { what: 'and not in the cache yet: the cache will show it', cached: undefined, verdict: 'pending' },
    // The cache will only show what was written.
    { what: 'with another content, and not in the cache yet: it is written at once', port: 81, cached: undefined, verdict: 'apply' },
    { what: 'and is as it was left', cached: live('7'), verdict: 'current' },
    { what: 'and the cache is late', cached: live('6', { owners: [] }), verdict: 'current' },
    { what: 'with another content, and the cache is late', port: 81, cached: live('6'), verdict: 'apply' },
    { what: 'and another client changed it', cached: live('8'), verdict: 'apply' },
    { what: 'and another client created it again', cached: live('8', { uid: 'two' }), verdict: 'apply' },
    { what: 'and is being deleted', cached: live('8', { deleting: true }), verdict: 'pending' },
  ])('it was written $what', async ({ port = 80, cached, verdict }) => {
    expect((await afterWrite()).verdict(key, service(port), cached)).toBe(verdict);
  });

  test.each<{ what: string; cached: Partial<LiveObject>; verdict: string }>([
    { what: 'changes its status', cached: {}, verdict: 'current' },
    { what: 'has another specification', cached: { generation: 4 }, verdict: 'apply' },
    { what: 'lost a label', cached: { labels: {} }, verdict: 'apply' },
    { what: 'lost its owner', cached: { owners: [] }, verdict: 'apply' },
    { what: 'has another owner', cached: { owners: [{ ...owner, uid: 'other' }] }, verdict: 'apply' },
  ])('an object with a generation that $what', async ({ cached, verdict }) => {
    const writes = createOwnWrites<string>(clock);
    await writes.write(key, write(), async () => ({ ...metadata, uid: 'one', resourceVersion: '7', generation: 3 }));
    expect(writes.verdict(key, service(80), live('9', { generation: 3, ...cached }))).toBe(verdict);
  });
});

/** What the API server writes of the fields that were applied. */
const fields = {
  'f:metadata': { 'f:labels': { 'f:app': {} }, 'f:ownerReferences': { 'k:{"uid":"owner"}': {} } },
  'f:spec': { 'f:port': {} },
};

describe('an object that an earlier process wrote', () => {
  const left = { applied: '80', fields };

  test.each<{ what: string; port?: number; cached: Partial<LiveObject>; verdict: string }>([
    { what: 'is as it was left', cached: left, verdict: 'current' },
    { what: 'is to have another content', port: 81, cached: left, verdict: 'apply' },
    { what: 'does not say what was applied', cached: { fields }, verdict: 'apply' },
    { what: 'says something else', cached: { ...left, applied: '79' }, verdict: 'apply' },
    { what: 'belongs to another field manager', cached: { applied: '80' }, verdict: 'apply' },
    { what: 'lost a field', cached: { ...left, fields: { 'f:metadata': fields['f:metadata'] } }, verdict: 'apply' },
    { what: 'lost a label', cached: { ...left, labels: {} }, verdict: 'apply' },
    { what: 'lost its owner', cached: { ...left, owners: [] }, verdict: 'apply' },
    { what: 'is being deleted', cached: { ...left, deleting: true }, verdict: 'pending' },
  ])('that $what: $verdict', ({ port = 80, cached, verdict }) => {
    expect(createOwnWrites<string>(clock).verdict(key, service(port), live('7', cached))).toBe(verdict);
  });

  test('counts as written from then on: the next change of it is news, and a change of another client is repaired', () => {
    const writes = createOwnWrites<string>(clock);
    expect(writes.verdict(key, service(80), live('7', left))).toBe('current');
    expect(writes.isOwnEcho(live('7'), 1)).toBe(true);
    expect(writes.isOwnEcho(live('8'), 1)).toBe(false);
    expect(writes.verdict(key, service(80), live('8', { ...left, fields: {} }))).toBe('apply');
    expect(writes.forget(key, 'one')).toBe('lived');
  });
});

type Writes = Awaited<ReturnType<typeof afterWrite>>;

describe('objects that are gone', () => {
  test.each([
    { what: 'an object that was deleted', forget: (writes: Writes) => void writes.forget(key, 'one') },
    { what: 'one that is missing from a list', forget: (writes: Writes) => void writes.forgetMissing(() => true) },
  ])('$what counts as never written', async ({ forget }) => {
    const writes = await afterWrite();
    forget(writes);
    expect(writes.verdict(key, service(80), undefined)).toBe('missing');
  });

  test.each([
    { what: 'right after it was written', after: 999, lived: 'short-lived' },
    { what: 'later', after: 1000, lived: 'lived' },
    { what: 'right after, but is an earlier one of the name', after: 0, uid: 'zero', lived: 'lived' },
  ])('an object that was deleted $what: $lived', async ({ after, uid = 'one', lived }) => {
    const writes = await afterWrite();
    now += after;
    expect(writes.forget(key, uid)).toBe(lived);
  });

  test('an object that was deleted before the response to its write was short-lived', async () => {
    const writes = createOwnWrites<string>(clock);
    let lived = '';
    await writes.write(key, write(), async () => {
      lived = writes.forget(key, 'one');
      return { ...metadata, uid: 'one', resourceVersion: '7' };
    });
    expect(lived).toBe('short-lived');
  });

  test('the deletion of an earlier object of the name does not affect the one that was written', async () => {
    const writes = await afterWrite();
    writes.forget(key, 'zero');
    expect(writes.verdict(key, service(80), undefined)).toBe('pending');
  });

  test.each([
    { what: 'a watch shows the deletion', show: (writes: Writes) => void writes.forget(key, 'one') },
    { what: 'a list lacks the object', show: (writes: Writes) => void writes.forgetMissing(() => true) },
  ])('$what before the response to the write: it counts as never written', async ({ show }) => {
    const writes = createOwnWrites<string>(clock);
    await writes.write(key, write(), async () => {
      show(writes);
      return { ...metadata, uid: 'one', resourceVersion: '7' };
    });
    expect(writes.verdict(key, service(80), undefined)).toBe('missing');
  });

  test('a list that lacks what was written names the owners', async () => {
    expect((await afterWrite()).forgetMissing((missing) => missing === key)).toEqual(['models/shop']);
  });
});

test.each([
  { what: 'the echo of a write for the current generation of the owner', item: live('7'), generation: 1, isEcho: true },
  { what: 'a change of another client', item: live('8'), generation: 1, isEcho: false },
  { what: 'an object that another client created again', item: live('7', { uid: 'two' }), generation: 1, isEcho: false },
  // It may have to be deleted, which takes that it is known.
  { what: 'a write before the owner was edited', item: live('7'), generation: 2, isEcho: false },
  { what: 'a write for an owner that is gone', item: live('7'), generation: undefined, isEcho: false },
])('$what is no news: $isEcho', async ({ item, generation, isEcho }) => {
  expect((await afterWrite()).isOwnEcho(item, generation)).toBe(isEcho);
});

test.each([
  { what: 'while the cache is late', item: live('6'), newest: '80' },
  { what: 'until the cache has it', item: live('7'), newest: undefined },
  { what: 'until another client writes', item: live('8'), newest: undefined },
  { what: 'not of an object that was created again', item: live('6', { uid: 'two' }), newest: undefined },
])('what was written is the newest $what', async ({ item, newest }) => {
  expect((await afterWrite()).newest(item)).toBe(newest);
});

test('of an object that is forgotten no content is known', async () => {
  const writes = await afterWrite();
  writes.forget(key, 'one');
  expect([writes.newest(live('6')), writes.isOwnEcho(live('7'), 1)]).toEqual([undefined, false]);
});

test.each([
  { one: '9', other: '10', older: true },
  { one: '10', other: '9', older: false },
  { one: '10', other: '10', older: false },
  { one: '18446744073709551614', other: '18446744073709551615', older: true },
  { one: 'abc', other: '10', older: false },
  { one: '', other: '10', older: false },
])('version $one is older than $other: $older', ({ one, other, older }) => {
  expect(isOlder(one, other)).toBe(older);
});
