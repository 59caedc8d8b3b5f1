import type { CommandContext } from '../context.ts';
import { sourceProblem } from '../errors.ts';
import type { ReferenceLines } from '../train/referenceCsv.ts';
import type { TrainingData } from '../train/trainingData.ts';
import type { TestScores } from '../train/trainModel.ts';
import { version as ownVersion } from '../version.ts';
import { type LoggedTraining, logModel, type RegisteredModel } from './logModel.ts';
import { folderFiles, mlmodelText } from './mlmodelText.ts';

/** A training and what it gave. */
export interface FinishedTraining {
  readonly data: TrainingData;
  /** The model file. */
  readonly model: string;
  readonly reference: ReferenceLines;
  /** Rows with the predictions that the model has to reproduce. */
  readonly verify: string;
  readonly scores: TestScores;
  /** Name of the model in the registry, and of the experiment. */
  readonly name: string;
  readonly version: string;
  readonly startedAt: Date;
}

/**
 * Logs a training to an MLflow tracking server, with the credentials of the environment, and registers its model.
 *
 * @throws InputError that says what the server refused and what to do
 */
export async function logTraining(
  training: FinishedTraining,
  trackingURI: string,
  { env, clock, signal }: Pick<CommandContext, 'env' | 'clock' | 'signal'>,
): Promise<RegisteredModel> {
  const [{ mlflowEnvironment }, { createHttpClient }] = await Promise.all([
    import('@modelmonitor/sources/mlflow'),
    import('@modelmonitor/http'),
  ]);
  try {
    const { credentials } = mlflowEnvironment(env);
    const server = { trackingURI, credentials, http: createHttpClient({ keepAlive: false }), signal };
    return await logModel(server, trainingRecord(training, clock.now()));
  } catch (cause) {
    throw sourceProblem(cause, '--mlflow: ');
  }
}

function trainingRecord(
  { data, model, reference, verify, scores, name, version, startedAt }: FinishedTraining,
  endedAt: Date,
): LoggedTraining {
  const { features, classes } = data.contract;
  const { training = {} } = JSON.parse(model) as { training?: Readonly<Record<string, unknown>> };
  return {
    experiment: name,
    model: name,
    runName: `${name} ${version}`,
    startedAt,
    endedAt,
    params: {
      ...(Object.fromEntries(Object.entries(training).filter(([, value]) => ['string', 'number'].includes(typeof value))) as Record<
        string,
        string
      >),
      target: data.targetName,
      features: features.length,
      ...(classes.length > 0 ? { classes: classes.length } : {}),
    },
    metrics: metricsOf(scores),
    tags: {
      'mlflow.source.name': 'modelmonitor train',
      'mlflow.source.type': 'LOCAL',
      'modelmonitor.version': version,
      'modelmonitor.createdBy': ownVersion(),
    },
    files: (place) => ({
      [folderFiles.model]: model,
      [folderFiles.reference]: reference.header + reference.rows.join(''),
      [folderFiles.verify]: verify,
      MLmodel: mlmodelText({ contract: data.contract, place, at: endedAt }),
    }),
  };
}

/** Test scores under the names that MLflow's own evaluation uses. */
function metricsOf(scores: TestScores): Readonly<Record<string, number>> {
  if ('classification' in scores) {
    const { accuracy, macroF1 } = scores.classification;
    return { accuracy_score: accuracy, f1_score_macro: macroF1 };
  }
  const { meanAbsoluteError, rootMeanSquaredError, rSquared } = scores.regression;
  return { mean_absolute_error: meanAbsoluteError, root_mean_squared_error: rootMeanSquaredError, r2_score: rSquared };
}
