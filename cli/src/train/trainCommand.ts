import { basename, join, resolve } from 'node:path';
import { loadForest } from '@modelmonitor/models';
import { defineCommand } from '../commands/defineCommand.ts';
import { readFileOptions } from '../commands/fileOptions.ts';
import type { OptionValues } from '../commands/parseOptions.ts';
import type { CommandContext } from '../context.ts';
import { InputError } from '../errors.ts';
import { exitCode } from '../exitCode.ts';
import type { RegisteredModel } from '../mlflow/logModel.ts';
import { logTraining } from '../mlflow/logTraining.ts';
import { countOf } from '../output/countOf.ts';
import { writeOutput } from '../output/writeOutput.ts';
import { readUserFile } from '../readUserFile.ts';
import { dataText } from './dataText.ts';
import { type DirectoryPlan, directoryPlan, type ManifestText } from './directoryPlan.ts';
import { existingChoice } from './existingChoice.ts';
import { type ManifestParts, manifestTexts, modelPlace } from './manifestTexts.ts';
import { type ModelPlace, modelSizeWatch } from './modelSize.ts';
import { progressLine } from './progressLine.ts';
import { readTrainingData } from './readTrainingData.ts';
import { referenceCsv } from './referenceCsv.ts';
import { scoreText } from './scoreText.ts';
import type { TrainingProgress } from './trainInWorker.ts';
import type { TrainingData } from './trainingData.ts';
import { type TrainedModel, trainModel } from './trainModel.ts';
import { trainOptions } from './trainOptions.ts';
import { type TrainTestSplit, trainTestSplit } from './trainTestSplit.ts';
import { verifyText } from './verifyText.ts';

type Values = OptionValues<typeof trainOptions>;

/** `modelmonitor train` */
export const trainCommand = defineCommand({
  name: 'train',
  summary: 'train a random forest on a data file and write everything needed to serve it',
  synopsis: '--data FILE --target NAME [--manifest DIR] [options]',
  about: [
    'Trains on one part of the rows, tests on the other, prints the test scores and writes the model, the reference data for drift',
    'checks and, with --manifest, a directory for `modelmonitor run -f DIR` and `kubectl apply -f DIR`. Rows without a target are',
    'dropped. Gaps are learned, and features that have them are optional. Columns of dates, texts, identifiers and constants are left',
    'out, unless --features names them; --dates makes numbers of dates, which requests then contain (traffic --dates sends them). The reference contains all rows with out-of-sample predictions in the column prediction (and',
    'probability_CLASS for classification), so that it shows the distribution and quality of predictions on new data. Your changes to',
    'an existing monitor.yaml are kept.',
  ].join('\n'),
  options: trainOptions,
  examples: [
    'modelmonitor train --data wine.csv --target cultivar --manifest examples/wine',
    'modelmonitor train --data wine.csv --target cultivar --manifest examples/wine --version v2 --traffic 20 --trees 200 --seed 7',
    'modelmonitor train --data wine.csv --target cultivar --mlflow http://mlflow:5000',
    'modelmonitor train --data laps.parquet --target seconds --task regression --exclude id --out laps.json',
  ],
  run: async (values, context) => {
    const startedAt = context.clock.now();
    const choice = { ...values, ...(await choiceOfDirectory(values, context.cwd)) };
    const read = await readUserFile(values.data, context.cwd, (path) =>
      readTrainingData(path, { ...choice, reading: readFileOptions(values), dropMissing: values['drop-missing'] }),
    );
    const path = resolve(context.cwd, values.data);
    const data = { ...read, notes: read.notes.map((note) => note.replaceAll(path, () => values.data)) };
    // Checked before the training, so that a wrong directory is reported at once.
    const directory = await directoryOf(data, values, context.cwd);
    const split = splitOf(data, values);
    context.stdout.write(dataText(data, split, values));
    const model = await train(data, split, { values, context, place: directory === undefined ? undefined : modelPlace(directory) });
    context.stdout.write(`\ntest scores on ${countOf(split.test.length, 'row')}\n`);
    context.stdout.write(scoreText(model.scores, data.contract.classes));
    const parts = {
      data,
      model: model.text,
      about: `the model, trained to predict ${data.targetName}`,
      reference: referenceCsv(data, model.predictions),
      verify: await verifyText(data, loadForest(Buffer.from(model.text), data.contract)),
    };
    const files = filesOf(parts, values, directory);
    for (const { file, text } of files) await writeOutput(file, text, context.cwd);
    const registered =
      values.mlflow === undefined
        ? undefined
        : await logTraining(
            { ...parts, scores: model.scores, name: nameOf(values, directory), version: values.version, startedAt },
            values.mlflow,
            context,
          );
    context.stdout.write(outputText(files, values, registered));
    return exitCode.ok;
  },
});

