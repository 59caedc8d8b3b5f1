import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolPaths } from './toolPaths.ts';

const empty = mkdtempSync(join(tmpdir(), 'tools-'));

afterAll(() => rmSync(empty, { recursive: true }));

test('without programs and Go the tests are left out, and that is said', async () => {
  let written = '';
  expect(
    await toolPaths(['promtool'], {
      environment: { PATH: '/nowhere', XDG_CACHE_HOME: empty },
      what: 'the rules',
      write: (text) => (written += text),
    }),
  ).toBeUndefined();
  expect(written).toBe('\n*** LEFT OUT *** the rules: expected promtool 3.0 or later (on PATH), or Go to build it, found neither\n\n');
});
