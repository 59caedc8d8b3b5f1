import { SourceError } from '../errors.ts';
import { mostSourceBytes } from '../readBytes.ts';
import type { MlflowServer } from './mlflowApi.ts';
import { mlflowEnvironment } from './mlflowCredentials.ts';
import { type MlflowReference, parseMlflowUri } from './mlflowReference.ts';
import { type MlflowModel, readMlflowModel } from './readMlflowModel.ts';

export interface MlflowUriOptions extends Pick<MlflowServer, 'http' | 'signal'> {
  /** What the user named; MLFLOW_TRACKING_URI of the environment when absent. */
  readonly trackingURI?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A model that a user named by its address. */
export interface MlflowUriModel extends MlflowModel {
  /** The value of `source.mlflow` that reads it, without credentials. */
  readonly source: { readonly trackingURI: string } & MlflowReference;
  /** Whether the environment holds user and password, or a token, which were sent. */
  readonly credentials: 'basic' | 'bearer' | undefined;
}

/**
 * Reads a model by its address on a tracking server, with the credentials of the environment.
 *
 * @throws SourceError that says what does not exist and what to do
 */
export async function readMlflowUri(uri: string, { environment, http, signal, ...options }: MlflowUriOptions): Promise<MlflowUriModel> {
  const reference = parseMlflowUri(uri);
  const { trackingURI: own, credentials } = mlflowEnvironment(environment);
  const trackingURI = options.trackingURI ?? own;
  if (trackingURI === undefined)
    throw new SourceError(`${uri}: expected the address of a tracking server in --tracking-uri or MLFLOW_TRACKING_URI, got none`);
  const server: MlflowServer = { trackingURI, credentials, http, signal };
  const model = await readMlflowModel(server, { reference, mostBytes: mostSourceBytes });
  // Without known bytes there always are some.
  if (model === undefined) throw new SourceError(`${uri}: expected a model, got none`);
  const scheme = credentials?.authorization.startsWith('Basic') === true ? 'basic' : 'bearer';
  return { ...model, source: { trackingURI, ...reference }, credentials: credentials === undefined ? undefined : scheme };
}
