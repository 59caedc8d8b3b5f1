import type { Explainer, Model } from '@modelmonitor/models';
import { type ReadFileOptions, type RowBatch, type RowStream, streamRows } from '@modelmonitor/tables/files';
import { dataFiles, withUserNames } from '../dataFiles.ts';
import { InputError } from '../errors.ts';
import { type ModelChoice, modelColumns } from '../model/modelColumns.ts';
import { bindModel, modelProblem, type OpenedModel } from '../model/openModel.ts';
import type { OutputFile } from '../output/outputFile.ts';
import { type PredictionLines, predictionLines } from './predictionLines.ts';
import { type RowMatrix, rowMatrix } from './rowMatrix.ts';

export interface FilePredictions {
  readonly model: OpenedModel;
  /** Files, or patterns of such. */
  readonly data: readonly string[];
  readonly choice: ModelChoice;
  readonly reading: ReadFileOptions;
  readonly raw: boolean;
  readonly explain: boolean;
}

export interface PredictionSink {
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Opens the output; called once the model and the columns are known to fit. */
  openOutput(): Promise<OutputFile>;
  /** @param rows predicted so far @param all undefined where the files do not say */
  onProgress(rows: number, all: number | undefined): void;
}

export interface PredictedFiles {
  readonly rows: number;
  readonly notes: readonly string[];
}

/** Rows that contributions are measured against where the model file does not say what an unknown value is like. */
const BACKGROUND_ROWS = 200;

/**
 * Predicts every row of files and writes one line per row, in their order. Memory does not grow with the files.
 *
 * @throws InputError naming the row, or what the model and the data disagree on; then there is no output file
 */
export async function predictFiles(job: FilePredictions, sink: PredictionSink): Promise<PredictedFiles> {
  const files = await dataFiles(job.data, sink.cwd);
  let written = 0;
  return withUserNames(files, sink.cwd, (paths) =>
    streamRows(paths, job.reading, async (stream) => {
      const scorer = await openScorer(job, files.join(', '), stream);
      const output = await sink.openOutput();
      try {
        // Standard output has the rows of an earlier attempt already.
        const done = output.isStream ? written : 0;
        let rows = 0;
        await stream.read(scorer.columns, async (batch) => {
          if (sink.signal.aborted && !output.isStream) throw new InputError('interrupted; no file was written');
          const { text, header } = await scorer.score(batch);
          const first = batch.before === 0 ? header : '';
          if (batch.before >= done) await output.write(first + text);
          rows = batch.before + batch.rows;
          written = Math.max(written, rows);
          sink.onProgress(rows, stream.rowsExpected);
          return !sink.signal.aborted;
        });
        if (rows === 0) throw new InputError(`${files.join(', ')} has a header and no rows`);
        await output.finish();
        return { rows, notes: scorer.notes };
      } finally {
        await output.discard();
      }
    }),
  );
}

interface Scorer {
  readonly columns: Parameters<RowStream['read']>[0];
  readonly notes: readonly string[];
  score(batch: RowBatch): Promise<{ readonly text: string; readonly header: string }>;
}

async function openScorer({ model: opened, choice, raw, explain }: FilePredictions, file: string, stream: RowStream): Promise<Scorer> {
  const { source } = opened;
  const found = await modelColumns(source, opened.description, {
    data: { source: file, columns: stream.columns, distinct: stream.distinct },
    choice,
  });
  const { contract } = found;
  const columns = contract.features.map(({ type }, index) => ({ name: found.columns[index] as string, type }));
  const model = await bindModel(opened, contract);
  const matrixOf = rowMatrix(contract, model, file);
  const explanation = explain ? await explainerOf(opened, model, { stream, columns, matrixOf }) : undefined;
  const lines = predictionLines({ contract, model, raw, explainer: explanation });
  return {
    columns,
    notes: [...found.notes],
    score: (batch) => scoreBatch(batch, { matrixOf, lines, source, file, columns: found.columns }),
  };
}

async function explainerOf(
  { source }: OpenedModel,
  model: Model,
  { stream, columns, matrixOf }: { stream: RowStream; columns: Scorer['columns']; matrixOf: RowMatrix },
): Promise<Explainer> {
  if (model.explainer === undefined) throw new InputError(`--explain: ${source} is a model whose predictions cannot be explained exactly`);
  const parts: Float64Array[] = [];
  await stream.read(columns, (batch) => parts.push(matrixOf(batch)) > 0, BACKGROUND_ROWS);
  const rows = Float64Array.from(parts.flatMap((part) => [...part]));
  try {
    return await model.explainer({ rows, count: rows.length / Math.max(1, columns.length) });
  } catch (cause) {
    throw modelProblem(source, cause);
  }
}

interface Scoring {
  readonly matrixOf: RowMatrix;
  readonly lines: PredictionLines;
  readonly source: string;
  readonly file: string;
  readonly columns: readonly string[];
}

async function scoreBatch(batch: RowBatch, { matrixOf, lines, source, file, columns }: Scoring): Promise<{ text: string; header: string }> {
  const matrix = matrixOf(batch);
  try {
    const { text, outputs } = await lines.lines(matrix, batch.rows);
    return { text, header: lines.header(outputs) };
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'ModelInputError') throw modelProblem(source, cause);
    const { row, feature } = cause as Error & { row: number; feature: number };
    const place = `row ${batch.before + row + 1} of the data, column ${JSON.stringify(columns[feature])}`;
    throw new InputError(`${file}: ${place}: ${cause.message}`, { cause });
  }
}
