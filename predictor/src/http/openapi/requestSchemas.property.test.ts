import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { type Contract, contractOf } from '../../contract/contract.ts';
import { compileRowReader } from '../../contract/rowReader.ts';
import { ProblemError } from '../../problem.ts';
import { requestObject, requestOptions } from '../routes/predict.ts';
import { exampleMonitor, hostileName } from './exampleMonitor.ts';
import { openApiDocument } from './openApiDocument.ts';

// Schema and reader are written apart from each other: the one is for readers and code generators, the other is fast and takes other
// spellings too. They must agree.

const monitor = exampleMonitor({
  features: [
    { name: 'alcohol', type: 'numeric', range: { min: 11, max: 15 } },
    { name: 'constructor', type: 'numeric', range: { max: 0 } },
    { name: 'hue', type: 'numeric', optional: true },
    { name: 'soil', type: 'categorical', values: ['clay', 'sand'] },
    { name: 'slope', type: 'categorical', values: ['1', '2'], optional: true },
    { name: 'unknown yet', type: 'categorical', optional: true },
    { name: hostileName, type: 'numeric', range: { min: -1 } },
  ],
});
const contract = contractOf(monitor.spec.model);

function schemaAccepts(name: string): (body: unknown) => boolean {
  const document = JSON.parse(JSON.stringify(openApiDocument({ monitor, contract, version: '1', withMetrics: true })));
  const ajv = new Ajv2020({ strict: false, strictNumbers: true, ownProperties: true, formats: { 'date-time': true } });
  ajv.addSchema(document, 'doc');
  return ajv.compile({ $ref: `doc#/components/schemas/${name}` }) as (body: unknown) => boolean;
}

/** What POST /predict makes of a body before it predicts: the same body in the types of the schema; undefined for one it refuses. */
function readBody(body: unknown): object | undefined {
  const rows = new Float64Array(contract.features.length);
  try {
    const object = requestObject(body, 'features');
    requestOptions(object);
    compileRowReader(contract)(object['features'], { rows, row: 0, pointer: '/features', unseen: [] });
    const cells = contract.features.map(({ type, categories }, index) => {
      const cell = rows[index] as number;
      if (Number.isNaN(cell)) return null;
      return type === 'categorical' ? categories[cell] : cell;
    });
    return { ...object, features: cells };
  } catch (error) {
    if (error instanceof ProblemError && error.status === 422) return undefined;
    throw error;
  }
}

const oddValue = fc.oneof(
  fc.constantFrom(null, true, '', 'clay', '1', 1, 11, 15, 15.000001, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, [], {}, [12], {
    alcohol: 12,
  }),
  fc.double(),
  fc.jsonValue({ maxDepth: 1 }),
);

function goodValue({ type, minimum, maximum, optional, categories }: Contract['features'][number]): fc.Arbitrary<unknown> {
  const value: fc.Arbitrary<unknown>[] =
    type === 'categorical'
      ? categories.map((category) => fc.constant(category))
      : [fc.double({ min: Math.max(minimum, -1e308), max: Math.min(maximum, 1e308), noNaN: true })];
  return fc.oneof(...value, ...(optional ? [fc.constant(null)] : []));
}

/** Mostly a good value, so that a whole row is good often enough. */
const value = (feature: Contract['features'][number]) =>
  fc.oneof({ weight: 40, arbitrary: goodValue(feature) }, { weight: 1, arbitrary: oddValue });

const orderedRow = fc
  .tuple(...contract.features.map(value))
  .chain((row) =>
    fc.oneof(
      { weight: 10, arbitrary: fc.constant(row) },
      { weight: 1, arbitrary: fc.constant(row.slice(1)) },
      { weight: 1, arbitrary: fc.constant([...row, null]) },
    ),
  );

const namedRow = fc
  .record({
    cells: fc.tuple(...contract.features.map(value)),
    left: fc.array(fc.nat(contract.features.length * 3), { maxLength: 2 }),
    more: fc.oneof(
      { weight: 8, arbitrary: fc.constant({}) },
      {
        weight: 1,
        arbitrary: fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('toString', 'Alcohol', 'alcohol ')), oddValue, { maxKeys: 2 }),
      },
    ),
  })
  .map(({ cells, left, more }) => ({
    ...Object.fromEntries(
      contract.features.map(({ name }, index) => [name, cells[index]] as const).filter((_, index) => !left.includes(index)),
    ),
    ...more,
  }));

// In ASCII: JSON Schema counts characters, the reader UTF-16 units.
const text = fc.oneof(fc.string({ unit: 'grapheme-ascii', maxLength: 4 }), fc.constantFrom('x'.repeat(128), 'x'.repeat(129)), oddValue);

const body = fc.oneof(
  {
    weight: 10,
    arbitrary: fc
      .tuple(
        fc.oneof({ weight: 8, arbitrary: fc.oneof(namedRow, orderedRow) }, { weight: 1, arbitrary: oddValue }),
        fc.option(fc.record({ key: text, version: text, id: text, other: text }, { requiredKeys: [] }), { freq: 3 }),
      )
      .map(([features, options]) => ({ features, ...(options ?? {}) })),
  },
  { weight: 1, arbitrary: oddValue },
);

test('the reader accepts what the schema accepts, and what else it accepts means something the schema accepts', () => {
  const accepts = schemaAccepts('PredictRequest');
  const outcomes = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(body, (candidate) => {
      const read = readBody(candidate);
      outcomes[read === undefined ? 'refused' : 'accepted']++;
      if (read === undefined) expect(accepts(candidate)).toBe(false);
      else expect(accepts(read)).toBe(true);
    }),
    { numRuns: 2000 },
  );
  // Both outcomes have to be frequent, or the agreement proves little.
  expect(Math.min(outcomes.accepted, outcomes.refused)).toBeGreaterThan(200);
});

test.each<{ name: string; features: unknown; accepted: boolean }>([
  { name: 'a number as an infinity', features: [Number.POSITIVE_INFINITY, 0, null, 'clay', null, null, 0], accepted: false },
  { name: 'an infinity where no range is given', features: [12, 0, Number.NEGATIVE_INFINITY, 'clay', null, null, 0], accepted: false },
  { name: 'null for what is optional', features: [12, 0, null, 'clay', null, null, 0], accepted: true },
  { name: 'null for what is not', features: [null, 0, null, 'clay', null, null, 0], accepted: false },
  { name: 'a category whose list is not known', features: [12, 0, null, 'clay', null, 'x', 0], accepted: false },
  { name: 'an object that only inherits a feature', features: { alcohol: 12, soil: 'clay', [hostileName]: 0 }, accepted: false },
  { name: 'optional features left out', features: { alcohol: 12, constructor: 0, soil: 'clay', [hostileName]: 0 }, accepted: true },
])('both judge $name alike', ({ features, accepted }) => {
  expect([schemaAccepts('PredictRequest')({ features }), readBody({ features }) !== undefined]).toEqual([accepted, accepted]);
});
