import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceContext } from '../source.ts';
import { readSettled, volumeKind } from './volumeKind.ts';

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'modelmonitor-volume-')), 'model.ubj');
});
afterEach(() => rm(join(path, '..'), { recursive: true }));

const noon = Date.UTC(2026, 5, 1, 12);

/** Writes a file whose time of change is given in milliseconds after noon. */
async function write(text: string, milliseconds: number): Promise<void> {
  await writeFile(path, text);
  await utimes(path, (noon + milliseconds) / 1000, (noon + milliseconds) / 1000);
}

/** Reads at noon, and runs a step at each pause. */
async function read(steps: readonly (() => Promise<void>)[] = []) {
  let now = noon;
  const pending = [...steps];
  const sleep = async (milliseconds: number) => {
    now += milliseconds;
    await pending.shift()?.();
  };
  const { bytes } = await readSettled(path, { what: 'the model', mostBytes: 100, clock: { now: () => now, random: () => 0, sleep } });
  return { text: bytes.toString(), waited: now - noon };
}

test('a file that has not changed for two seconds is read immediately', async () => {
  await write('whole', -2000);
  expect(await read()).toEqual({ text: 'whole', waited: 0 });
});

test('a file that is being written is read when it holds still', async () => {
  await write('wh', 0);
  expect(await read([() => write('who', 500), () => write('whole', 1000)])).toEqual({ text: 'whole', waited: 3000 });
});

test('a file with its digest beside it is read as soon as it has this digest', async () => {
  const digest = createHash('sha256').update('whole').digest('hex');
  await writeFile(`${path}.sha256`, `${digest.toUpperCase()}  model.ubj\n`);
  await write('wh', 0);
  expect(await read([() => write('who', 500), () => write('whole', 1000)])).toEqual({ text: 'whole', waited: 1000 });
});

test.each([
  { name: 'never holds still', digest: undefined },
  { name: 'has another digest than the file beside it', digest: 'a'.repeat(64) },
  { name: 'has no digest in the file beside it', digest: 'to do' },
])('a file that $name is an error', async ({ digest }) => {
  if (digest !== undefined) await writeFile(`${path}.sha256`, digest);
  await write('wh', -5000);
  const steps = digest === undefined ? Array.from({ length: 60 }, (_, step) => () => write('wh', step * 500)) : [];
  if (digest === undefined) await write('wh', 0);
  await expect(read(steps)).rejects.toThrow('expected the model to be complete, but it still changes, or the digest in ');
});

test('a file that is missing is an error without a wait', async () => {
  await expect(read()).rejects.toThrow(`expected the model, but ${path} does not exist`);
});

test('of a folder that MLflow saved, the file of its flavor is read', async () => {
  const directory = join(path, '..');
  await mkdir(join(directory, 'models/saved'), { recursive: true });
  const mlmodel = 'flavors:\n  xgboost:\n    data: model.ubj\n    xgb_version: 3.2.0\n';
  await writeFile(join(directory, 'models/saved/MLmodel'), mlmodel);
  await writeFile(join(directory, 'models/saved/model.ubj'), 'whole');
  const clock = { now: () => Date.now() + 10_000, random: () => 0, sleep: async () => undefined };
  const request = { value: { claimName: 'models', path: 'saved' }, mostBytes: 1000 };
  const read = await volumeKind.read(request, { volumesDirectory: directory, clock } as unknown as SourceContext);
  expect([read?.bytes.toString(), read?.origin]).toEqual(['whole', 'the file saved of PersistentVolumeClaim models']);
});
