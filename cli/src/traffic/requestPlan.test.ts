import { invalidKinds, invalidRequest } from './invalidRequest.ts';
import { type RequestPlanOptions, requestPlan } from './requestPlan.ts';

const rows = { count: 3, row: (index: number) => ({ a: index, b: 'x' }) };

function first(count: number, options: Partial<RequestPlanOptions> = {}) {
  return requestPlan(rows, { seed: 1, rate: 50, invalid: 0, ...options })
    .take(count)
    .toArray();
}

test('the seed determines the requests', () => {
  expect(first(20)).toEqual(first(20));
  expect(first(20)).not.toEqual(first(20, { seed: 2 }));
});

test('the rate changes when requests are due, not their content', () => {
  const bodies = (rate: number) => first(20, { rate, invalid: 0.5 }).map(({ body }) => body);
  expect(bodies(5)).toEqual(bodies(500));
});

test('gaps are exponential with the mean of the rate', () => {
  const due = first(20_000, { rate: 50 }).map(({ dueMilliseconds }) => dueMilliseconds);
  const gaps = due.map((moment, index) => moment - (due[index - 1] ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  // Mean 20 ms, its standard error 20 / √20000 = 0.14 ms; the share of gaps above the mean is 1/e, its standard error 0.0034.
  expect(Math.abs(mean - 20)).toBeLessThan(0.7);
  expect(Math.abs(gaps.filter((gap) => gap > 20).length / gaps.length - Math.exp(-1))).toBeLessThan(0.017);
});

test('every row is drawn, and the share of invalid requests is as requested', () => {
  const plan = first(3000, { invalid: 0.2 });
  const sound = plan.filter(({ body }) => /^\{"features":\{"a":[012],"b":"x"\}\}$/.test(body));
  expect(new Set(sound.map(({ body }) => body)).size).toBe(3);
  // One kind of ten differs in its content type only and has a valid body.
  const broken = plan.length - sound.filter(({ contentType }) => contentType === 'application/json').length;
  // Standard error √(0.2 · 0.8 / 3000) = 0.0073
  expect(Math.abs(broken / plan.length - 0.2)).toBeLessThan(0.037);
});

test.each(invalidKinds)('%s differs from a valid request', (kind) => {
  const { body, contentType } = invalidRequest(kind, { a: 1, b: 'x' });
  expect({ body, contentType }).not.toEqual({ body: '{"features":{"a":1,"b":"x"}}', contentType: 'application/json' });
});

test('an unknown kind is rejected', () => {
  expect(() => invalidRequest('nonsense', {})).toThrow('expected one of JSON that ends early,');
});
