import { parseInPieces } from './parseInPieces.ts';

const large = 'x'.repeat(70_000);
const numbers = Array.from({ length: 40_000 }, (_, index) => index).join(',');

test.each([
  { name: 'rows', value: { instances: Array.from({ length: 20_000 }, (_, row) => [row, row / 3, 'a"b\\', null, true]) } },
  { name: 'large texts and empty lists', value: [[], {}, '', [large], { [large]: large }, 'é€😀'.repeat(50_000)] },
  { name: 'many members', value: Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, index])) },
  { name: 'a large element between small ones', value: [1, large, 2, [3, large, '[,]'], 4] },
  { name: 'a text alone', value: large },
  { name: 'nested tensors', value: { inputs: [{ name: 'a', data: Array.from({ length: 300 }, (_, row) => Array(300).fill(row)) }] } },
])('$name are read as JSON.parse reads them', async ({ value }) => {
  for (const indent of [0, 2]) {
    const text = JSON.stringify(value, null, indent);
    expect(await parseInPieces(Buffer.from(text))).toEqual(JSON.parse(text));
  }
});

test('of two members with a name the last counts, and __proto__ is a name like any other', async () => {
  const parsed = (await parseInPieces(Buffer.from(`{"__proto__":["${large}"],"b":1,"b":2}`))) as Record<string, unknown>;
  expect([Object.keys(parsed), parsed['b'], Object.getPrototypeOf(parsed) === Object.prototype]).toEqual([['__proto__', 'b'], 2, true]);
});

test.each([
  `[${numbers},]`,
  `[,${numbers}]`,
  `[${numbers},,${numbers}]`,
  `{"a":[${numbers}],}`,
  `[${numbers}`,
  `${numbers}]`,
  `[${numbers}]]`,
  `[${numbers}}`,
  `{"a" [${numbers}]}`,
  `{a:[${numbers}]}`,
  `{1:[${numbers}]}`,
  `[${numbers}] x`,
  `["${large}]`,
  `[${numbers}],[${numbers}]`,
  `[${numbers}},{${numbers}]`,
  `["${large}\n"]`,
  `{"a":[${numbers}],"b"}`,
  `{[${numbers}]:1}`,
  `[${numbers}]}[${numbers}]`,
])('what JSON.parse refuses is refused (%#)', async (text) => {
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  await expect(parseInPieces(Buffer.from(text))).rejects.toThrow(SyntaxError);
});

test.each([
  { name: 'deep nesting', text: `${'['.repeat(200_000)}${']'.repeat(200_000)}`, message: 'nested deeper than 16 levels' },
  {
    name: 'an object of more members than any model has features',
    text: `{${Array.from({ length: 50_001 }, (_, index) => `"k${index}":1`).join(',')}}`,
    message: 'an object has more than 50000 members',
  },
])('$name is refused', async ({ text, message }) => {
  await expect(parseInPieces(Buffer.from(text))).rejects.toThrow(message);
});

/** Longest time of the thread, in milliseconds of its own, between two turns of the event loop. */
async function longestTurn(task: () => Promise<unknown>): Promise<number> {
  const now = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [longest, last, isRunning] = [0, now(), true];
  const look = () => {
    const at = now();
    longest = Math.max(longest, at - last);
    last = at;
    if (isRunning) setImmediate(look);
  };
  setImmediate(look);
  await new Promise(setImmediate);
  await task().catch(() => undefined);
  look();
  isRunning = false;
  return longest;
}

const bytes = 8 * 1024 * 1024;
test.each([
  { name: 'numbers', text: `{"features":[${'1,'.repeat(bytes / 2)}1]}` },
  {
    name: 'members that are all read',
    text: `{${Array.from({ length: 50_000 }, (_, index) => `"k${index}":"${'a'.repeat(140)}"`).join(',')}}`,
  },
  { name: 'members', text: `{${Array.from({ length: bytes / 16 }, (_, index) => `"k${index}":1`).join(',')}}` },
  { name: 'empty lists', text: `[${'[],'.repeat(bytes / 3)}1]` },
  { name: 'rows of names that differ', text: `[${Array.from({ length: bytes / 16 }, (_, index) => `{"k${index}":1}`).join(',')}]` },
  { name: 'rows', text: `[${'{"a":1,"b":"x"},'.repeat(bytes / 16)}1]` },
  { name: 'one text', text: `"${'a'.repeat(bytes)}"` },
  { name: 'lists in lists', text: `${'['.repeat(15)}${'1,'.repeat(bytes / 2)}1${']'.repeat(15)}` },
])('the largest body of $name holds the event loop no longer than a moment', async ({ text }) => {
  const body = Buffer.from(text);
  const turns: number[] = [];
  for (let run = 0; run < 5; run++) turns.push(await longestTurn(() => parseInPieces(body)));
  // 50 ms are promised. A long turn of the parser's own is long in every run; a collection of garbage on a busy machine is in some.
  expect(Math.min(...turns)).toBeLessThan(100);
});
