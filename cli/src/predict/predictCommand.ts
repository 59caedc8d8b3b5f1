import { defineCommand } from '../commands/defineCommand.ts';
import { fileOptions, readFileOptions } from '../commands/fileOptions.ts';
import { names } from '../commands/nameList.ts';
import { flag, mandatory, optional, repeatable, withDefault } from '../commands/option.ts';
import { text } from '../commands/textReaders.ts';
import { exitCode } from '../exitCode.ts';
import { modelOptions } from '../model/modelOptions.ts';
import { openModel } from '../model/openModel.ts';
import { countOf } from '../output/countOf.ts';
import { openOutput } from '../output/outputFile.ts';
import { progressBar } from '../output/progressBar.ts';
import { predictFiles } from './predictFiles.ts';

/** `modelmonitor predict` */
export const predictCommand = defineCommand({
  name: 'predict',
  summary: 'predict the rows of a file with a model of any format',
  synopsis: '--model FILE --data FILE [-o FILE] [options]',
  about: [
    'Predicts each row of CSV (also gzipped) or Parquet files with the code that serves the model, and writes a CSV file with the column',
    'prediction and, for classification, probability_CLASS; --raw adds raw_K, the sums before the link function, and --explain',
    'contribution_FEATURE and base, which add up to raw_0, or to what the model averages. The format of the model is found from its content',
    '(docs/models.md).',
    '',
    'Columns are found by the names in the model file, in any order; other columns are ignored. A model without names takes the columns in',
    'their order. Rows are read a few thousand at a time, so files may be larger than memory. A row that the model cannot predict ends the',
    'command, and no file is written.',
    '',
    'Exit code 0: written, 1: the model or the data cannot be used, 2: wrong usage.',
  ].join('\n'),
  options: {
    model: mandatory(text, {
      value: 'FILE',
      help: 'model file: XGBoost, LightGBM, skops, ONNX, CatBoost or of `modelmonitor train`; a folder with an MLmodel, or models:/NAME@ALIAS of MLflow',
    }),
    'tracking-uri': modelOptions.trackingUri,
    data: repeatable(text, { value: 'FILE', help: 'CSV or Parquet file; a pattern with * names several files', atLeastOnce: true }),
    output: withDefault(text, { value: 'FILE', help: 'output file; - is standard output', short: 'o', default: '-' }),
    types: modelOptions.types,
    classes: optional(names, { value: 'NAMES', help: 'class names, where the model file has none, or in another order' }),
    task: modelOptions.task,
    features: optional(names, { value: 'NAMES', help: 'columns of a model without names, in its order (default: all columns)' }),
    raw: flag('add the sums before the link function, where the model has them'),
    explain: flag('add the contribution of each feature (SHAP values)'),
    ...fileOptions,
  },
  examples: [
    'modelmonitor predict --model model.ubj --data customers.csv -o predictions.csv',
    "modelmonitor predict --model model.skops --data 'days/*.parquet' --explain -o - | head",
    'modelmonitor predict --model models:/churn@champion --tracking-uri http://mlflow:5000 --data customers.csv',
    'modelmonitor predict --model model.onnx --data customers.csv --classes no,yes --types region=categorical',
  ],
  run: async (values, context) => {
    const model = await openModel(values.model, { ...context, trackingURI: values['tracking-uri'] });
    const bar = progressBar(context);
    const { rows, notes } = await predictFiles(
      {
        model,
        data: values.data,
        choice: { task: values.task, classes: values.classes, features: values.features, types: new Map(values.types.flat()) },
        reading: readFileOptions(values),
        raw: values.raw,
        explain: values.explain,
      },
      {
        cwd: context.cwd,
        signal: context.signal,
        openOutput: () => openOutput(values.output, context),
        onProgress: (done, all) => bar.update(all === undefined ? Number.NaN : done / all, countOf(done, 'row')),
      },
    ).finally(bar.clear);
    if (values.output !== '-') context.stdout.write(`wrote ${values.output}: ${countOf(rows, 'prediction')} of ${values.model}\n`);
    for (const note of notes) context.stderr.write(`note: ${note}\n`);
    return exitCode.ok;
  },
});
