import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../../test/chromium.ts';
import { renderHtml } from './renderHtml.ts';
import { categoricalColumn, wineReport } from './wineReport.ts';

const executablePath = findChromium({
  environment: process.env,
  write: (text) => process.stderr.write(text),
  what: 'the tests of the report in a browser',
});

/** Needs a Chromium on the machine; without one the checks of the text remain. */
const inBrowser = executablePath === undefined ? describe.skip : describe;

inBrowser('in Chromium', () => {
  let browser: Browser;
  let directory: string;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath as string, args: ['--no-sandbox'] });
    directory = await mkdtemp(join(tmpdir(), 'report-'));
    const kind = categoricalColumn({ values: ['<b>', 'white'], reference: [3, 1], current: [1, 3] });
    const report = wineReport();
    await writeFile(
      join(directory, 'report.html'),
      renderHtml({ ...report, features: { ...report.features, '<script>alert(1)</script>': kind } }),
    );
  });

  interface Opening {
    readonly javaScriptEnabled?: boolean;
    readonly width?: number;
  }

  // Each context left open keeps a renderer process.
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  afterAll(async () => {
    await browser.close();
    await rm(directory, { recursive: true });
  });

  async function opened(options: Opening = {}): Promise<{ page: Page; complaints: string[] }> {
    const { javaScriptEnabled = true, width = 1200 } = options;
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 800 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    page.on('request', (request) => request.isNavigationRequest() || complaints.push(request.url()));
    await page.goto(pathToFileURL(join(directory, 'report.html')).href);
    return { page, complaints };
  }

  test('the page loads nothing and its policy allows its own script and style', async () => {
    const { page, complaints } = await opened();
    await expect(page.locator('.tools').isVisible()).resolves.toBe(true);
    expect(complaints).toEqual([]);
  });

  test('without script a row opens by its disclosure', async () => {
    const { page } = await opened({ javaScriptEnabled: false });
    await expect(page.locator('.tools').isVisible()).resolves.toBe(false);
    await expect(page.locator('#features-1').isVisible()).resolves.toBe(false);
    await page.locator('summary').first().click();
    await expect(page.locator('#features-1').isVisible()).resolves.toBe(true);
  });

  test('on paper every row is open', async () => {
    const { page } = await opened({ javaScriptEnabled: false });
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('#features-9').isVisible()).resolves.toBe(true);
  });

  test('features are found by name, filtered by verdict and sorted', async () => {
    const { page } = await opened();
    const shown = () => page.locator('#features > tbody:not([hidden]) summary').allTextContents();
    await page.locator('input').fill('ALC');
    expect(await shown()).toEqual(['alcohol', 'alcalinity_of_ash']);
    await page.locator('select').first().selectOption('drifted');
    expect(await shown()).toEqual(['alcohol']);
    await page.locator('input').fill('');
    await page.getByRole('button', { name: 'Feature' }).click();
    expect(await shown()).toEqual(['<script>alert(1)</script>', 'alcohol', 'hue', 'proline']);
  });

  test('a heading sorts by keyboard, says how, and turns round', async () => {
    const { page } = await opened();
    const names = () => page.locator('#features summary').allTextContents();
    const sorted = () =>
      page.locator('#features [aria-sort]').evaluateAll((heads) => heads.map((head) => `${head.innerText} ${head.ariaSort}`));
    const before = await names();
    expect(await sorted()).toEqual(['Verdict descending']);
    await page.getByRole('button', { name: 'Score' }).focus();
    await page.keyboard.press('Enter');
    expect(await sorted()).toEqual(['Score descending']);
    expect((await names())[0]).toBe('proline');
    await page.keyboard.press('Enter');
    expect(await sorted()).toEqual(['Score ascending']);
    expect((await names()).at(-1)).toBe('proline');
    await page.getByRole('button', { name: 'Verdict' }).click();
    expect(await names()).toEqual(before);
  });

  test('all rows open at once, and close', async () => {
    const { page } = await opened();
    await page.locator('.tools button').click();
    expect(await page.locator('#features details[open]').count()).toBe(14);
    await page.locator('.tools button').click();
    expect(await page.locator('#features details[open]').count()).toBe(0);
  });

  test.each([[360], [600], [820], [1000], [1600]])('at %p pixels nothing is wider than the page, opened or not', async (width) => {
    const { page } = await opened({ width });
    await page.locator('.tools button').click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });
});
