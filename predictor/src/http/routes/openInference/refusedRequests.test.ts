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
    name: 'an output the model does not have',
    body: { inputs: [tensor('x', [1, 3], row)], outputs: [{ name: 'logits' }] },
    kind: 'wrong_shape',
    pointer: '/outputs/0',
    detail: 'expected an object whose name is one of predict, predict_proba, got "logits"',
  },
  {
    name: 'probabilities of a regression',
    server: 'race',
    body: { inputs: [tensor('x', [1, 2], [1, 0])], outputs: [{ name: 'predict_proba' }] },
    kind: 'wrong_shape',
    pointer: '/outputs/0',
    detail: 'expected an object whose name is one of predict, got "predict_proba"',
  },
  {
    name: 'an id that is a number',
    body: { id: 7, inputs: [tensor('x', [1, 3], row)] },
    kind: 'wrong_type',
    pointer: '/id',
    detail: 'expected a text of 1 to 128 characters, got 7',
  },
  {
    name: 'an id that PostgreSQL cannot store',
    body: { id: 'a\0', inputs: [tensor('x', [1, 3], row)] },
    kind: 'wrong_type',
    pointer: '/id',
    detail: 'expected a text of 1 to 128 characters without a null character, got "a\\u0000"',
  },
  {
    name: 'a key that is empty',
    body: { parameters: { key: '' }, inputs: [tensor('x', [1, 3], row)] },
    kind: 'wrong_type',
    pointer: '/parameters/key',
    detail: 'expected a text of 1 to 128 characters, got ""',
  },
  {
    name: 'parameters that are a list',
    body: { parameters: [], inputs: [tensor('x', [1, 3], row)] },
    kind: 'wrong_type',
    pointer: '/parameters',
    detail: 'expected an object, got []',
  },
];

test.each(refused)('$name is refused', async ({ server = 'wine', body, kind, pointer, detail }) => {
  const answer = await servers[server].post(path, body);
  expect(answer).toMatchObject({ status: 422, body: { type: `urn:modelmonitor:problem:${kind}`, errors: [{ pointer, kind }] } });
  expect(answer.body.detail).toEqual(typeof detail === 'string' ? detail : expect.stringMatching(detail));
  expect(answer.body.error).toBe(answer.body.detail);
});

test.each([
  { name: 'no JSON', body: '{"inputs":', headers: { 'content-type': 'application/json' }, status: 400 },
  { name: 'another content type', body: '{}', headers: { 'content-type': 'text/plain' }, status: 415 },
])('$name answers $status', async ({ body, headers, status }) => {
  const answer = await servers.wine.post(path, body, headers);
  expect(answer.status).toBe(status);
  expect(typeof answer.body.error).toBe('string');
});
