import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../../test/chromium.ts';
import { fullReport } from './fullReport.ts';
import { renderHtml } from './renderHtml.ts';
import { categoricalColumn, normalColumn } from './wineReport.ts';

const executablePath = findChromium({
  environment: process.env,
  write: (text) => process.stderr.write(text),
  what: 'the accessibility tests of the report',
});

const { source } = createRequire(import.meta.url)('axe-core') as { source: string };

/** axe takes seconds on an idle machine. */
const TIMEOUT_MILLISECONDS = 120_000;

/** Needs a Chromium on the machine. */
const inBrowser = executablePath === undefined ? describe.skip : describe;

inBrowser('for axe-core', () => {
  let browser: Browser;
  let directory: string;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath as string, args: ['--no-sandbox'] });
    directory = await mkdtemp(join(tmpdir(), 'report-'));
    const full = fullReport();
    // One column of a kind: axe looks at every element, and takes its time.
    const { malic_acid, alcalinity_of_ash, magnesium, total_phenols, flavanoids, proanthocyanins, color_intensity, ...kinds } =
      full.features;
    const features = {
      ...kinds,
      ['very_long_'.repeat(20)]: { ...normalColumn({ mean: 1e-7, deviation: 1e-8, shift: 0, seed: 7 }), reason: 'long '.repeat(60) },
      ['m'.repeat(200)]: categoricalColumn({ values: ['w'.repeat(200), 'b'], reference: [3, 1], current: [1, 3] }),
    };
    await writeFile(join(directory, 'report.html'), renderHtml({ ...full, features }));
  });

  // Each context left open keeps a renderer process.
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  afterAll(async () => {
    await browser.close();
    await rm(directory, { recursive: true });
  });

  async function opened(width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
    await page.goto(pathToFileURL(join(directory, 'report.html')).href);
    await page.locator('.tools button').click();
    return page;
  }

  test.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 1280 },
    { colorScheme: 'light', width: 390 },
    { colorScheme: 'dark', width: 390 },
  ] as const)(
    'nothing is wrong in $colorScheme at $width pixels, every section filled and every row open',
    async ({ colorScheme, width }) => {
      const page = await opened(width, colorScheme);
      // The policy of the page holds for its own script elements, not for what a test evaluates.
      await page.evaluate(source);
      const { violations, passes } = (await page.evaluate('axe.run()')) as AxeResults;
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(passes.map(({ id }) => id)).toContain('color-contrast');
    },
    TIMEOUT_MILLISECONDS,
  );

  test.each([[360], [390], [600], [820], [900], [1000], [1280], [1600]])('at %p pixels nothing is wider than the page', async (width) => {
    const page = await opened(width);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });
});
