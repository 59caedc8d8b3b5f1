import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findChromium } from './chromium.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'modelmonitor-chromium-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function search(environment: Record<string, string>): { found: string | undefined; written: string } {
  let written = '';
  const found = findChromium({ environment, write: (text) => (written += text), what: 'the tests of a page' });
  return { found, written };
}

test('without a browser the tests are left out, and that is said', () => {
  expect(search({ PATH: directory })).toEqual({
    found: undefined,
    written: expect.stringContaining(
      'LEFT OUT *** the tests of a page: a browser is needed (chromium, chromium-browser, google-chrome on PATH)',
    ),
  });
});

test('without a browser a CI run fails', () => {
  expect(() => search({ PATH: '', CI: 'true' })).toThrow('the tests of a page: a browser is needed');
});

test('a browser is found by any of its names, but only when it can be run', async () => {
  const path = join(directory, 'google-chrome');
  await writeFile(path, '#!/bin/sh\n');
  expect(search({ PATH: directory }).found).toBeUndefined();
  await chmod(path, 0o755);
  expect(search({ PATH: ['', '/nowhere', directory].join(delimiter) })).toEqual({ found: path, written: '' });
});
