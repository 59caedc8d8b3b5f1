import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from '@koa/router';
import Koa from 'koa';
import { docsRoutes } from './docsRoutes.ts';

let origin: string;
const app = new Koa();
const router = new Router();
docsRoutes(router);
app.use(router.routes());
const server = createServer(app.callback());

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

test('the page allows only scripts and styles of this server, and none inline', async () => {
  const answer = await fetch(`${origin}/docs`);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = answer.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(await answer.text()).not.toMatch(/<style|<script>| on\w+=|https?:/);
});

test('every file of the page is served with its type, and revalidated by its ETag', async () => {
  const html = await (await fetch(`${origin}/docs`)).text();
  const files = [...html.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, file]) => file);
  expect(files).toHaveLength(5);
  for (const file of files) {
    const answer = await fetch(`${origin}/${file}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^(text\/(css|javascript); charset=utf-8|image\/png)$/);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
    const again = await fetch(`${origin}/${file}`, {
      headers: { 'If-None-Match': answer.headers.get('etag') ?? '', 'Cache-Control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
  }
});

test.each(['/docs/package.json', '/docs/swagger-ui.js', '/docs/..%2fpackage.json', '/docs/%2e%2e/package.json', '/docs/index.html'])(
  '%s is not on the list and not served',
  async (path) => {
    expect((await fetch(origin + path)).status).toBe(404);
  },
);

test('a trailing slash redirects to the page, on whatever path it is served', async () => {
  const answer = await fetch(`${origin}/docs/`, { redirect: 'manual' });
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toBe('../docs');
});
