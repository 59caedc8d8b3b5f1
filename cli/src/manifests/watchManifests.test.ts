import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockFrom } from '../clock.ts';
import { manifestState, type WatchOptions, watchManifests } from './watchManifests.ts';

function watching(directory: string, overrides: Partial<WatchOptions> = {}, onChange: () => void = () => undefined) {
  const controller = new AbortController();
  const errors: string[] = [];
  const waiting: (() => void)[] = [];
  const done = watchManifests(
    [directory],
    () => {
      waiting.shift()?.();
      onChange();
    },
    {
      cwd: '/',
      clock: clockFrom(globalThis),
      signal: controller.signal,
      onError: ({ message }) => errors.push(message),
      debounceMilliseconds: 20,
      ...overrides,
    },
  );
  return {
    errors,
    changed: () => new Promise<void>((resolve) => waiting.push(resolve)),
    stop: async () => {
      controller.abort();
      await done;
    },
  };
}

test.each([
  { name: 'told by the file system', pollMilliseconds: 60_000 },
  { name: 'looked at now and then', pollMilliseconds: 30 },
])('a new, a changed and a removed file are noticed when $name', async ({ pollMilliseconds }) => {
  const directory = mkdtempSync(join(tmpdir(), 'watch-'));
  const watch = watching(directory, { pollMilliseconds });
  for (const change of [
    () => writeFileSync(join(directory, 'a.yaml'), 'a: 1'),
    () => writeFileSync(join(directory, 'a.yaml'), 'a: 22'),
    () => rmSync(join(directory, 'a.yaml')),
  ]) {
    const changed = watch.changed();
    change();
    await changed;
  }
  await watch.stop();
  expect(watch.errors).toEqual([]);
});

test('changes that come together are one, other files are none', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'watch-'));
  let calls = 0;
  const watch = watching(directory, { debounceMilliseconds: 300 }, () => calls++);
  const changed = watch.changed();
  writeFileSync(join(directory, 'notes.txt'), 'x');
  for (let index = 0; index < 20; index++) writeFileSync(join(directory, `${index}.yaml`), 'a: 1');
  await changed;
  await watch.stop();
  expect(calls).toBe(1);
});

test('what changed after loading and before watching is noticed at once', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'watch-'));
  const since = manifestState([directory], '/');
  writeFileSync(join(directory, 'a.yaml'), 'a: 1');
  const watch = watching(directory, { since, pollMilliseconds: 60_000 });
  await watch.changed();
  await watch.stop();
});

test('a directory that goes and comes back, and a change that cannot be followed, end nothing', async () => {
  const directory = join(mkdtempSync(join(tmpdir(), 'watch-')), 'manifests');
  mkdirSync(directory);
  writeFileSync(join(directory, 'a.yaml'), 'a: 1');
  const watch = watching(directory, { pollMilliseconds: 30 }, () => {
    throw new Error('not now');
  });
  for (const change of [() => renameSync(directory, `${directory}.old`), () => renameSync(`${directory}.old`, directory)]) {
    const changed = watch.changed();
    change();
    await changed;
  }
  await watch.stop();
  expect(watch.errors).toEqual(['not now', 'not now']);
});
