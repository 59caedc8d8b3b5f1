import { SourceError } from '../errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that MLflow's own client reads its server and credentials from. */
export interface MlflowEnvironment {
  readonly trackingURI: string | undefined;
  /** Value of the header `authorization`; undefined without credentials. */
  readonly authorization: string | undefined;
}

/** @throws SourceError when user and password are not given together, or MLFLOW_TRACKING_URI is a folder of the machine */
export function mlflowEnvironment(environment: Environment): MlflowEnvironment {
  const of = (name: string) => environment[`MLFLOW_TRACKING_${name}`] || undefined;
  const [user, password, token] = [of('USERNAME'), of('PASSWORD'), of('TOKEN')];
  if ((user === undefined) !== (password === undefined))
    throw new SourceError('expected MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD together, got one of them');
  const basic = user === undefined ? undefined : basicAuthorization(`${user}:${password}`);
  return { trackingURI: of('URI'), authorization: basic ?? (token === undefined ? undefined : `Bearer ${token}`) };
}

/** @param credentials user and password, joined by a colon */
function basicAuthorization(credentials: string): string {
  return `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`;
}

/**
 * Credentials of the environment for a server that a manifest names: only where MLFLOW_TRACKING_URI names the same server, so that a
 * manifest cannot send them elsewhere.
 */
export function environmentAuthorization(trackingURI: string, environment: Environment): string | undefined {
  const { trackingURI: own, authorization } = mlflowEnvironment(environment);
  return own !== undefined && originOf(own) === originOf(trackingURI) ? authorization : undefined;
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}
