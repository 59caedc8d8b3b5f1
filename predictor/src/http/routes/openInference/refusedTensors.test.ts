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

const matrixDetail = 'expected the shape [n, 3], or one tensor per feature (alcohol, magnesium, proline), got ';
const refused: Refused[] = [
  { name: 'a list', body: [], kind: 'wrong_shape', pointer: '', detail: 'expected an object with the member inputs, got []' },
  { name: 'no inputs', body: { id: 'a' }, kind: 'wrong_shape', pointer: '', detail: /member inputs, got \{"id":"a"\}/ },
  { name: 'inputs by name', body: { inputs: {} }, kind: 'wrong_type', pointer: '/inputs', detail: 'expected an array of tensors, got {}' },
  {
    name: 'no tensor',
    body: { inputs: [] },
    kind: 'wrong_count',
    pointer: '/inputs',
    detail: 'expected one tensor, or one per feature, got 0',
  },
  {
    name: 'a tensor that is null',
    body: { inputs: [null] },
    kind: 'wrong_shape',
    pointer: '/inputs/0',
    detail: 'expected an object {name, shape, datatype, data}, got null',
  },
  {
    name: 'a tensor without a name',
    body: { inputs: [{ datatype: 'FP64', shape: [1, 3], data: row }] },
    kind: 'wrong_type',
    pointer: '/inputs/0/name',
    detail: 'expected the name of the tensor, got nothing',
  },
  {
    name: 'an unknown datatype',
    body: { inputs: [tensor('x', [1, 3], row, 'FLOAT')] },
    kind: 'wrong_type',
    pointer: '/inputs/0/datatype',
    detail: /one of BOOL, INT8, UINT8, .*FP64, BYTES, got "FLOAT"/,
  },
  {
    name: 'three dimensions',
    body: { inputs: [tensor('x', [1, 1, 3], row)] },
    kind: 'wrong_shape',
    pointer: '/inputs/0/shape',
    detail: 'expected one or two whole numbers ≥ 0, got [1,1,3]',
  },
  {
    name: 'a negative dimension',
    body: { inputs: [tensor('x', [-1, 3], row)] },
    kind: 'wrong_shape',
    pointer: '/inputs/0/shape',
    detail: 'expected one or two whole numbers ≥ 0, got [-1,3]',
  },
  {
    name: 'data that is a number',
    body: { inputs: [tensor('x', [1, 3], 11)] },
    kind: 'wrong_type',
    pointer: '/inputs/0/data',
    detail: 'expected an array, flat or nested, got 11',
  },
  {
    name: 'too few columns',
    body: { inputs: [tensor('x', [2, 2], [1, 2, 3, 4])] },
    kind: 'wrong_count',
    pointer: '/inputs/0/shape',
    detail: `${matrixDetail}[2, 2] in the tensor "x"`,
  },
  {
    name: 'less data than the shape',
    body: { inputs: [tensor('x', [2, 3], row)] },
    kind: 'wrong_count',
    pointer: '/inputs/0/data',
    detail: 'expected 6 values (the shape), got 3',
  },
  {
    name: 'a nested row that is too short',
    body: { inputs: [tensor('x', [2, 3], [row, [1, 2]])] },
    kind: 'wrong_count',
    pointer: '/inputs/0/data/1',
    detail: 'expected an array of 3 values (the shape), got 2',
  },
  {
    name: 'no rows',
    body: { inputs: [tensor('x', [0, 3], [])] },
    kind: 'wrong_count',
    pointer: '/inputs/0/shape',
    detail: 'expected 1 to 50 rows, got 0',
  },
  {
    name: 'too many rows',
    body: { inputs: [tensor('x', [51, 3], new Array(153).fill(1))] },
    kind: 'wrong_count',
    pointer: '/inputs/0/shape',
    detail: 'expected 1 to 50 rows, got 51',
  },
  {
    name: 'an unknown feature',
    body: { inputs: [tensor('alcohol', [1], [11]), tensor('ash', [1], [2])] },
    kind: 'unknown_feature',
    pointer: '/inputs/1/name',
    detail: 'expected the name of a feature, or a single tensor for all, got "ash"',
  },
  {
    name: 'a feature twice',
    body: { inputs: [tensor('alcohol', [1], [11]), tensor('alcohol', [1], [2])] },
    kind: 'wrong_shape',
    pointer: '/inputs/1/name',
    detail: 'expected one tensor per feature, got "alcohol" twice',
  },
  {
    name: 'tensors of different lengths',
    body: { inputs: [tensor('alcohol', [1], [11]), tensor('magnesium', [2], [2, 2])] },
    kind: 'wrong_shape',
    pointer: '/inputs/1/shape',
    detail: 'expected [1] or [1, 1], got [2]',
  },
  {
    name: 'a feature without a tensor',
    body: { inputs: [tensor('alcohol', [1], [11])] },
    kind: 'missing_feature',
    pointer: '/inputs',
    detail: 'feature "magnesium": expected a number, got nothing',
  },
];

test.each(refused)('$name is refused', async ({ server = 'wine', body, kind, pointer, detail }) => {
  const answer = await servers[server].post(path, body);
  expect(answer).toMatchObject({ status: 422, body: { type: `urn:modelmonitor:problem:${kind}`, errors: [{ pointer, kind }] } });
  expect(answer.body.detail).toEqual(typeof detail === 'string' ? detail : expect.stringMatching(detail));
  expect(answer.body.error).toBe(answer.body.detail);
});
