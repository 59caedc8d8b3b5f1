import { SourceError } from '../errors.ts';
import { type MlflowApi, MlflowError } from './mlflowApi.ts';
import { type MlflowReference, mlflowUri } from './mlflowReference.ts';

/** A model that a reference leads to at a time. */
export interface ResolvedModel {
  /** Changes when the reference leads to another model; a version never changes its content. */
  readonly revision: string;
  /** The reference and what it stands for, such as "models:/wine@champion = version 7, run abc". */
  readonly origin: string;
  /** Looks up the folder with its MLmodel: mlflow-artifacts:/…, s3://… @throws SourceError */
  artifactURI(): Promise<string>;
}

/**
 * Looks up in the registry which model is meant: one GET for an alias.
 *
 * @throws SourceError that says what does not exist and what to do
 */
export async function resolveModel(api: MlflowApi, reference: MlflowReference): Promise<ResolvedModel> {
  const uri = mlflowUri(reference);
  if ('run' in reference) return { revision: uri, origin: uri, artifactURI: () => modelOfRun(api, reference) };
  if ('modelId' in reference)
    return { revision: uri, origin: uri, artifactURI: async () => (await findLoggedModel(api, reference.modelId)).artifactURI };
  const { model } = reference;
  const { version, run, source } = await findVersion(api, reference);
  return {
    revision: `${model} version ${version}, ${source}`,
    origin: `${uri} = version ${version}${run === undefined ? '' : `, run ${run}`}`,
    async artifactURI() {
      const answer = await api.json('model-versions/get-download-uri', { query: { name: model, version } });
      return folderOf(api, textOf(answer['artifact_uri'], `${api.place}: expected the artifact_uri of ${model} version ${version}`));
    },
  };
}

interface RegisteredVersion {
  readonly version: string;
  readonly run: string | undefined;
  /** Where it was registered from: tells it from a version of the same number after the model was deleted. */
  readonly source: string;
}

type RegistryReference = Extract<MlflowReference, { readonly model: string }>;

async function findVersion(api: MlflowApi, reference: RegistryReference): Promise<RegisteredVersion> {
  const { model, alias, version, stage, fallback } = reference;
  if (alias !== undefined) {
    const found = await findExisting(api, reference, () => api.json('registered-models/alias', { query: { name: model, alias } }));
    if (found !== undefined) return versionOf(found['model_version'], api.place);
    if (fallback === 'latest') return newestVersion(api, model);
    throw new SourceError(
      `${api.place}: the model ${model} has no alias ${alias}: set it with MlflowClient().set_registered_model_alias("${model}", "${alias}", VERSION), or set fallback: latest`,
    );
  }
  if (version !== undefined) {
    const found = await findExisting(api, reference, () => api.json('model-versions/get', { query: { name: model, version } }));
    if (found !== undefined) return versionOf(found['model_version'], api.place);
    throw new SourceError(`${api.place}: the model ${model} has no version ${version}`);
  }
  if (stage === undefined) return newestVersion(api, model);
  const found = await findExisting(api, reference, () =>
    api.json('registered-models/get-latest-versions', { query: { name: model, stages: stage } }),
  );
  const [first] = (found?.['model_versions'] ?? []) as unknown[];
  if (first !== undefined) return versionOf(first, api.place);
  if (fallback === 'latest') return newestVersion(api, model);
  throw new SourceError(`${api.place}: the model ${model} has no version in stage ${stage}; MLflow recommends aliases instead of stages`);
}

/** The response; undefined where the model exists and what is looked for does not. */
async function findExisting<Response>(
  api: MlflowApi,
  { model }: RegistryReference,
  request: () => Promise<Response>,
): Promise<Response | undefined> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof MlflowError)) throw error;
    // An alias that is absent gets 400, a version 404 with the same code as a model.
    if (error.code === 'INVALID_PARAMETER_VALUE') return undefined;
    if (error.code !== 'RESOURCE_DOES_NOT_EXIST') throw error;
    await requireModel(api, model);
    return undefined;
  }
}

