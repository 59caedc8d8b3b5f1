import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from './outcome.ts';
import { repository } from './wine.ts';

/** What a scenario found, where and when. */
export interface StoredResult extends Outcome {
  readonly name: string;
  readonly machine: string;
  /** Day, as YYYY-MM-DD. */
  readonly date: string;
  /** Short rounds: good to see that it works, no figure to quote. */
  readonly quick: boolean;
  readonly pinning: string;
}

const folder = join(repository, '.cache/bench');

/** Keeps a result, so that one scenario can be measured again without the others. */
export async function storeResult(result: StoredResult): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${result.name}.json`), JSON.stringify(result, undefined, 2));
}

/** The last result of a scenario, if there is one. */
export async function storedResult(name: string): Promise<StoredResult | undefined> {
  const text = await readFile(join(folder, `${name}.json`), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as StoredResult);
}
