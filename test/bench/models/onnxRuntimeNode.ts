import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandOutput } from '../commandOutput.ts';
import { repository } from '../wine.ts';

/** The version that the figures name. */
export const onnxRuntimeNodeVersion = '1.30.0';

/**
 * Installs onnxruntime-node into .cache, once; without its post-install step, which fetches libraries for graphics cards.
 *
 * @returns the file to import
 */
export async function onnxRuntimeNode(write: (text: string) => void): Promise<string> {
  const folder = join(repository, '.cache', `onnxruntime-node-${onnxRuntimeNodeVersion}`);
  const entry = join(folder, 'node_modules/onnxruntime-node/dist/index.js');
  const isThere = await access(entry).then(
    () => true,
    () => false,
  );
  if (isThere) return entry;
  write(`installing onnxruntime-node ${onnxRuntimeNodeVersion} into .cache …\n`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const install = ['npm', 'install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
  await commandOutput([...install, `onnxruntime-node@${onnxRuntimeNodeVersion}`], { timeoutMilliseconds: 600_000 });
  return entry;
}
