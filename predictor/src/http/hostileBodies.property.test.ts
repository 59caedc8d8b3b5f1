import fc from 'fast-check';
import { scrapedSamples, sumOf } from '../scrapedSamples.ts';
import type { TestAnswer, TestRequest } from '../testClient.ts';
import { testMonitor } from '../testConfiguration.ts';
import { startTestPredictor } from '../testPredictor.ts';

const bodies = 10_000;
const inFlight = 32;

const names = [
  'driver_number',
  'soil',
  'alcohol',
  'features',
  'instances',
  'key',
  'version',
  'id',
  'inputs',
  '__proto__',
  'constructor',
  'toString',
  '',
];
const name = fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 12 }));
/** Values as JSON text, so that numbers beyond doubles and broken escapes can come too. */
const number = fc.constantFrom('0', '-0', '44', '-999', '1e999', '-1e999', '1e-999', '9007199254740993', `1${'0'.repeat(400)}`, '0.1e1');
const text = fc.oneof(
  fc.constantFrom('"clay"', '"sand"', '"v1"', '"v2"', '"v9"', '"\\ud800"', '"\\u0000"', '"NaN"', `"${'x'.repeat(300)}"`),
  fc.string({ unit: 'binary', maxLength: 20 }).map((value) => JSON.stringify(value)),
);
const leaf = fc.oneof(number, text, fc.constantFrom('null', 'true', 'false', '[]', '{}'));
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items}]`),
    fc
      .array(fc.tuple(name, tie('value')), { maxLength: 4 })
      .map((members) => `{${members.map(([key, item]) => `${JSON.stringify(key)}:${item}`)}}`),
  ),
}));
const cell = fc.oneof({ weight: 5, arbitrary: fc.constantFrom('44', '1', '99') }, { weight: 1, arbitrary: value });
const soil = fc.oneof({ weight: 5, arbitrary: fc.constantFrom('"clay"', '"sand"') }, { weight: 1, arbitrary: value });
/** Rows that are often right, so that hostile ones meet the code behind the first check. */
const row = fc.oneof(
  fc.tuple(cell, soil, cell).map((cells) => `[${cells}]`),
  fc.tuple(cell, soil, fc.constantFrom('driver_number', 'x', '__proto__')).map(([one, other, key]) => `{"${key}":${one},"soil":${other}}`),
  value,
);
const options = fc.array(fc.tuple(fc.constantFrom('key', 'version', 'id', 'x', '__proto__'), fc.oneof(fc.constant('"v1"'), value)), {
  maxLength: 2,
});
const valid = fc.tuple(
  fc.oneof(
    row.map((one) => `"features":${one}`),
    fc.array(row, { maxLength: 5 }).map((rows) => `"instances":[${rows}]`),
  ),
  options,
);
const tensor = fc
  .tuple(fc.array(fc.nat(3), { maxLength: 3 }), fc.constantFrom('FP64', 'BYTES', 'INT8', 'X'), value)
  .map(([shape, datatype, data]) => `{"inputs":[{"name":"soil","shape":[${shape}],"datatype":"${datatype}","data":${data}}]}`);
const whole = fc.oneof(
  { weight: 5, arbitrary: valid.map(([main, more]) => `{${[main, ...more.map(([key, item]) => `"${key}":${item}`)]}}`) },
  { weight: 1, arbitrary: tensor },
  { weight: 1, arbitrary: value },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 3000 }).map((depth) => `{"features":${'['.repeat(depth)}${']'.repeat(depth)}}`) },
);
/** What may happen to a body on its way. */
const damage = fc.oneof(
  { weight: 6, arbitrary: fc.constant((body: Buffer) => body) },
  { weight: 1, arbitrary: fc.nat().map((at) => (body: Buffer) => body.subarray(0, at % (body.length + 1))) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(), fc.nat(255)).map(([at, byte]) => (body: Buffer) => {
      const damaged = Buffer.from(body);
      damaged[at % body.length] = byte;
      return damaged;
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\ufeff', ' ', '{', '//').map((before) => (body: Buffer) => Buffer.concat([Buffer.from(before), body])),
  },
);
const type = fc.oneof(
  { weight: 12, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'application/json; charset=utf-16',
      'APPLICATION/JSON',
      'text/plain',
      'application/x-ndjson',
      'json',
      'application/octet-stream',
      ';',
    ),
  },
);
const path = fc.constantFrom(
  '/predict',
  '/predict/batch',
  '/v2/models/tested/infer',
  '/predict',
  '/predict/batch',
  '/v2/models/tested/versions/v9/infer',
);
const hostile = fc.tuple(path, whole, damage, type).map(([to, body, damaged, contentType]): TestRequest => {
  const headers = { 'content-type': contentType, ...(body.length % 50 === 0 ? { 'content-encoding': 'gzip' } : {}) };
  return { method: 'POST', path: to, headers, body: damaged(Buffer.from(body)) };
});

/** Rows a good answer holds. */
function rowsOf({ body }: TestAnswer): number {
  return body.predictions?.length ?? body.outputs?.[0].shape[0] ?? 1;
}

/** Sums of a metric's samples by the value of one label. */
function sumsByLabel(scrape: string, metric: string, label: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { name, labels, value } of scrapedSamples(scrape)) {
    const key = labels[label];
    if (name === metric && key !== undefined) sums[key] = (sums[key] ?? 0) + value;
  }
  return sums;
}

/** Each kind of refusal that a body can bring about. */
const refusals = [
  'malformed_json',
  'missing_feature',
  'not_finite',
  'out_of_range',
  'too_large',
  'unknown_category',
  'unknown_feature',
  'unknown_version',
  'wrong_content_type',
  'wrong_count',
  'wrong_shape',
  'wrong_type',
];

test('10,000 hostile bodies: nothing fails, every refusal is a problem with a reason, and the metrics add up to the requests', async () => {
  const monitor = testMonitor({
    serving: { limits: { bodyBytes: 4096 } },
    capture: { maxRows: 3, sample: 0.5 },
    drift: { window: { maxRows: 3, minRows: 1 } },
  });
  let draws = 0;
  const predictor = await startTestPredictor({ monitor, random: () => (draws++ % 7) / 7 });
  const queue = fc.sample(hostile, { numRuns: bodies, seed: 20_240_607 });
  const answers: TestAnswer[] = [];
  const errors: Record<string, number> = {};
  const statuses: Record<string, number> = {};
  let rows = 0;
  const work = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const answer = await predictor.send(next);
      answers.push(answer);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status === 200) rows += rowsOf(answer);
      else {
        const kind = String(answer.body?.type).replace('urn:modelmonitor:problem:', '');
        errors[kind] = (errors[kind] ?? 0) + 1;
      }
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));

  expect(answers).toHaveLength(bodies);
  expect(Object.keys(statuses).toSorted()).toEqual(['200', '400', '404', '413', '415', '422']);
  expect(answers.filter(({ status, body }) => status !== 200 && (body.status !== status || body.detail === ''))).toEqual([]);
  expect(predictor.log.filter(({ message }) => message.includes('failed') || message.includes('answer'))).toEqual([]);
  expect(Object.keys(errors).toSorted()).toEqual(refusals.toSorted());

  const scrape = await predictor.metrics();
  const byLabel = (metric: string, label: string) => sumsByLabel(scrape, metric, label);
  expect(byLabel('modelmonitor_http_request_duration_seconds_count', 'status_code')).toEqual(statuses);
  expect(byLabel('modelmonitor_prediction_errors_total', 'error_type')).toEqual(errors);
  expect(sumOf(scrape, 'modelmonitor_predictions_total')).toBe(rows);
  expect(sumOf(scrape, 'modelmonitor_predicted_class_total')).toBe(rows);
  expect(sumOf(scrape, 'modelmonitor_prediction_duration_seconds_count')).toBe(statuses['200']);
  const captured = sumOf(scrape, 'modelmonitor_captured_total');
  expect(captured + sumOf(scrape, 'modelmonitor_capture_sampled_out_total') + sumOf(scrape, 'modelmonitor_capture_dropped_total')).toBe(
    rows,
  );
  expect(captured - sumOf(scrape, 'modelmonitor_capture_evicted_total')).toBe(sumOf(scrape, 'modelmonitor_capture_rows'));
  expect((await predictor.predict([44, 'clay', 12])).status).toBe(200);
  await predictor.close();
}, 120_000);
