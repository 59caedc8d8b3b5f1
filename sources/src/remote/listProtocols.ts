import type { RemoteSource } from '@modelmonitor/api/plain';
import { readAnswers } from './readAnswers.ts';
import { RemoteError } from './remoteError.ts';
import type { RemoteCell, RemoteContract, RemoteProtocol } from './remoteModel.ts';

/** The V1 protocol of TF Serving and KServe: `{"instances": […]}` → `{"predictions": […]}`; rows are arrays where all features are numbers. */
export function v1Protocol({ model = '', version }: RemoteSource, contract: RemoteContract): RemoteProtocol {
  const path = `/v1/models/${model}${version === undefined ? '' : `/versions/${version}`}`;
  const isNumeric = contract.features.every(({ type }) => type === 'numeric');
  return {
    path: `${path}:predict`,
    healthPath: path,
    body: (rows) => JSON.stringify({ instances: isNumeric ? rows : rows.map((row) => rowByName(row, contract)) }),
    read: (json, count) => readAnswers({ labels: predictionsOf(json) }, contract, count),
  };
}

/** The scoring server of MLflow and SageMaker: a frame as `dataframe_split` → `{"predictions": […]}`. */
export function invocationsProtocol(contract: RemoteContract): RemoteProtocol {
  const columns = contract.features.map(({ name }) => name);
  return {
    path: '/invocations',
    healthPath: '/ping',
    body: (rows) => JSON.stringify({ dataframe_split: { columns, data: rows } }),
    read: (json, count) => readAnswers({ labels: predictionsOf(json) }, contract, count),
  };
}

/** JSON of a server's own, described by the resource. */
export function templateProtocol({ template }: RemoteSource, contract: RemoteContract): RemoteProtocol {
  const { path = '/', health, rows: place, row: form, predictions, label, probabilities, classes } = template ?? {};
  return {
    path,
    ...(health === undefined ? {} : { healthPath: health }),
    body(rows) {
      const list = form === 'array' ? rows : rows.map((row) => rowByName(row, contract));
      return JSON.stringify(place === undefined ? list : objectAround(place.split('.'), list));
    },
    read(json, count) {
      const results = memberAt(json, predictions);
      const answers = Array.isArray(results)
        ? {
            ...(label === undefined && probabilities !== undefined ? {} : { labels: results.map((result) => memberAt(result, label)) }),
            ...(probabilities === undefined ? {} : { probabilities: results.map((result) => memberAt(result, probabilities)) }),
          }
        : {
            ...(label === undefined ? {} : { labels: listAt(results, label) }),
            ...(probabilities === undefined ? {} : { probabilities: listAt(results, probabilities) }),
          };
      return readAnswers({ ...answers, classes }, contract, count);
    },
  };
}

function rowByName(row: readonly RemoteCell[], { features }: RemoteContract): Record<string, RemoteCell> {
  return Object.fromEntries(features.map(({ name }, index) => [name, row[index] ?? null]));
}

function predictionsOf(json: unknown): unknown[] {
  return listAt(json, 'predictions');
}

function listAt(json: unknown, place: string): unknown[] {
  const list = memberAt(json, place);
  if (Array.isArray(list)) return list;
  throw new RemoteError(`expected a response with a list at ${place}, got ${(JSON.stringify(json) ?? 'nothing').slice(0, 80)}`, {
    kind: 'failed',
  });
}

/** The member at a place such as `result.scores`; undefined where there is none. */
function memberAt(json: unknown, place: string | undefined): unknown {
  if (place === undefined) return json;
  return place
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        value !== null && typeof value === 'object' && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined,
      json,
    );
}

function objectAround([name, ...rest]: readonly string[], value: unknown): unknown {
  return name === undefined ? value : { [name]: objectAround(rest, value) };
}
