import { createMlflowApi, MlflowError, type MlflowServer } from '@modelmonitor/sources/mlflow';
import { InputError } from '../errors.ts';

/** A trained model, and what a tracking server shows of it. */
export interface LoggedTraining {
  /** Experiment of the run, which is created where it does not exist. */
  readonly experiment: string;
  readonly runName: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly params: Readonly<Record<string, string | number>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Name in the registry. */
  readonly model: string;
  /** Files of the model's folder by name. @param place of the model on the server */
  readonly files: (place: LoggedPlace) => Readonly<Record<string, string>>;
}

/** What the MLmodel says of the place where it is. */
export interface LoggedPlace {
  readonly run: string;
  readonly modelId: string;
  readonly artifactURI: string;
}

/** A model in the registry. */
export interface RegisteredModel {
  readonly model: string;
  readonly version: string;
  readonly run: string;
}

type Api = ReturnType<typeof createMlflowApi>;

/**
 * Logs a training as a run with its model, and registers the model as a new version.
 *
 * @throws SourceError of the tracking server, InputError where it stores artifacts elsewhere; the run is then marked as failed
 */
export async function logModel(server: MlflowServer, training: LoggedTraining): Promise<RegisteredModel> {
  const api = createMlflowApi(server);
  const experiment = await experimentOf(api, training.experiment);
  const run = await startRun(api, experiment, training);
  const end = (status: 'FINISHED' | 'FAILED') =>
    api.json('runs/update', { method: 'POST', body: { run_id: run, status, end_time: training.endedAt.getTime() } });
  try {
    const place = await uploadModel(api, { experiment, run }, training);
    const version = await register(api, training.model, place);
    await end('FINISHED');
    return { model: training.model, version, run };
  } catch (error) {
    // The reason is the error before; a server that is gone does not take this either.
    await end('FAILED').catch(() => undefined);
    throw error;
  }
}

async function experimentOf(api: Api, name: string): Promise<string> {
  const created = await unlessExists(api.json('experiments/create', { method: 'POST', body: { name } }));
  if (created !== undefined) return String(created['experiment_id']);
  const { experiment } = await api.json('experiments/get-by-name', { query: { experiment_name: name } });
  return String((experiment as { experiment_id?: unknown }).experiment_id);
}

async function startRun(api: Api, experiment: string, { runName, startedAt, params, metrics, tags }: LoggedTraining): Promise<string> {
  const timestamp = startedAt.getTime();
  const pairs = (entries: Readonly<Record<string, unknown>>) =>
    Object.entries(entries).map(([key, value]) => ({ key, value: String(value) }));
  const body = { experiment_id: experiment, run_name: runName, start_time: timestamp, tags: pairs(tags) };
  const { run } = await api.json('runs/create', { method: 'POST', body });
  const id = String((run as { info?: { run_id?: unknown } }).info?.run_id);
  const figures = Object.entries(metrics)
    .filter(([, value]) => Number.isFinite(value))
    .map(([key, value]) => ({ key, value, timestamp, step: 0 }));
  await api.json('runs/log-batch', { method: 'POST', body: { run_id: id, params: pairs(params), metrics: figures } });
  return id;
}

async function uploadModel(
  api: Api,
  { experiment, run }: { experiment: string; run: string },
  training: LoggedTraining,
): Promise<LoggedPlace> {
  const created = await api.json('logged-models', {
    method: 'POST',
    body: { experiment_id: experiment, name: 'model', source_run_id: run },
  });
  const { model_id: modelId, artifact_uri: artifactURI } = (created['model'] as { info: Record<string, string> }).info;
  const place = { run, modelId: String(modelId), artifactURI: String(artifactURI) };
  const [, folder] = /^mlflow-artifacts:\/+(.+)$/.exec(place.artifactURI) ?? [];
  if (folder === undefined)
    throw new InputError(
      `${api.place}: it stores artifacts in ${place.artifactURI}, where only its own clients write: start it with --serve-artifacts and --artifacts-destination, and choose a new experiment`,
    );
  for (const [name, body] of Object.entries(training.files(place))) await api.artifact(`/${folder}/${name}`, { method: 'PUT', body });
  await api.json(`logged-models/${place.modelId}`, { method: 'PATCH', body: { model_id: place.modelId, status: 'LOGGED_MODEL_READY' } });
  await api.json('runs/outputs', { method: 'POST', body: { run_id: run, models: [{ model_id: place.modelId, step: 0 }] } });
  return place;
}

async function register(api: Api, name: string, { modelId, run }: LoggedPlace): Promise<string> {
  await unlessExists(api.json('registered-models/create', { method: 'POST', body: { name } }));
  const body = { name, source: `models:/${modelId}`, run_id: run, model_id: modelId };
  const { model_version: created } = await api.json('model-versions/create', { method: 'POST', body });
  return String((created as { version?: unknown }).version);
}

async function unlessExists<Response>(creation: Promise<Response>): Promise<Response | undefined> {
  try {
    return await creation;
  } catch (error) {
    if (error instanceof MlflowError && error.code === 'RESOURCE_ALREADY_EXISTS') return undefined;
    throw error;
  }
}
