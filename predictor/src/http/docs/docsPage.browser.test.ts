import type { Browser } from 'playwright-core';
import { findChromium } from '../../../../test/chromium.ts';
import { exampleMonitor } from '../openapi/exampleMonitor.ts';
import { openWatched, startBrowser } from '../page/browserPage.ts';
import { startTestApp, type TestApp } from '../page/testApp.ts';

const path = findChromium({ environment: process.env, write: (text) => process.stderr.write(text), what: 'the tests of /docs' });
const inBrowser = path === undefined ? test.skip : test;
const patience = { timeout: 90_000 };

let browser: Browser;
let app: TestApp;

beforeAll(async () => {
  if (path === undefined) return;
  browser = await startBrowser(path);
  app = await startTestApp({ monitor: exampleMonitor(), now: Date.now });
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

inBrowser('shows every operation, requests only its own server, and violates no policy', async () => {
  const { page, complaints, foreign } = await openWatched(browser, `${app.origin}/docs`);
  await page.waitForSelector('.opblock', patience);
  const document = (await (await fetch(`${app.origin}/openapi.json`)).json()) as { paths: Record<string, object> };
  const shown = (await page.locator('.opblock-summary-path').allTextContents()).map((text) => text.replaceAll('\u200b', ''));
  expect(new Set(shown)).toEqual(new Set(Object.keys(document.paths)));
  expect(await page.title()).toBe('wine · API');
  expect({ complaints, foreign }).toEqual({ complaints: [], foreign: [] });
  await page.close();
});

inBrowser('tries out a prediction with the example row', async () => {
  const { page, complaints } = await openWatched(browser, `${app.origin}/docs`);
  await page.click('#operations-Predictions-predict .opblock-summary-control', patience);
  await page.click('#operations-Predictions-predict .execute', patience);
  await page.waitForSelector('#operations-Predictions-predict .live-responses-table .response', patience);
  expect(await page.textContent('#operations-Predictions-predict .live-responses-table tbody .response-col_status')).toMatch(/^200/);
  expect(complaints).toEqual([]);
  await page.close();
});
