import { type Change, createItemIndex, createStore, type Stored } from './store.ts';

interface Item extends Stored {
  readonly of: string;
}

const item = (key: string, resourceVersion: string, { uid = 'one', of = 'wine' } = {}): Item => ({ key, uid, resourceVersion, of });

/** A store, and what it told of, in short. */
function telling() {
  const told: string[] = [];
  const index = createItemIndex<Item>(({ of }) => of);
  const short = (one: Item | undefined) => (one === undefined ? 'nothing' : `${one.key}@${one.resourceVersion}`);
  const onChange = ({ before, after }: Change<Item>) => void told.push(`${short(before)} > ${short(after)}`);
  return { told, index, store: createStore<Item>({ index, onChange }) };
}

test('tells what came, changed and went, and nothing of what is as it was', () => {
  const { told, store } = telling();
  store.put(item('a', '1'));
  store.put(item('a', '1'));
  store.put(item('a', '2'));
  store.remove('a');
  store.remove('a');
  expect(told).toEqual(['nothing > a@1', 'a@1 > a@2', 'a@2 > nothing']);
});

test('one that was made anew under its name first goes, then comes', () => {
  const { told, store } = telling();
  store.put(item('a', '1'));
  store.put(item('a', '5', { uid: 'two' }));
  expect(told.slice(1)).toEqual(['a@1 > nothing', 'nothing > a@5']);
});

test('a list removes what it does not have, of what it would have had', () => {
  const { told, store } = telling();
  for (const key of ['a', 'b', 'elsewhere']) store.put(item(key, '1'));
  told.length = 0;
  store.keepOnly(new Set(['a']), ({ key }) => key !== 'elsewhere');
  expect([told, store.size]).toEqual([['b@1 > nothing'], 2]);
});

test('the index is as the store is', () => {
  const { index, store } = telling();
  const of = (word: string) => index.indexed(word).map(({ key }) => key);
  for (const key of ['a', 'b', 'c']) store.put(item(key, '1'));
  store.put(item('b', '2', { of: 'iris' }));
  store.remove('c');
  expect([of('wine'), of('iris')]).toEqual([['a'], ['b']]);
});
