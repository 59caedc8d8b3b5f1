import fc from 'fast-check';
import { type InferenceServer, startInferenceServer, type TestAnswer } from './inferenceServer.ts';
import { soilModel, wineModel } from './testModels.ts';

const servers = {} as { wine: InferenceServer; soil: InferenceServer };

beforeAll(async () => {
  servers.wine = await startInferenceServer(wineModel);
  servers.soil = await startInferenceServer(soilModel);
});

afterAll(() => {
  for (const server of Object.values(servers)) server.close();
});

const path = '/v2/models/tested/infer';

/** What both ways of asking must agree on. */
function verdictOf({ status, body }: TestAnswer) {
  if (status !== 200) return { status, type: body.type, detail: body.detail };
  if ('prediction' in body) return { status, prediction: body.prediction, probabilities: Object.values(body.probabilities) };
  return { status, prediction: body.outputs[0].data[0], probabilities: body.outputs[1].data };
}

const cell = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -1, max: 21, noNaN: true }) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 800 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 'text', true, [1], {}, 1e300) },
);
const single = (name: string, value: unknown, datatype = 'FP64') => ({ name, datatype, shape: [1], data: [value] });

test('a numeric row gets the response of /predict in every layout, valid or not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(cell, cell, cell), async (row) => {
      const expected = verdictOf(await servers.wine.post('/predict', { features: row }));
      const matrix = { name: 'x', datatype: 'FP64', shape: [1, 3] };
      const layouts = [
        // A flat tensor whose first value is an array would read as a nested one.
        ...(Array.isArray(row[0]) ? [] : [[{ ...matrix, data: row }]]),
        [{ ...matrix, data: [row] }],
        [{ ...matrix, shape: [3], data: row }],
        ['proline', 'alcohol', 'magnesium'].map((name, index) => single(name, row[(index + 2) % 3])),
      ];
      for (const inputs of layouts) expect(verdictOf(await servers.wine.post(path, { inputs }))).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test('a row with text gets the response of /predict, valid or not, with the category or without', async () => {
  const soil = fc.constantFrom<unknown>('clay', 'sand', 'chalk', null, undefined, 1, '');
  await fc.assert(
    fc.asyncProperty(cell, soil, async (alcohol, category) => {
      const expected = verdictOf(await servers.soil.post('/predict', { features: [alcohol, category] }));
      const inputs = [single('alcohol', alcohol), ...(category === undefined ? [] : [single('soil', category, 'BYTES')])];
      expect(verdictOf(await servers.soil.post(path, { inputs }))).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test('each row of a batch gets the prediction it gets alone', async () => {
  const good = fc.double({ min: 0, max: 20, noNaN: true });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(good, good, fc.option(good)), { minLength: 1, maxLength: 20 }), async (rows) => {
      const inputs = [{ name: 'x', datatype: 'FP64', shape: [rows.length, 3], data: rows.flat() }];
      const { body } = await servers.wine.post(path, { inputs });
      const batch = await servers.wine.post('/predict/batch', { instances: rows });
      expect(body.outputs[0].data).toEqual(batch.body.predictions.map(({ prediction }: { prediction: string }) => prediction));
      expect(new Set(body.parameters.ids).size).toBe(rows.length);
    }),
    { numRuns: 50 },
  );
});
