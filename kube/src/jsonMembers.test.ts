import { eachMember, parsePart, wholePart } from './jsonMembers.ts';
import type { Rest } from './rest.ts';

const bounds = { nodes: 1000, depth: 8 };

/** Names and values of the members of a text, each parsed alone. */
async function membersOf(text: string, rest: Rest = () => undefined): Promise<[string, unknown][]> {
  const found: [string, unknown][] = [];
  await eachMember(wholePart(Buffer.from(text)), (name, value) => found.push([name, parsePart(value, 100_000)]), { bounds, rest });
  return found;
}

test.each<{ object: object }>([
  { object: {} },
  { object: { a: 1, b: 'x', c: null, d: true, e: [1, { f: 2 }], g: {} } },
  { object: { 'a "quoted" name\\': 'a "text"\\', 'comma, : {': '[ } ,' } },
  { object: { constructor: 1, toString: { hasOwnProperty: [] }, 'Côte d’Or 特': '特' } },
  { object: { long: '"'.repeat(40_000), longer: '\\'.repeat(40_001), next: 1 } },
])('the members of an object are what JSON.parse finds: %#', async ({ object }) => {
  for (const space of [0, 2]) expect(await membersOf(JSON.stringify(object, null, space))).toEqual(Object.entries(object));
});

test('a name twice, and the name of the prototype, are members like any other', async () => {
  expect(await membersOf('{"a":1,"a":2,"__proto__":{"x":1}}')).toEqual([
    ['a', 1],
    ['a', 2],
    ['__proto__', { x: 1 }],
  ]);
});

test('the elements of a list have no name', async () => {
  expect(await membersOf('[1, "x", {"a": [2]}]')).toEqual([
    ['', 1],
    ['', 'x'],
    ['', { a: [2] }],
  ]);
  expect(await membersOf('[]')).toEqual([]);
});

test.each([
  ['', 'it ends too early'],
  ['{"a":1', 'it ends too early'],
  ['{"a":"x', 'it ends too early'],
  ['{"a":"x\\"}', 'it ends too early'],
  ['"text"', 'it is no object and no list'],
  ['12', 'it is no object and no list'],
  ['}', 'it is no object and no list'],
  ['{}{}', 'there is more after its end'],
  ['{1:2}', 'a member has no name'],
])('%j is refused: %s', async (text, message) => {
  await expect(membersOf(text)).rejects.toThrow(new SyntaxError(message));
});

test.each([
  { what: 'objects', text: `[${Array(600).fill('{}').join(',')}]`, message: 'it has more than 1000 values' },
  { what: 'numbers', text: `[${Array(1002).fill('1').join(',')}]`, message: 'it has more than 1000 values' },
  { what: 'depth', text: '['.repeat(1e6), message: 'it is nested deeper than 8' },
])('too many $what are refused before they are built', async ({ text, message }) => {
  const receive = () => undefined;
  const walking = eachMember(wholePart(Buffer.from(text)), receive, { bounds, rest: () => undefined });
  await expect(walking).rejects.toThrow(new RangeError(message));
});

test('a part that is too large is refused before it is parsed', async () => {
  expect(() => parsePart(wholePart(Buffer.from('"0123456789"')), 10)).toThrow('expected at most 10 bytes, got 12');
});

test.each([
  { what: 'a long text', text: JSON.stringify({ a: 'x'.repeat(1e6) }), least: 50 },
  {
    what: 'many members',
    text: JSON.stringify(Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`f${index}`, 1]))),
    least: 10,
  },
])('$what gives others a turn again and again', async ({ text, least }) => {
  let turns = 0;
  await eachMember(wholePart(Buffer.from(text)), () => undefined, { bounds, rest: () => void turns++ as undefined });
  expect(turns).toBeGreaterThan(least);
});
