import type { MonitorItem } from '../caches/items.ts';
import { createStatusBook } from './statusBook.ts';

/** A monitor as the cache has it. */
function item(resourceVersion: string, rest: Partial<MonitorItem> = {}): MonitorItem {
  const spec = {} as MonitorItem['spec'];
  const status = { url: `http://as-of-${resourceVersion}` };
  const metadata = { key: 'models/wine', name: 'wine', namespace: 'models', uid: 'one', generation: 1, deleting: false };
  return { ...metadata, resourceVersion, spec, status, ...rest };
}

/** The status of version 5 was looked at, and another written, which is version 7. */
function written() {
  const book = createStatusBook();
  book.wrote(item('5'), { status: { url: 'http://written' }, resourceVersion: '7' });
  return book;
}

test.each([
  { what: 'the one written, while the cache is late', there: item('6'), url: 'http://written' },
  { what: 'the one that is there, once the cache has it', there: item('7'), url: 'http://as-of-7' },
  { what: 'the one that is there, when somebody wrote another', there: item('8'), url: 'http://as-of-8' },
  { what: 'the one that is there, of a monitor that was made anew', there: item('6', { uid: 'two' }), url: 'http://as-of-6' },
])('the newest status is $what', ({ there, url }) => {
  expect(written().latest(there)).toEqual({ url });
});

test.each([
  { what: 'the version that was written', there: item('7'), isEcho: true },
  { what: 'a later one', there: item('8'), isEcho: false },
  { what: 'a monitor that was made anew', there: item('7', { uid: 'two' }), isEcho: false },
  // A list tells of an edit and of the status that was written after it at once.
  { what: 'the version that was written, with an edit from before', there: item('7', { generation: 2 }), isEcho: false },
])('$what is an echo: $isEcho', ({ there, isEcho }) => {
  expect(written().isOwnEcho(there)).toBe(isEcho);
});

test('an echo comes once', () => {
  const book = written();
  expect([book.isOwnEcho(item('7')), book.isOwnEcho(item('7'))]).toEqual([true, false]);
});

test('of a monitor that is gone nothing is known', () => {
  const book = written();
  book.forget('models/wine');
  expect(book.latest(item('6'))).toEqual({ url: 'http://as-of-6' });
});
