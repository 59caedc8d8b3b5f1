import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Model, ModelContract, ModelDescription } from '@modelmonitor/models';
import { InputError } from '../errors.ts';

/** A model read from a file of its own, with the contract that the file states. */
export interface ModelFile {
  readonly model: Model;
  readonly contract: ModelContract;
}

/**
 * Reads a model whose file names its features, and its classes.
 *
 * @throws InputError when it cannot be read or is no such model
 */
export async function readModelFile(path: string, cwd: string): Promise<ModelFile> {
  const { readModel } = await import('@modelmonitor/models');
  try {
    const { description, bind } = await readModel(await readFile(resolve(cwd, path)));
    const contract = contractOf(description);
    return { model: await bind(contract), contract };
  } catch (cause) {
    throw new InputError(`--model ${path} is no model that can be used: ${(cause as Error).message}`, { cause });
  }
}

function contractOf({ task, features = [], classes = [] }: ModelDescription): ModelContract {
  return {
    task,
    classes,
    features: features.map(({ name = '', type = 'numeric', values }) => ({ name, type, ...(values && { values }) })),
  };
}
