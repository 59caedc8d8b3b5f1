import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { findChromium } from '../../../../test/chromium.ts';
import { createAuthenticator } from '../auth/createAuthenticator.ts';
import { exampleMonitor, hostileName } from '../openapi/exampleMonitor.ts';
import { openWatched, startBrowser } from './browserPage.ts';
import { startTestApp, type TestApp } from './testApp.ts';

const path = findChromium({
  environment: process.env,
  write: (text) => process.stderr.write(text),
  what: 'the tests of the page',
});
const inBrowser = path === undefined ? test.skip : test;

/** Long enough for a busy machine; nothing waits for it when all is well. */
const patience = { timeout: 90_000 };

let browser: Browser;
let app: TestApp;

beforeAll(async () => {
  if (path === undefined) return;
  browser = await startBrowser(path);
  const monitor = exampleMonitor();
  const [, , shadow] = monitor.spec.model.versions;
  if (shadow !== undefined) shadow.source = { configMap: { name: 'wine-models', key: 'broken.json' } };
  app = await startTestApp({ monitor, now: Date.now });
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const predict = (features: object) =>
  fetch(`${app.origin}/predict`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ features }) });
const row = (alcohol: number) => ({ alcohol, 'malic acid': 2, soil: 'clay' });

inBrowser('shows versions, weights and load errors, requests only its own server, and violates no policy', async () => {
  const { page, complaints, foreign } = await openWatched(browser, app.origin);
  await page.waitForSelector('#fields input', patience);
  const rows = await page.locator('#versions tr').allTextContents();
  expect(rows).toEqual([
    expect.stringMatching(/^v1forest [0-9a-f]{12} · loaded just nowa test80%0$/),
    expect.stringMatching(/^v2forest [0-9a-f]{12} · loaded just nowa test20%0$/),
    expect.stringMatching(/^v3not loaded.*got "torn"/),
  ]);
  expect(
    await page
      .locator('#versions .fill')
      .evaluateAll((fills) => fills.map((fill) => (fill as unknown as { style: { width: string } }).style.width)),
  ).toEqual(['80%', '20%', '0%']);
  expect(await page.textContent('#readiness')).toBe('ready');
  expect({ complaints, foreign }).toEqual({ complaints: [], foreign: [] });
  await page.close();
});

inBrowser('predicts the example row, shows the prediction and counts it', async () => {
  const { page, complaints } = await openWatched(browser, app.origin);
  await page.waitForSelector('#fields input', patience);
  await page.getByRole('button', { name: 'Predict', exact: true }).click(patience);
  await page.waitForSelector('.prediction', patience);
  expect(await page.textContent('.prediction')).toBe(hostileName);
  expect(await page.textContent('.probabilities .chosen .number')).toBe('66.7%');
  expect(await page.textContent('#result')).toMatch(/version v[12] · id test-/);
  await page.locator('#requests', { hasText: /^1$/ }).waitFor(patience);
  const store = await page.locator('section', { has: page.locator('#store-title') }).innerText();
  expect(store.split(/\s*\n\s*/)).toEqual(
    expect.arrayContaining(['Captured rows', 'In memory only', 'captured', '1', 'stored', '1', 'waiting', '0', 'lost', '0']),
  );
  expect(complaints).toEqual([]);
  await page.close();
});

inBrowser('the curl command is the request of the form', async () => {
  const { page } = await openWatched(browser, app.origin);
  await page.waitForSelector('#fields input', patience);
  await page.getByLabel('alcohol').fill('12.25');
  const line = (await page.textContent('#curl')) ?? '';
  expect(line).toContain(`curl '${app.origin}/predict'`);
  const body = /-d '(.*)'$/s.exec(line)?.[1] ?? '';
  expect(JSON.parse(body)).toEqual({ features: { alcohol: 12.25, 'malic acid': 0, hue: 0, soil: 'clay', [hostileName]: 0 } });
  await page.close();
});

inBrowser('a refused value is explained beside its field', async () => {
  const { page } = await openWatched(browser, app.origin);
  await page.waitForSelector('#fields input', patience);
  await page.getByLabel('alcohol').fill('99');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[aria-invalid]', patience);
  expect(await page.textContent('#feature-0-wrong')).toBe('expected a number ≥ 11 and ≤ 15, got 99');
  expect(await page.textContent('#result')).toContain('A value is out of range');
  await page.close();
});