async function requireModel(api: MlflowApi, model: string): Promise<void> {
  try {
    await api.json('registered-models/get', { query: { name: model } });
  } catch (cause) {
    if (!(cause instanceof MlflowError) || cause.code !== 'RESOURCE_DOES_NOT_EXIST') throw cause;
    throw new SourceError(
      `${api.place}: there is no registered model ${model}: register it with mlflow.register_model(model_uri, "${model}"), or correct the name`,
      {
        cause,
      },
    );
  }
}

async function newestVersion(api: MlflowApi, model: string): Promise<RegisteredVersion> {
  const quoted = `'${model.replaceAll("'", "''")}'`;
  const query = { filter: `name=${quoted}`, order_by: 'version_number DESC', max_results: '1' };
  const [first] = ((await api.json('model-versions/search', { query }))['model_versions'] ?? []) as unknown[];
  if (first !== undefined) return versionOf(first, api.place);
  await requireModel(api, model);
  throw new SourceError(`${api.place}: the model ${model} has no version`);
}

function versionOf(found: unknown, place: string): RegisteredVersion {
  const { version, run_id: run, source, status } = (found ?? {}) as Readonly<Record<string, unknown>>;
  const number = typeof version === 'number' ? String(version) : textOf(version, `${place}: expected a model version with its number`);
  if (typeof status === 'string' && status !== 'READY') throw new SourceError(`${place}: version ${number} is not ready: ${status}`);
  return { version: number, run: typeof run === 'string' && run !== '' ? run : undefined, source: String(source) };
}

async function findLoggedModel(api: MlflowApi, id: string): Promise<{ artifactURI: string; name: unknown }> {
  const answer = await api.json(`logged-models/${encodeURIComponent(id)}`);
  const info = ((answer['model'] as { info?: unknown } | undefined)?.info ?? {}) as Record<string, unknown>;
  return {
    artifactURI: textOf(info['artifact_uri'], `${api.place}: expected the logged model ${id} with its artifact_uri`),
    name: info['name'],
  };
}

/** A folder among the artifacts of a run or, since MLflow 3, a model that the run logged under that name. */
async function modelOfRun(api: MlflowApi, { run, path }: { readonly run: string; readonly path: string }): Promise<string> {
  const { root_uri: root, files } = await api.json('artifacts/list', { query: { run_id: run, path } });
  if (Array.isArray(files) && files.length > 0)
    return `${textOf(root, `${api.place}: expected the root_uri of run ${run}`).replace(/\/+$/, '')}/${path}`;
  const { run: found } = (await api.json('runs/get', { query: { run_id: run } })) as { run?: RunOutputs };
  const names: string[] = [];
  for (const { model_id: id } of found?.outputs?.model_outputs ?? []) {
    const { artifactURI, name } = await findLoggedModel(api, id);
    if (name === path) return artifactURI;
    names.push(String(name));
  }
  const logged = names.length === 0 ? 'it logged no model' : `it logged the models ${names.join(', ')}`;
  throw new SourceError(`${api.place}: the run ${run} has no model ${path}: ${logged}`);
}

interface RunOutputs {
  readonly outputs?: { readonly model_outputs?: readonly { readonly model_id: string }[] };
}

/** Old servers answer with an address of the run instead of the folder. */
async function folderOf(api: MlflowApi, uri: string): Promise<string> {
  const [, run, path] = /^runs:\/+([^/]+)\/(.+)$/.exec(uri) ?? [];
  if (run !== undefined && path !== undefined) return modelOfRun(api, { run, path });
  const [, id] = /^models:\/+(m-[0-9a-f]+)$/.exec(uri) ?? [];
  return id === undefined ? uri : (await findLoggedModel(api, id)).artifactURI;
}

function textOf(value: unknown, expected: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new SourceError(`${expected}, got ${JSON.stringify(value)?.slice(0, 100)}`);
}
