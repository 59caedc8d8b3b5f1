import { basename, extname, join, resolve } from 'node:path';
import { defineCommand } from '../commands/defineCommand.ts';
import { fileOptions, readFileOptions } from '../commands/fileOptions.ts';
import { names } from '../commands/nameList.ts';
import { argument, optional } from '../commands/option.ts';
import type { OptionValues } from '../commands/parseOptions.ts';
import { text } from '../commands/textReaders.ts';
import type { CommandContext } from '../context.ts';
import { UsageError } from '../errors.ts';
import { exitCode } from '../exitCode.ts';
import { modelOptions } from '../model/modelOptions.ts';
import { type OpenedModel, openModel } from '../model/openModel.ts';
import { writeOutput } from '../output/writeOutput.ts';
import { directoryPlan, type ManifestText } from '../train/directoryPlan.ts';
import { manifestTexts } from '../train/manifestTexts.ts';
import { referenceCsv } from '../train/referenceCsv.ts';
import { trainOptions } from '../train/trainOptions.ts';
import { type ExistingModel, existingModel } from './existingModel.ts';
import { type ImportSource, importSource } from './importSource.ts';
import { importText } from './importText.ts';
import { importVerify } from './importVerify.ts';
import { modelContent } from './modelContent.ts';
import { openRemoteModel, remoteAddress } from './openRemoteModel.ts';
import { readImportData } from './readImportData.ts';

const options = {
  model: argument(text, {
    value: 'MODEL',
    help: 'model file, its address (https://…), a server that predicts (…/v2/models/NAME, …/v1/models/NAME, …/invocations), MLflow folder, models:/NAME@ALIAS, models:/NAME/VERSION or runs:/RUN/PATH',
  }),
  data: optional(text, {
    value: 'FILE',
    help: 'rows of the kind that the model predicts, with labels if there are any: CSV or Parquet (default: what train --mlflow logged beside the model)',
  }),
  manifest: optional(text, {
    value: 'DIR',
    help: 'directory of manifests to create, or to add this model to (default: named like the model)',
  }),
  name: trainOptions.name,
  version: trainOptions.version,
  traffic: trainOptions.traffic,
  target: optional(text, { value: 'NAME', help: 'column of labels (default: the one that the predictions agree with)' }),
  task: modelOptions.task,
  classes: optional(names, { value: 'NAMES', help: 'class names in the order of the model, where its file has none' }),
  features: optional(names, { value: 'NAMES', help: 'columns of a model without names, in its order' }),
  types: modelOptions.types,
  'tracking-uri': modelOptions.trackingUri,
  ranges: trainOptions.ranges,
  seed: trainOptions.seed,
  ...fileOptions,
};

type Values = OptionValues<typeof options>;

/** `modelmonitor import` */
export const importCommand = defineCommand({
  name: 'import',
  summary: 'write everything needed to serve a model that another library trained',
  synopsis: 'MODEL [--data FILE] [--manifest DIR] [options]',
  about: [
    'Writes a directory for `modelmonitor run -f DIR` and `kubectl apply -f DIR` from a model file of XGBoost, LightGBM, scikit-learn (skops),',
    'ONNX, CatBoost or `modelmonitor train` (docs/models.md), and data: training rows, or better rows that the model was not trained on, since',
    'drift checks compare the distribution and the quality of predictions with them. Features, categories, classes and task are taken from the',
    'model file, what it does not say from the data: types, gaps, the order of the classes, and the column of labels.',
    '',
    'The directory gets monitor.yaml, the model, the reference for drift checks, and rows with the predictions that the model has to reproduce',
    'before it serves. Your changes to an existing monitor.yaml are kept; another --version joins those that it has.',
  ].join('\n'),
  options,
  examples: [
    'modelmonitor import model.ubj --data train.csv',
    'modelmonitor import pipeline.skops --data test.parquet --target churned --manifest churn',
    'modelmonitor import model.txt --data train.csv --manifest churn --version v2 --traffic 20',
    'modelmonitor import models:/churn@champion --tracking-uri http://mlflow:5000',
  ],
  run: async (values, context) => {
    const directory = values.manifest ?? values.name ?? directoryName(values.model);
    const existing = await existingModel(resolve(context.cwd, directory));
    const opened = await openNamedModel(values, existing, context);
    const source = await importSource(opened, values.data, context.cwd);
    try {
      const imported = await readImportData(opened, {
        file: source.file,
        cwd: source.cwd,
        reading: readFileOptions(values),
        choice: {
          target: values.target ?? source.logged?.target,
          task: values.task ?? existing?.task,
          classes: values.classes ?? existing?.classes,
          features: values.features,
          types: new Map(values.types.flat()),
          existing,
        },
        seed: values.seed,
      });
      const files = await filesOf(opened, imported, { values, directory, cwd: context.cwd, logged: source.logged });
      context.stdout.write(importText(opened, source.shown, imported));
      for (const { file, text: content } of files) await writeOutput(file, content, context.cwd);
      context.stdout.write(outputText(files, directory, opened.secrets));
      return exitCode.ok;
    } finally {
      await source.dispose();
    }
  },
});

