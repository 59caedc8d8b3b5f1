import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConfigPlace, configVersion, watchConfigVersion } from './configVersion.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'modelmonitor-version-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** As a kubelet does it: a new link is renamed over the one before. */
async function turnLink(to: string, of = directory) {
  await symlink(to, join(of, '..data_new'));
  await rename(join(of, '..data_new'), join(of, '..data'));
}

/** Collects changes; `check` is one round of the timer. */
async function watching(more: Partial<ConfigPlace> = {}) {
  let check = async () => undefined as unknown;
  let changes = 0;
  const every = (_milliseconds: number, task: () => Promise<void>) => {
    check = task;
    return { stop: () => undefined };
  };
  const place = { configDirectory: directory, ...more };
  const version = await configVersion(place);
  watchConfigVersion({ ...place, version, every, onChange: async () => void changes++ });
  return async () => {
    await check();
    return changes;
  };
}

test('a link that is turned is a new version, once', async () => {
  await turnLink('one');
  const changes = await watching();
  expect(await changes()).toBe(0);
  await turnLink('two');
  expect([await changes(), await changes()]).toEqual([1, 1]);
});

test('a link of the credentials that is turned is a new version too, and one that is away for a moment is not', async () => {
  const clientsDirectory = join(directory, 'clients');
  await mkdir(clientsDirectory);
  await turnLink('one');
  await turnLink('one', clientsDirectory);
  const changes = await watching({ clientsDirectory });
  expect(await changes()).toBe(0);
  await rm(join(clientsDirectory, '..data'));
  expect(await changes()).toBe(0);
  await turnLink('two', clientsDirectory);
  expect([await changes(), await changes()]).toEqual([1, 1]);
});

test('without a link the time and the size of monitor.json count', async () => {
  const path = join(directory, 'monitor.json');
  await writeFile(path, '{}');
  await utimes(path, 1000, 1000);
  const changes = await watching();
  expect(await changes()).toBe(0);
  await utimes(path, 1000, 2000);
  expect(await changes()).toBe(1);
  await writeFile(path, '{ }');
  await utimes(path, 1000, 2000);
  expect(await changes()).toBe(2);
});

test('a directory that cannot be read for a moment has not changed', async () => {
  await turnLink('one');
  const changes = await watching();
  await rm(join(directory, '..data'));
  expect(await changes()).toBe(0);
  await turnLink('two');
  expect(await changes()).toBe(1);
});
