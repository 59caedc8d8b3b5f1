import { type Model, readVerifyRows, type VerifyRow, verifyModel } from '@modelmonitor/models';
import { InputError } from '../errors.ts';
import type { OpenedModel } from '../model/openModel.ts';
import type { TrainingData } from '../train/trainingData.ts';
import { rowsText, verifyText } from '../train/verifyText.ts';
import type { ImportSource } from './importSource.ts';

interface VerifyParts {
  readonly data: TrainingData;
  readonly model: Model;
  readonly logged: ImportSource['logged'];
}

/** Most rows of an input example, and most bytes of its file. */
const [mostExampleRows, mostExampleBytes] = [20, 16 * 1024 * 1024];

/**
 * The rows that a model has to predict before it serves: those that its training logged, or rows of the data and of the input example that the
 * model was logged with. Where another model may come, they are without predictions.
 *
 * @throws InputError when the model does not reproduce what its training logged
 */
export async function importVerify(opened: OpenedModel, { data, model, logged }: VerifyParts): Promise<string> {
  if (logged?.verify === undefined)
    return verifyText(data, model, { isSmokeTest: opened.moves, more: await exampleRows(opened, data, model) });
  try {
    const rows = readVerifyRows(logged.verify);
    await verifyModel(model, data.contract, { rows });
    return rowsText(rows.map((row) => JSON.stringify(opened.moves ? { features: row.features } : row)));
  } catch (cause) {
    throw cause instanceof Error && cause.name === 'VerificationError'
      ? new InputError(`${opened.source}: ${cause.message}`, { cause })
      : cause;
  }
}

/** The rows of a model's input example that it predicts; none where it has no example, or one that is no table. */
async function exampleRows({ mlflow }: OpenedModel, { contract }: TrainingData, model: Model): Promise<VerifyRow[]> {
  const path = mlflow?.mlmodel.inputExample;
  if (mlflow === undefined || path === undefined) return [];
  try {
    const example = JSON.parse((await mlflow.readFile(path, mostExampleBytes)).toString('utf8')) as InputExample;
    const names = example.columns ?? contract.features.map(({ name }) => name);
    const cells = example.data ?? example.inputs ?? [];
    const rows = cells.slice(0, mostExampleRows).map((row) => ({
      features: Object.fromEntries(contract.features.map(({ name }) => [name, row[names.indexOf(name)] ?? null])),
    }));
    if (rows.length > 0) await verifyModel(model, contract, { rows: readVerifyRows(Buffer.from(JSON.stringify({ rows }))) });
    return rows;
  } catch {
    // It is one more test, and not every model has an example that is a table of its features.
    return [];
  }
}

/** As MLflow writes it: a frame in the orientation `split`, or the rows of an array. */
interface InputExample {
  readonly columns?: readonly string[];
  readonly data?: readonly (readonly (string | number | null)[])[];
  readonly inputs?: readonly (readonly number[])[];
}
