import { Ajv2020 } from 'ajv/dist/2020.js';
import { startTestApp, type TestApp } from '../page/testApp.ts';
import { exampleMonitor } from './exampleMonitor.ts';

// The document is compared with the responses of the routes, over HTTP.

interface Content {
  readonly schema: object;
  readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, Content>> }>>;
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
}

/** An app that serves, its document, and a run it has a report of. */
interface Served {
  readonly app: TestApp;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly ajv: Ajv2020;
  readonly run: string;
}

const monitors = {
  classification: exampleMonitor(),
  regression: exampleMonitor({ features: [{ name: 'x', type: 'numeric' }], target: { name: 'y' } }),
};
const served = new Map<string, Served>();

beforeAll(async () => {
  for (const [task, monitor] of Object.entries(monitors)) served.set(task, await serve(monitor));
});
afterAll(async () => {
  for (const { app } of served.values()) await app.close();
});

async function serve(monitor: (typeof monitors)['regression']): Promise<Served> {
  const app = await startTestApp({ monitor, now: Date.now });
  const document = (await (await fetch(`${app.origin}/openapi.json`)).json()) as Pick<Served, 'paths'>;
  const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true } });
  ajv.addSchema(document, 'doc');
  const [body] = examplesOf(document.paths['/predict']?.['post']);
  for (let row = 0; row < 60; row++) await post(`${app.origin}/predict`, body);
  await post(`${app.origin}/predict`, { ...(body as object), id: 'order-7' });
  const { run } = (await (await post(`${app.origin}/generate_reports`, undefined)).json()) as { run: string };
  return { app, paths: document.paths, ajv, run };
}

function examplesOf(operation: Operation | undefined): unknown[] {
  return Object.values(operation?.requestBody?.content['application/json']?.examples ?? {}).map(({ value }) => value);
}

function post(address: string, body: unknown): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
}

/** Asks, and holds status, content type and body against the operation. */
async function check(task: string, path: string, request: { method: 'get' | 'post'; body?: unknown }): Promise<number> {
  const { app, paths, ajv, run } = served.get(task) as Served;
  const address = app.origin + path.replace('{model}', 'wine').replace('{version}', 'v1').replace('{run}', run).replace('{id}', 'order-7');
  const answer = request.method === 'get' ? await fetch(address) : await post(address, request.body);
  const { status } = answer;
  const content = paths[path]?.[request.method]?.responses[status]?.content ?? {};
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  expect({ path, status, documented: Object.keys(content) }).toEqual({ path, status, documented: expect.arrayContaining([type]) });
  if (!type.endsWith('json')) return status;
  const valid = ajv.compile(JSON.parse(JSON.stringify(content[type]?.schema).replaceAll('"#/', '"doc#/')));
  const accepted = valid(await answer.json());
  expect({ path, accepted, errors: valid.errors }).toEqual({ path, accepted: true, errors: null });
  return status;
}

test.each(Object.keys(monitors))('every GET of a %s answers as documented', async (task) => {
  const gets = Object.entries(served.get(task)?.paths ?? {}).filter(([, { get }]) => get !== undefined);
  expect(gets.length).toBeGreaterThan(12);
  // Without a store there are no figures over time.
  const statusOf = (path: string) => (path === '/data/performance' ? 503 : 200);
  for (const [path] of gets) expect([path, await check(task, path, { method: 'get' })]).toEqual([path, statusOf(path)]);
});

test.each(Object.keys(monitors))('every example request of a %s is answered as documented', async (task) => {
  for (const [path, { post: operation }] of Object.entries(served.get(task)?.paths ?? {})) {
    for (const body of examplesOf(operation)) expect([path, await check(task, path, { method: 'post', body })]).toEqual([path, 200]);
  }
});

const refusing = ['/predict', '/predict/batch', '/explain', '/feedback', '/v2/models/{model}/infer'];
const broken = [{}, [], 1, { features: [] }, { features: {} }, { instances: [[true]] }, { id: 'x' }, { inputs: [] }, { inputs: [1] }];

test.each(Object.keys(monitors).flatMap((task) => refusing.map((path) => ({ task, path }))))(
  'refusals of $path of a $task are as documented',
  async ({ task, path }) => {
    for (const body of broken) expect(await check(task, path, { method: 'post', body })).toBe(422);
    expect(await check(task, path, { method: 'post' })).toBe(415);
  },
);