/** A model file, or a server that predicts. */
async function openNamedModel(values: Values, existing: ExistingModel | undefined, context: CommandContext): Promise<OpenedModel> {
  const remote = remoteAddress(values.model);
  if (remote === undefined) return openModel(values.model, { ...context, trackingURI: values['tracking-uri'] });
  if (values.data === undefined) throw new UsageError('--data is required for a model that another server predicts with');
  const data = {
    file: values.data,
    cwd: context.cwd,
    reading: readFileOptions(values),
    target: values.target ?? existing?.target,
    task: values.task ?? existing?.task,
    classes: values.classes ?? existing?.classes,
  };
  return openRemoteModel(values.model, remote, { data, place: context });
}

interface Writing {
  readonly values: Values;
  readonly directory: string;
  readonly cwd: CommandContext['cwd'];
  readonly logged: ImportSource['logged'];
}

async function filesOf(
  opened: OpenedModel,
  { data, model, predictions }: Awaited<ReturnType<typeof readImportData>>,
  { values, directory, cwd, logged }: Writing,
): Promise<ManifestText[]> {
  const { name, version, traffic, ranges, seed } = values;
  const choice = { writer: 'import', name, version, traffic, ranges, seed, source: opened.place } as const;
  // Another model may come, of another format.
  const refresh = opened.place?.remote === undefined ? { refresh: { every: '1m' } } : {};
  const kind = opened.moves ? { format: 'auto', ...refresh } : { format: opened.format };
  const { file, content } = modelContent(opened);
  const plan = await directoryPlan({ ...choice, ...kind, path: resolve(cwd, directory), shown: directory, modelFile: file }, data);
  const parts = {
    data,
    model: content,
    about: `the model, SHA-256 ${opened.sha256.slice(0, 12)}…`,
    reference: logged?.reference ?? referenceCsv(data, predictions),
    verify: await importVerify(opened, { data, model, logged }),
  };
  return manifestTexts(plan, parts).map((manifest) => ({ ...manifest, file: join(directory, manifest.file) }));
}

/** `churn.ubj` is imported into `churn`, `models:/churn@champion` too. */
function directoryName(source: string): string {
  const [, registered] = /^models:\/+([^/@]+)/.exec(source) ?? [];
  const name = registered ?? basename(source.replace(/\/+$/, ''));
  return name.slice(0, name.length - extname(name).length) || 'model';
}

function outputText(files: readonly ManifestText[], directory: string, secrets: readonly string[]): string {
  const width = Math.max(...files.map(({ file }) => file.length));
  const lines = files.map(({ file, note }) => `  ${file.padEnd(width)}  ${note}\n`).join('');
  const needed = secrets.map(
    (name) => `  the Secret ${name} with the credentials is not written: add it to the directory, or create it in the cluster\n`,
  );
  return `\nwritten\n${lines}${needed.join('')}\nnext: modelmonitor run -f ${directory}\n`;
}
