import type { Source } from '@modelmonitor/api/plain';
import type { Model, ModelContract } from '@modelmonitor/models';
import type { ReadFileOptions } from '@modelmonitor/tables/files';
import type { NameList } from '../commands/nameList.ts';
import { InputError, sourceProblem } from '../errors.ts';
import type { OpenedModel } from '../model/openModel.ts';
import { type RemotePlace, sourceClock } from '../model/remoteSource.ts';
import { readDataFile } from '../readDataFile.ts';
import { requireColumns } from '../requireColumns.ts';
import { trainingTarget } from '../train/trainingTarget.ts';
import { mayBeTarget } from './targetNames.ts';

type RemoteSource = NonNullable<Source['remote']>;
/** What an address says of a server; the rest has defaults. */
type RemoteAddress = Pick<RemoteSource, 'url' | 'protocol' | 'model' | 'version'>;

/** What is known of the data that a server predicts. */
export interface RemoteData {
  readonly file: string;
  readonly cwd: string;
  readonly reading: ReadFileOptions;
  readonly target: string | undefined;
  readonly task: ModelContract['task'] | undefined;
  readonly classes: NameList | undefined;
}

/**
 * The server that an address means, by its path: `/v2/models/NAME` (Open Inference Protocol), `/v1/models/NAME` (TF Serving, KServe) or
 * `/invocations` (MLflow, SageMaker).
 *
 * @returns undefined for the address of a file, and what is no address
 */
export function remoteAddress(text: string): RemoteAddress | undefined {
  const [, v2Url, v2Model, v2Version] =
    /^(https?:\/\/[^?#]*?)\/v2\/models\/([^/?#]+)(?:\/versions\/([^/?#]+))?(?:\/infer)?\/?$/.exec(text) ?? [];
  const [, v1Url, v1Model, v1Version] =
    /^(https?:\/\/[^?#]*?)\/v1\/models\/([^/?#:]+)(?:\/versions\/([^/?#:]+))?(?::predict)?\/?$/.exec(text) ?? [];
  const [, mlflowUrl] = /^(https?:\/\/[^?#]*?)\/invocations\/?$/.exec(text) ?? [];
  const versionField = (version: string | undefined) => (version === undefined ? {} : { version });
  if (v2Url !== undefined && v2Model !== undefined) return { url: v2Url, protocol: 'v2', model: v2Model, ...versionField(v2Version) };
  if (v1Url !== undefined && v1Model !== undefined) return { url: v1Url, protocol: 'v1', model: v1Model, ...versionField(v1Version) };
  return mlflowUrl === undefined ? undefined : { url: mlflowUrl, protocol: 'invocations' };
}

/**
 * A model that another server predicts with. What it predicts is taken from the labels of the data.
 *
 * @throws InputError where the data does not say it
 */
export async function openRemoteModel(
  source: string,
  remote: RemoteAddress,
  { data, place }: { data: RemoteData; place: RemotePlace },
): Promise<OpenedModel> {
  const { task, classes } = await targetOf(source, data);
  return {
    format: 'auto' as OpenedModel['format'],
    predictsUnseen: false,
    description: { writtenBy: `a server of the protocol ${remote.protocol}`, task, ...(task === 'classification' ? { classes } : {}) },
    bind: (contract) => connect(remote, contract, place),
    source,
    bytes: new Uint8Array(),
    sha256: '',
    mlflow: undefined,
    place: { remote } as Source,
    secrets: [],
    moves: true,
  };
}

async function targetOf(
  source: string,
  { file, cwd, reading, target, task, classes }: RemoteData,
): Promise<Pick<ModelContract, 'task' | 'classes'>> {
  const { columns, leftOut } = await readDataFile(file, { ...reading, cwd });
  const known = columns.map(({ name }) => name);
  const candidates = known.filter(mayBeTarget);
  const named = target ?? (candidates.length === 1 ? candidates[0] : undefined);
  if (named === undefined)
    throw new InputError(`--target is required: ${source} does not say what it predicts; ${file} has the columns ${known.join(', ')}`);
  const [name] = requireColumns({ option: '--target', names: [named], file, columns: [...known, ...leftOut] });
  const [column] = (await readDataFile(file, { ...reading, cwd, columns: [name ?? named] })).columns;
  if (column === undefined) throw new InputError(`${file} has no column ${JSON.stringify(named)}`);
  return trainingTarget(column, { task, classes });
}

async function connect(remote: RemoteAddress, contract: ModelContract, { clock, random }: RemotePlace): Promise<Model> {
  const [{ createSources, RemoteError, remoteRows }, { ModelInputError }] = await Promise.all([
    import('@modelmonitor/sources'),
    import('@modelmonitor/models'),
  ]);
  const sources = createSources({ configDirectory: '.', allowLocalAddresses: true }, sourceClock({ clock, random }));
  const asInput = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      // Rows that the server refuses, as a model refuses some.
      if (cause instanceof RemoteError && cause.kind === 'refused') throw new ModelInputError(cause.message, { row: 0, feature: 0 });
      throw sourceProblem(cause);
    }
  };
  const server: RemoteSource = { ...remote, timeout: '30s', maxInFlight: 4, idempotent: false };
  const connected = await asInput(() => sources.connect(server, contract, () => clock.now().getTime()));
  const features = contract.features.map(({ name, type, values = [] }) => ({ name, type, categories: values }));
  return {
    categories: Object.fromEntries(features.map(({ name, categories }) => [name, categories])),
    predictsUnseen: false,
    predict: (rows, count) => asInput(() => connected.predict(remoteRows({ rows, count }, features))),
  };
}