/** Another version has the features of the first, unless the user names others. */
async function choiceOfDirectory({ manifest, target, task, features, exclude, categorical }: Values, cwd: string) {
  const isChosen = [task, features, exclude, categorical].some((value) => value !== undefined);
  return manifest === undefined || isChosen ? {} : existingChoice(resolve(cwd, manifest), target);
}

function splitOf(data: TrainingData, values: Values): TrainTestSplit {
  const stratified = data.contract.task === 'classification';
  try {
    return trainTestSplit(data.target, { testShare: values['test-share'], seed: values.seed, stratified });
  } catch (cause) {
    if (cause instanceof RangeError) throw new InputError(cause.message, { cause });
    throw cause;
  }
}

async function train(
  data: TrainingData,
  split: TrainTestSplit,
  { values, context, place }: { readonly values: Values; readonly context: CommandContext; readonly place: ModelPlace | undefined },
): Promise<TrainedModel> {
  const { seed, trees, 'leaf-rows': leafRows, 'max-features': maxFeatures } = values;
  const given = Object.entries({ trees, leafRows, maxFeatures }).filter(([, value]) => value !== undefined);
  const line = progressLine(context);
  const tooLarge = new AbortController();
  const tell = (text: string) => {
    line.clear();
    context.stderr.write(`${text}\n`);
  };
  const watchSize = place === undefined ? undefined : modelSizeWatch(place, { tell, stop: (error) => tooLarge.abort(error) });
  const onProgress = (progress: TrainingProgress) => {
    watchSize?.(progress);
    line.update(progress.done / progress.total);
  };
  try {
    const forest = { seed, ...Object.fromEntries(given) };
    return await trainModel(data, { split, forest }, { signal: AbortSignal.any([context.signal, tooLarge.signal]), onProgress });
  } finally {
    line.clear();
  }
}

async function directoryOf(data: TrainingData, values: Values, cwd: string): Promise<DirectoryPlan | undefined> {
  const { manifest, name, version, traffic, ranges, seed } = values;
  if (manifest === undefined) return undefined;
  return directoryPlan(
    {
      writer: 'train',
      path: resolve(cwd, manifest),
      shown: manifest,
      name,
      version,
      format: 'forest',
      modelFile: 'model.json',
      traffic,
      ranges,
      seed,
    },
    data,
  );
}

function filesOf(parts: ManifestParts, { out, reference: csv }: Values, directory: DirectoryPlan | undefined): ManifestText[] {
  const alone = directory === undefined;
  const modelPath = out ?? (alone ? 'model.json' : undefined);
  const csvPath = csv ?? (alone ? 'reference.csv' : undefined);
  const { header, rows } = parts.reference;
  const manifests = alone ? [] : manifestTexts(directory, parts);
  return [
    ...(modelPath === undefined ? [] : [{ file: modelPath, text: parts.model, note: 'the model' }]),
    ...(csvPath === undefined ? [] : [{ file: csvPath, text: header + rows.join(''), note: countOf(rows.length, 'row') }]),
    ...manifests.map((manifest) => ({ ...manifest, file: join(directory?.choice.shown ?? '', manifest.file) })),
  ];
}

/** Of the model in a registry. */
function nameOf({ name, data }: Values, directory: DirectoryPlan | undefined): string {
  return directory?.name ?? name ?? basename(data).replace(/\..*$/, '');
}

function outputText(files: readonly ManifestText[], { manifest, mlflow }: Values, registered: RegisteredModel | undefined): string {
  const width = Math.max(...files.map(({ file }) => file.length));
  const lines = files.map(({ file, note }) => `  ${file.padEnd(width)}  ${note}\n`).join('');
  const logged =
    registered === undefined
      ? ''
      : `\nregistered\n  models:/${registered.model}/${registered.version}  run ${registered.run} of ${mlflow}\n`;
  const next =
    manifest === undefined ? '--manifest DIR also writes the manifests that serve this model' : `modelmonitor run -f ${manifest}`;
  return `\nwritten\n${lines}${logged}\nnext: ${next}\n`;
}
