import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PythonEnvironment } from '../../bench/pythonEnvironment.ts';
import { type RunningServer, startServer } from '../../bench/server.ts';

export interface MlflowServerOptions {
  readonly python: PythonEnvironment;
  /** The administrator of a server that asks for user and password. */
  readonly administrator?: { readonly user: string; readonly password: string };
}

/** A real MLflow tracking server with a SQLite store, which serves artifacts. */
export interface MlflowServer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startMlflow({ python, administrator }: MlflowServerOptions): Promise<MlflowServer> {
  const directory = mkdtempSync(join(tmpdir(), 'modelmonitor-mlflow-'));
  const stores = ['--backend-store-uri', `sqlite:///${directory}/mlflow.db`, '--artifacts-destination', join(directory, 'artifacts')];
  const { args, environment } = administrator === undefined ? { args: [], environment: {} } : basicAuth(directory, administrator);
  const server: RunningServer = await startServer({
    command: (port) => [
      join(python.folder, 'bin/mlflow'),
      'server',
      '--host',
      '127.0.0.1',
      '--port',
      `${port}`,
      '--workers',
      '1',
      ...stores,
      ...args,
    ],
    ready: '/health',
    // Its schema is created at the first start; jobs are for evaluations.
    env: {
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
      MLFLOW_DISABLE_TELEMETRY: 'true',
      PATH: `${python.folder}/bin:${process.env['PATH']}`,
      ...environment,
    },
    readyWithinMilliseconds: 120_000,
    lookMilliseconds: 200,
  });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function basicAuth(directory: string, { user, password }: { readonly user: string; readonly password: string }) {
  const file = join(directory, 'basic_auth.ini');
  const settings = {
    default_permission: 'READ',
    database_uri: `sqlite:///${directory}/basic_auth.db`,
    admin_username: user,
    admin_password: password,
    authorization_function: 'mlflow.server.auth:authenticate_request_basic_auth',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
  writeFileSync(file, `[mlflow]\n${lines.join('')}`);
  return {
    args: ['--app-name', 'basic-auth'],
    environment: { MLFLOW_AUTH_CONFIG_PATH: file, MLFLOW_FLASK_SERVER_SECRET_KEY: 'tests-only' },
  };
}
