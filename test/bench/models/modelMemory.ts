import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext } from '../benchContext.ts';
import { commandOutput } from '../commandOutput.ts';
import { mebibytesText, millisecondsText } from '../figureText.ts';
import { median } from '../median.ts';
import { type Figure, figure, metIf } from '../outcome.ts';
import { nodeCommand } from './nodeCommand.ts';

const [mostBytes, mostMilliseconds] = [100 * 2 ** 20, 500];

interface Loaded {
  /** Milliseconds of the first model. */
  readonly ready: number;
  /** Bytes with all ten. */
  readonly resident: number;
}

/** Ten models in one process, and the time that one takes to its first prediction. */
export async function modelMemory({ folder, pinning, quick, write }: BenchContext): Promise<Figure[]> {
  const load = async (file: string): Promise<Loaded[]> => {
    const loaded: Loaded[] = [];
    // The first run fills the cache of compiled code.
    for (let round = 0; round < (quick ? 3 : 8); round++) {
      const command = pinning.server(nodeCommand('loadTenModels.ts', [join(folder, file)]));
      loaded.push(JSON.parse(await commandOutput(command, { timeoutMilliseconds: 60_000 })));
    }
    write(
      `  ten of ${file}: ${loaded.map(({ ready, resident }) => `${millisecondsText(ready)}, ${mebibytesText(resident)}`).join('; ')}\n`,
    );
    return loaded.slice(1);
  };
  const resident = median((await load('xgboost.ubj')).map((one) => one.resident));
  const ready = median((await load('xgboost.json')).map((one) => one.ready));
  const { size } = await stat(join(folder, 'xgboost.json'));
  return [
    figure({
      what: 'resident, ten XGBoost models of 500 trees (UBJSON) in one process',
      ours: mebibytesText(resident),
      goal: `≤ ${mebibytesText(mostBytes)}`,
      met: metIf(resident <= mostBytes),
    }),
    figure({
      what: `from the bytes of a file of ${(size / 1e6).toFixed(1)} MB (JSON, 500 trees) to the first prediction`,
      ours: millisecondsText(ready),
      goal: `≤ ${mostMilliseconds} ms`,
      met: metIf(ready <= mostMilliseconds),
    }),
  ];
}
