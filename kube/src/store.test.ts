import { type Change, createItemIndex, createStore, type Stored } from './store.ts';

interface Item extends Stored {
  readonly of: string;
}

const item = (key: string, resourceVersion: string, { uid = 'one', of = 'wine' } = {}): Item => ({ key, uid, resourceVersion, of });

/** A store, and its changes as text. */
function recording() {
  const changes: string[] = [];
  const index = createItemIndex<Item>(({ of }) => of);
  const short = (one: Item | undefined) => (one === undefined ? 'nothing' : `${one.key}@${one.resourceVersion}`);
  const onChange = ({ before, after }: Change<Item>) => void changes.push(`${short(before)} > ${short(after)}`);
  return { changes, index, store: createStore<Item>({ index, onChange }) };
}

test('notifies of objects that came, changed and went, and of nothing else', () => {
  const { changes, store } = recording();
  store.put(item('a', '1'));
  store.put(item('a', '1'));
  store.put(item('a', '2'));
  store.remove('a');
  store.remove('a');
  expect(changes).toEqual(['nothing > a@1', 'a@1 > a@2', 'a@2 > nothing']);
});

test('an object that was created again under its name first goes, then comes', () => {
  const { changes, store } = recording();
  store.put(item('a', '1'));
  store.put(item('a', '5', { uid: 'two' }));
  expect(changes.slice(1)).toEqual(['a@1 > nothing', 'nothing > a@5']);
});

test('a list removes what it lacks, of what it could have held', () => {
  const { changes, store } = recording();
  for (const key of ['a', 'b', 'elsewhere']) store.put(item(key, '1'));
  changes.length = 0;
  store.keepOnly(new Set(['a']), ({ key }) => key !== 'elsewhere');
  expect([changes, store.size]).toEqual([['b@1 > nothing'], 2]);
});

test('the index follows the store', () => {
  const { index, store } = recording();
  const of = (word: string) => index.indexed(word).map(({ key }) => key);
  for (const key of ['a', 'b', 'c']) store.put(item(key, '1'));
  store.put(item('b', '2', { of: 'iris' }));
  store.remove('c');
  expect([of('wine'), of('iris')]).toEqual([['a'], ['b']]);
});
