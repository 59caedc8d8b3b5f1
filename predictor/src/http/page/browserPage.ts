import { type Browser, chromium, type Page } from 'playwright-core';

/** An open page, and everything that the product's pages must not do. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings of the console, violations of the content security policy among them, and uncaught errors. */
  readonly complaints: string[];
  /** Requested addresses of other origins. */
  readonly foreign: string[];
}

/** Starts the browser without its sandbox, which containers do not allow; it opens only the product's own server. */
export function startBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

export async function openWatched(
  browser: Browser,
  address: string,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<WatchedPage> {
  const page = await browser.newPage(options);
  // Playwright's own limit of 30 s is short on a busy machine.
  page.setDefaultTimeout(90_000);
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== new URL(address).origin) foreign.push(request.url());
  });
  await page.goto(address);
  return { page, complaints, foreign };
}
