import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { eventually, exampleCopy, servedArgs, startedCommands } from '../cli/src/run/exampleRun.ts';
import { findChromium } from './chromium.ts';
import { runProgram } from './command.ts';

// Serves the wine example, sends ordinary and then shifted traffic, and takes the pictures of the README: `make screenshots`.

const repository = join(import.meta.dirname, '..');
const pictures = join(repository, 'docs/pictures');
const width = 1280;

const write = (text: string) => void process.stderr.write(text);
const executablePath = findChromium({ what: 'screenshots', environment: { ...process.env, CI: '1' }, write });
const { started, endAll } = startedCommands(process.execPath);

async function traffic(address: string, ...more: readonly string[]): Promise<void> {
  const data = ['--data', join(repository, 'examples/wine/wine.csv'), '--exclude', 'cultivar'];
  const bin = join(repository, 'cli/src/modelmonitor.js');
  const args = [bin, 'traffic', '--url', `${address}/predict`, ...data, '--rate', '40', '--count', '600', ...more];
  await runProgram(process.execPath, args, { seconds: 60 });
  const checked = await fetch(`${address}/generate_reports`, { method: 'POST' });
  if (!checked.ok) throw new Error(`the check has to make a report, got ${checked.status} ${await checked.text()}`);
}

async function picture(page: Page, { name, url, height }: { name: string; url: string; height: number }): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  write(`docs/pictures/${name}.png\n`);
}

try {
  const { addresses } = started(servedArgs(exampleCopy('wine')));
  const address = await eventually('the model', () => addresses()[0]);
  await traffic(address);
  await traffic(address, '--shift', 'alcohol=+2sd,flavanoids=+1sd,hue=-1sd,color_intensity=+2sd,proline=+1sd,ash=+1sd,malic_acid=+1sd');
  await mkdir(pictures, { recursive: true });
  const browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ['--no-sandbox'] });
  const page = await browser.newPage({ colorScheme: 'light' });
  await picture(page, { name: 'model', url: `${address}/`, height: 900 });
  await picture(page, { name: 'report', url: `${address}/reports/latest`, height: 1000 });
  await browser.close();
} finally {
  await endAll();
}
