import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandContext } from '../cli/src/context.ts';
import { runCommand } from '../cli/src/runCommand.ts';
import { raceCsv } from './race/generate.ts';

/** The commands that build the examples, run in the folder `examples`; the README of each example repeats its own. */
export const exampleCommands: readonly string[] = [
  'train --data wine/wine.csv --target cultivar --manifest wine --version v1 --trees 100 --seed 42',
  'train --data wine/wine.csv --target cultivar --manifest wine --version v2 --trees 200 --seed 7',
  'train --data iris/iris.csv --target species --manifest iris --trees 100 --seed 42',
  'train --data race/race.csv --target lap_seconds --manifest race --trees 50 --seed 42',
  'import titanic/titanic.skops --data titanic/passengers.csv --manifest titanic',
  'import penguins/penguins.ubj --data penguins/penguins.csv --manifest penguins',
];

/** Hand-written files of each example, its data, and models that its `train.py` trained; the other files are built from them. */
const sources = [
  'wine/wine.csv',
  'wine/monitor.yaml',
  'iris/iris.csv',
  'iris/monitor.yaml',
  'race/monitor.yaml',
  'titanic/titanic.skops',
  'titanic/passengers.csv',
  'penguins/penguins.ubj',
  'penguins/penguins.csv',
];

/**
 * Builds the examples: the laps of the race from their formula, then models and references with `modelmonitor train` and `import`.
 *
 * @param directory output folder: `examples` itself or another one
 * @param commands the commands of `exampleCommands` to run
 * @throws Error when a command fails
 */
export async function buildExamples(
  directory: string,
  context: Omit<CommandContext, 'cwd'>,
  commands: readonly string[] = exampleCommands,
): Promise<void> {
  if (directory !== import.meta.dirname) {
    for (const example of ['wine', 'iris', 'race', 'titanic', 'penguins']) await mkdir(join(directory, example), { recursive: true });
    for (const file of sources) await copyFile(join(import.meta.dirname, file), join(directory, file));
  }
  await writeFile(join(directory, 'race/race.csv'), raceCsv(1500, 42));
  for (const command of commands) {
    context.stdout.write(`modelmonitor ${command}\n`);
    const code = await runCommand(command.split(' '), { ...context, cwd: directory });
    if (code !== 0) throw new Error(`modelmonitor ${command} exited with ${code}`);
    context.stdout.write('\n');
  }
}
