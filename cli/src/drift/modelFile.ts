import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ForestFile, Model, ModelContract } from '@modelmonitor/models';
import { InputError } from '../errors.ts';

/** A model read from a file of its own, with the contract that the file states. */
export interface ModelFile {
  readonly model: Model;
  readonly contract: ModelContract;
}

/**
 * Reads a forest as `modelmonitor train` writes it.
 *
 * @throws InputError when it cannot be read or is no forest
 */
export async function readModelFile(path: string, cwd: string): Promise<ModelFile> {
  const { formats } = await import('@modelmonitor/models');
  try {
    const bytes = await readFile(resolve(cwd, path));
    const contract = contractOf(JSON.parse(bytes.toString('utf8')) as Partial<ForestFile>);
    return { model: await formats.forest.load(bytes, contract), contract };
  } catch (cause) {
    throw new InputError(`--model ${path} is no forest that can be used: ${(cause as Error).message}`, { cause });
  }
}

/** The contract that the file states; loading the format verifies it. */
function contractOf({ task = 'classification', features = [], categories = {}, classes = [] }: Partial<ForestFile>): ModelContract {
  const inputs = features.map((name) => {
    const values = Object.hasOwn(categories, name) ? categories[name] : undefined;
    return values === undefined ? { name, type: 'numeric' as const } : { name, type: 'categorical' as const, values };
  });
  return { task, classes, features: inputs };
}
