import { serversOfSuite } from './serversOfSuite.ts';

const servers = serversOfSuite();

const path = '/v2/models/tested/infer';
const tensor = (name: string, shape: unknown, data: unknown, datatype: unknown = 'FP64') => ({ name, datatype, shape, data });
const row = [11, 90, 500];

interface Refused {
  readonly name: string;
  readonly server?: keyof typeof servers;
  readonly body: unknown;
  readonly kind: string;
  readonly pointer: string;
  readonly detail: string | RegExp;
}

const refused: Refused[] = [
  {
    name: 'a value out of range, flat',
    body: { inputs: [tensor('x', [2, 3], [...row, 21, 90, 500])] },
    kind: 'out_of_range',
    pointer: '/inputs/0/data/3',
    detail: 'feature "alcohol": expected a number ≥ 0 and ≤ 20, got 21',
  },
  {
    name: 'a value out of range, nested',
    body: { inputs: [tensor('x', [2, 3], [row, [21, 90, 500]])] },
    kind: 'out_of_range',
    pointer: '/inputs/0/data/1/0',
    detail: 'feature "alcohol": expected a number ≥ 0 and ≤ 20, got 21',
  },
  {
    name: 'a text that is no number, in its own tensor',
    body: { inputs: [tensor('magnesium', [2, 1], [[90], ['9O']]), tensor('alcohol', [2], [11, 11])] },
    kind: 'wrong_type',
    pointer: '/inputs/0/data/1/0',
    detail: 'feature "magnesium": expected a number, got "9O"',
  },
  {
    name: 'a number beyond all numbers',
    body: `{"inputs":[{"name":"x","datatype":"INT32","shape":[1,3],"data":[11,1e999,5]}]}`,
    kind: 'not_finite',
    pointer: '/inputs/0/data/1',
    detail: 'feature "magnesium": expected a number, got Infinity',
  },
  {
    name: 'a fraction in a tensor of whole numbers',
    body: { inputs: [tensor('x', [1, 3], [11, 90.5, 500], 'UINT8')] },
    kind: 'wrong_type',
    pointer: '/inputs/0/data/1',
    detail: 'feature "magnesium": expected a whole number ≥ 0 and ≤ 255 (UINT8), got 90.5',
  },
  {
    name: 'a whole number its datatype does not have',
    body: { inputs: [tensor('x', [1, 3], [11, 90, 128], 'INT8')] },
    kind: 'wrong_type',
    pointer: '/inputs/0/data/2',
    detail: 'feature "proline": expected a whole number ≥ -128 and ≤ 127 (INT8), got 128',
  },
  {
    name: 'a number its float does not have',
    body: { inputs: [tensor('x', [1, 3], [11, 90, 70000], 'FP16')] },
    kind: 'wrong_type',
    pointer: '/inputs/0/data/2',
    detail: 'feature "proline": expected a number ≥ -65504 and ≤ 65504 (FP16), got 70000',
  },
  {
    name: 'a number as BOOL',
    server: 'race',
    body: { inputs: [tensor('speed', [1], [90]), tensor('rain', [1], [1], 'BOOL')] },
    kind: 'wrong_type',
    pointer: '/inputs/1/data/0',
    detail: 'feature "rain": expected true or false (BOOL), got 1',
  },
  {
    name: 'true as FP64',
    server: 'race',
    body: { inputs: [tensor('x', [1, 2], [true, 1])] },
    kind: 'wrong_type',
    pointer: '/inputs/0/data/0',
    detail: 'feature "speed": expected a number, got true',
  },
  {
    name: 'a number that is no category, in one tensor for all features',
    server: 'soil',
    body: { inputs: [tensor('x', [1, 2], [11, 0])] },
    kind: 'unknown_category',
    pointer: '/inputs/0/data/1',
    detail: 'feature "soil": expected one of "clay", "sand" or null, got 0',
  },
  {
    name: 'an unknown category',
    server: 'soil',
    body: { inputs: [tensor('alcohol', [1], [11]), tensor('soil', [1], ['chalk'], 'BYTES')] },
    kind: 'unknown_category',
    pointer: '/inputs/1/data/0',
    detail: 'feature "soil": expected one of "clay", "sand" or null, got "chalk"',
  },
];

test.each(refused)('$name is refused', async ({ server = 'wine', body, kind, pointer, detail }) => {
  const answer = await servers[server].post(path, body);
  expect(answer).toMatchObject({ status: 422, body: { type: `urn:modelmonitor:problem:${kind}`, errors: [{ pointer, kind }] } });
  expect(answer.body.detail).toEqual(typeof detail === 'string' ? detail : expect.stringMatching(detail));
  expect(answer.body.error).toBe(answer.body.detail);
});
