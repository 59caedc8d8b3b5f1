import fc from 'fast-check';
import { serversOfSuite } from './serversOfSuite.ts';

const servers = serversOfSuite();

const path = '/v2/models/tested/infer';

test.each([
  { name: 'a body', before: '', after: '' },
  { name: 'inputs', before: '{"inputs":', after: '}' },
  { name: 'data', before: '{"inputs":[{"name":"x","datatype":"FP64","shape":[1,3],"data":', after: '}]}' },
  { name: 'a value', before: '{"inputs":[{"name":"x","datatype":"FP64","shape":[3],"data":[1,2,', after: ']}]}' },
])('$name nested deeper than any stack is refused', async ({ before, after }) => {
  const depth = 200_000;
  const { status } = await servers.wine.post(path, `${before}${'['.repeat(depth)}${']'.repeat(depth)}${after}`);
  expect(status).toBe(422);
});

const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('__proto__', 'constructor', 1e300, -1, 2 ** 53, null, [], {}, '\ud800'),
);
const or = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: arbitrary as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: strange });
const values = fc.oneof(
  fc.array(or(fc.double({ min: 0, max: 20 })), { maxLength: 8 }),
  fc.array(or(fc.array(or(fc.nat({ max: 20 })), { maxLength: 3 })), { maxLength: 4 }),
);
const hostileTensor = fc.record(
  {
    name: or(fc.constantFrom('alcohol', 'magnesium', 'proline', 'soil', 'speed', 'x')),
    datatype: or(fc.constantFrom('FP64', 'FP32', 'INT8', 'BOOL', 'BYTES')),
    shape: or(fc.array(or(fc.nat({ max: 4 })), { maxLength: 3 })),
    data: or(values),
    parameters: or(fc.constant({})),
  },
  { requiredKeys: [] },
);
const hostileBody = or(
  fc.record(
    {
      id: or(fc.string()),
      parameters: or(fc.dictionary(fc.constantFrom('key', 'binary_data_output', '__proto__'), strange)),
      inputs: or(fc.array(or(hostileTensor), { maxLength: 3 })),
      outputs: or(fc.array(or(fc.record({ name: or(fc.constantFrom('predict', 'predict_proba')) })), { maxLength: 2 })),
    },
    { requiredKeys: [] },
  ),
);

test('no body makes the server fail, and every refusal has a reason', async () => {
  const logged = () => Object.values(servers).flatMap((server) => server.logged);
  const before = logged();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('wine' as const, 'soil' as const, 'race' as const), hostileBody, async (server, body) => {
      const answer = await servers[server].post(path, JSON.stringify(body));
      expect([200, 400, 422]).toContain(answer.status);
      if (answer.status !== 200) expect(answer.body.error).toEqual(expect.stringMatching(/expected/));
    }),
    { numRuns: 1000 },
  );
  expect(logged()).toEqual(before);
});
