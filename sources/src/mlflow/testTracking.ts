import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpClient } from '@modelmonitor/http';
import { createMlflowApi, type MlflowApi } from './mlflowApi.ts';

/** A response as MLflow 3.17 gave it. */
export interface RecordedResponse {
  readonly status?: number;
  readonly type?: string;
  readonly body: unknown;
}

export interface TestTracking {
  readonly trackingURI: string;
  readonly api: MlflowApi;
  /** Requests so far, as METHOD PATH. */
  readonly requests: readonly string[];
  readonly headers: readonly IncomingMessage['headers'][];
  close(): Promise<void>;
}

/** Responses by path and query; text is sent as it is, anything else as JSON. */
export type Recording = Readonly<Record<string, RecordedResponse>>;

/** A server with recorded responses, and a client of it. */
export async function startTestTracking(recording: Recording): Promise<TestTracking> {
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    const path = decodeURIComponent(request.url ?? '')
      .replaceAll('+', ' ')
      .replace('/api/2.0/', '');
    const { status = 200, type = 'application/json', body } = recording[path] ?? absent(`no response is recorded for ${path}`);
    response.writeHead(status, { 'content-type': type });
    response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const trackingURI = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = createHttpClient();
  return {
    trackingURI,
    api: createMlflowApi({ trackingURI, http }),
    requests,
    headers,
    async close() {
      await http.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** How MLflow says that a thing does not exist. */
function absent(message: string): RecordedResponse {
  return { status: 404, body: { error_code: 'RESOURCE_DOES_NOT_EXIST', message } };
}

const id = 'm-53b12cc934b9405594fc615284b88007';
const folder = `1/models/${id}/artifacts`;

/** The model wine with the alias champion on its version 2, an XGBoost model. */
export const wineRecording: Recording = {
  'mlflow/registered-models/alias?name=wine&alias=champion': {
    body: {
      model_version: { name: 'wine', version: '2', source: `models:/${id}`, run_id: 'f44a', status: 'READY', aliases: ['champion'] },
    },
  },
  'mlflow/registered-models/alias?name=wine&alias=none': {
    status: 400,
    body: { error_code: 'INVALID_PARAMETER_VALUE', message: 'Registered model alias none not found.' },
  },
  'mlflow/registered-models/get?name=wine': { body: { registered_model: { name: 'wine' } } },
  'mlflow/model-versions/get?name=wine&version=2': {
    body: { model_version: { version: '2', run_id: 'f44a', source: `models:/${id}`, status: 'READY' } },
  },
  'mlflow/registered-models/get-latest-versions?name=wine&stages=Production': {
    body: { model_versions: [{ version: '2', run_id: 'f44a', source: `models:/${id}`, status: 'READY' }] },
  },
  'mlflow/registered-models/get-latest-versions?name=wine&stages=Staging': { body: {} },
  "mlflow/model-versions/search?filter=name='wine'&order_by=version_number DESC&max_results=1": {
    body: { model_versions: [{ version: '5', run_id: '', source: 'runs:/f44a/xg', status: 'READY' }] },
  },
  "mlflow/model-versions/search?filter=name='nope'&order_by=version_number DESC&max_results=1": { body: {} },
  'mlflow/model-versions/get-download-uri?name=wine&version=2': { body: { artifact_uri: `mlflow-artifacts:/${folder}` } },
  'mlflow/model-versions/get-download-uri?name=wine&version=5': { body: { artifact_uri: `runs:/f44a/xg` } },
  [`mlflow/logged-models/${id}`]: {
    body: { model: { info: { name: 'xg', artifact_uri: `mlflow-artifacts:/${folder}`, source_run_id: 'f44a' } } },
  },
  'mlflow/artifacts/list?run_id=f44a&path=xg': { body: { root_uri: 'mlflow-artifacts:/1/f44a/artifacts' } },
  'mlflow/artifacts/list?run_id=f44a&path=nope': { body: { root_uri: 'mlflow-artifacts:/1/f44a/artifacts' } },
  'mlflow/artifacts/list?run_id=f44a&path=old': {
    body: { root_uri: 'mlflow-artifacts:/1/f44a/artifacts', files: [{ path: 'old/MLmodel', is_dir: false }] },
  },
  'mlflow/runs/get?run_id=f44a': { body: { run: { outputs: { model_outputs: [{ model_id: id, step: 0 }] } } } },
  [`mlflow-artifacts/artifacts/${folder}/MLmodel`]: {
    type: 'text/plain',
    body: 'flavors:\n  xgboost:\n    data: model.ubj\n    xgb_version: 3.2.0\n',
  },
  [`mlflow-artifacts/artifacts/${folder}/model.ubj`]: { type: 'application/octet-stream', body: Buffer.from('{L bytes') },
};

export const wineFolder = `mlflow-artifacts:/${folder}`;
