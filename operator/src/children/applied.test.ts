import type { Child, Metadata } from '@modelmonitor/render';
import type { ChildItem } from '../caches/items.ts';
import { createApplied, hashOf } from './applied.ts';

const key = 'service/models/wine';
const owner = { apiVersion: 'modelmonitor.dev/v1alpha1', kind: 'ModelMonitor', name: 'wine', uid: 'monitor', controller: true };
const metadata: Metadata = { name: 'wine', namespace: 'models', labels: { app: 'wine' }, ownerReferences: [owner] };

let now = 0;
const clock = { monotonic: () => now };

function service(port: number): { hash: string; child: Child } {
  const object = { apiVersion: 'v1', kind: 'Service', metadata, spec: { port } };
  return { hash: hashOf(object), child: { kind: 'service', object } };
}

/** The service as the cache has it. */
function live(resourceVersion: string, rest: Partial<ChildItem> = {}): ChildItem {
  const { name, namespace = '', labels = {} } = metadata;
  const item = { key, kind: 'service', name, namespace, monitor: 'models/wine', uid: 'one', generation: undefined } as const;
  return { ...item, resourceVersion, deleting: false, owners: [owner], labels, annotations: {}, ...rest };
}

/** What is remembered once the service was written, as version 7 in the first generation of its monitor. */
async function written(port = 80) {
  const applied = createApplied(clock);
  const of = { hash: service(port).hash, monitor: 'models/wine', monitorGeneration: 1 };
  await applied.write(key, of, async () => ({ ...metadata, uid: 'one', resourceVersion: '7' }));
  return applied;
}

describe('what is written, and what is known to be there', () => {
  test('what was never written and is not there may be somebody else’s', () => {
    expect(createApplied(clock).verdict(key, service(80), undefined)).toBe('missing');
  });

  test.each<{ what: string; port?: number; there: ChildItem | undefined; verdict: string }>([
    { what: 'before the cache knows it: the cache will tell', there: undefined, verdict: 'pending' },
    // The cache will only tell of what was written.
    { what: 'as it is no longer wanted, before the cache knows it: it is written at once', port: 81, there: undefined, verdict: 'apply' },
    { what: 'and is there as it was left', there: live('7'), verdict: 'current' },
    { what: 'and the cache is late', there: live('6', { owners: [] }), verdict: 'current' },
    { what: 'as it is no longer wanted, and the cache is late', port: 81, there: live('6'), verdict: 'apply' },
    { what: 'and somebody changed it', there: live('8'), verdict: 'apply' },
    { what: 'and was made anew by somebody', there: live('8', { uid: 'two' }), verdict: 'apply' },
    { what: 'and goes away', there: live('8', { deleting: true }), verdict: 'pending' },
  ])('written $what', async ({ port = 80, there, verdict }) => {
    expect((await written()).verdict(key, service(port), there)).toBe(verdict);
  });

  test.each<{ what: string; there: Partial<ChildItem>; verdict: string }>([
    { what: 'says something new of its state', there: {}, verdict: 'current' },
    { what: 'has another specification', there: { generation: 4 }, verdict: 'apply' },
    { what: 'lost a label', there: { labels: {} }, verdict: 'apply' },
    { what: 'lost its owner', there: { owners: [] }, verdict: 'apply' },
    { what: 'has another owner', there: { owners: [{ ...owner, uid: 'other' }] }, verdict: 'apply' },
  ])('an object with a generation that $what', async ({ there, verdict }) => {
    const applied = createApplied(clock);
    const wanted = { hash: service(80).hash, monitor: 'models/wine', monitorGeneration: 1 };
    await applied.write(key, wanted, async () => ({ ...metadata, uid: 'one', resourceVersion: '7', generation: 3 }));
    expect(applied.verdict(key, service(80), live('9', { generation: 3, ...there }))).toBe(verdict);
  });

  test.each([
    { what: 'an object that went', forget: (applied: Awaited<ReturnType<typeof written>>) => applied.forget(key, 'one') },
    { what: 'one that a list does not have', forget: (applied: Awaited<ReturnType<typeof written>>) => applied.forgetMissing(() => true) },
  ])('$what was never written', async ({ forget }) => {
    const applied = await written();
    forget(applied);
    expect(applied.verdict(key, service(80), undefined)).toBe('missing');
  });

  test.each([
    { what: 'right after it was written', after: 999, lived: 'short-lived' },
    { what: 'later', after: 1000, lived: 'lived' },
    { what: 'right after, but is an earlier one of the name', after: 0, uid: 'zero', lived: 'lived' },
  ])('an object that went $what: $lived', async ({ after, uid = 'one', lived }) => {
    const applied = await written();
    now += after;
    expect(applied.forget(key, uid)).toBe(lived);
  });

  test('an object that went before its write was answered was short-lived', async () => {
    const applied = createApplied(clock);
    let lived = '';
    await applied.write(key, { hash: '', monitor: 'models/wine', monitorGeneration: 1 }, async () => {
      lived = applied.forget(key, 'one');
      return { ...metadata, uid: 'one', resourceVersion: '7' };
    });
    expect(lived).toBe('short-lived');
  });

  test('that an earlier object of the name went says nothing of the one that was written', async () => {
    const applied = await written();
    applied.forget(key, 'zero');
    expect(applied.verdict(key, service(80), undefined)).toBe('pending');
  });

  test.each([
    { what: 'a watch tells that it went', tell: (applied: ReturnType<typeof createApplied>) => void applied.forget(key, 'one') },
    { what: 'a list does not have it', tell: (applied: ReturnType<typeof createApplied>) => void applied.forgetMissing(() => true) },
  ])('$what before the write is answered: it was never written', async ({ tell }) => {
    const applied = createApplied(clock);
    const wanted = { hash: service(80).hash, monitor: 'models/wine', monitorGeneration: 1 };
    await applied.write(key, wanted, async () => {
      tell(applied);
      return { ...metadata, uid: 'one', resourceVersion: '7' };
    });
    expect(applied.verdict(key, service(80), undefined)).toBe('missing');
  });

  test('a list that lacks what was written tells which monitors are to be looked at', async () => {
    expect((await written()).forgetMissing((missing) => missing === key)).toEqual(['models/wine']);
  });
});

describe('the echo of a write', () => {
  test.each([
    { what: 'what was written, for the generation it was written for', item: live('7'), generation: 1, isEcho: true },
    { what: 'what somebody changed', item: live('8'), generation: 1, isEcho: false },
    { what: 'what somebody made anew', item: live('7', { uid: 'two' }), generation: 1, isEcho: false },
    // It may no longer be wanted, and nobody could delete what he did not know.
    { what: 'what was written before the monitor was edited', item: live('7'), generation: 2, isEcho: false },
    { what: 'what was written for a monitor that is gone', item: live('7'), generation: undefined, isEcho: false },
  ])('$what: $isEcho', async ({ item, generation, isEcho }) => {
    expect((await written()).isOwnEcho(item, generation)).toBe(isEcho);
  });
});