inBrowser('figures follow requests of other clients, and a check shows a verdict with the drifted features', async () => {
  const { page, complaints } = await openWatched(browser, app.origin);
  await page.waitForSelector('#fields input', patience);
  expect(await page.textContent('#verdict')).toContain('Not checked yet');
  for (let request = 0; request < 80; request++) await predict(row(14.5));
  await page.locator('#requests', { hasText: /^8\d$/ }).waitFor(patience);
  await page.click('#check');
  await page.waitForSelector('#verdict .badge', patience);
  expect(await page.textContent('#verdict .badge')).toBe('drifted');
  await page.waitForSelector('#drifted li', patience);
  expect(await page.locator('#drifted li').allTextContents()).toContain('alcohol');
  const [html, json] = await page
    .locator('#reports a')
    .evaluateAll((links) => links.map((link) => String((link as unknown as { href: string }).href)));
  expect((await fetch(html ?? '')).headers.get('content-type')).toContain('text/html');
  expect(await (await fetch(json ?? '')).json()).toMatchObject({ verdict: 'drifted' });
  expect(complaints).toEqual([]);
  await page.close();
});

inBrowser('names that are markup are shown as text and run nothing', async () => {
  const { page } = await openWatched(browser, app.origin);
  await page.waitForSelector('#fields input', patience);
  await page.getByRole('button', { name: 'Predict', exact: true }).click(patience);
  await page.waitForSelector('.prediction', patience);
  expect(await page.locator('#fields .feature').allTextContents()).toContain(hostileName);
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.title()).toBe('wine · ModelMonitor');
  await page.close();
});

inBrowser('shows that the server is not reachable, keeps the last figures, and recovers automatically', async () => {
  const { page } = await openWatched(browser, app.origin);
  await page.waitForSelector('#fields input', patience);
  await app.stopListening();
  await page.locator('#readiness', { hasText: /^not reachable$/ }).waitFor(patience);
  expect(await page.textContent('#unreachable')).toMatch(/^The server is not reachable; .* The figures are from /);
  expect(await page.locator('#versions tr').count()).toBe(3);
  await app.listen();
  await page.locator('#readiness', { hasText: /^ready$/ }).waitFor(patience);
  expect(await page.locator('#unreachable').isVisible()).toBe(false);
  await page.close();
});

inBrowser('sends no requests while hidden, and continues immediately when shown', async () => {
  const { page } = await openWatched(browser, app.origin);
  await page.waitForSelector('#fields input', patience);
  const show = (hidden: boolean) =>
    page.evaluate(
      `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
    );
  await show(true);
  await page.waitForTimeout(500);
  let asked = 0;
  page.on('request', () => asked++);
  await page.waitForTimeout(3000);
  expect(asked).toBe(0);
  await Promise.all([page.waitForRequest((request) => request.url().endsWith('/status'), patience), show(false)]);
  await page.close();
});

inBrowser.each([{ width: 360 }, { width: 1280 }])('fits into $width px, and every field has a label', async ({ width }) => {
  const { page } = await openWatched(browser, app.origin, { viewport: { width, height: 800 } });
  await page.waitForSelector('#fields input', patience);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect(await page.evaluate('[...document.querySelectorAll("input, select")].filter((field) => field.labels.length === 0).length')).toBe(
    0,
  );
  await page.close();
});

inBrowser('shows a form for the token where one is required', async () => {
  const guarded = await startTestApp({
    monitor: exampleMonitor(),
    now: Date.now,
    authenticate: createAuthenticator({ bearer: 'right-token-0123456789' }, { randomBytes }),
  });
  const { page } = await openWatched(browser, guarded.origin);
  const field = page.locator('#token');
  await field.fill('wrong', patience);
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=This token is not accepted', patience);
  await field.fill('right-token-0123456789');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#fields input', patience);
  expect(await page.textContent('#readiness')).toBe('ready');
  await page.close();
  await guarded.close();
});
