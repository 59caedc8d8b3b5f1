import { SourceError } from '../errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that MLflow's own client reads its server and credentials from. */
export interface MlflowEnvironment {
  readonly trackingURI: string | undefined;
  /** The header with the credentials; undefined without any. */
  readonly credentials: { readonly authorization: string } | undefined;
}

/** @throws SourceError when user and password are not given together, or MLFLOW_TRACKING_URI is a folder of the machine */
export function mlflowEnvironment(environment: Environment): MlflowEnvironment {
  const of = (name: string) => environment[`MLFLOW_TRACKING_${name}`] || undefined;
  const [user, password, token] = [of('USERNAME'), of('PASSWORD'), of('TOKEN')];
  if ((user === undefined) !== (password === undefined))
    throw new SourceError('expected MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD together, got one of them');
  const basic = user === undefined ? undefined : `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
  const authorization = basic ?? (token === undefined ? undefined : `Bearer ${token}`);
  return { trackingURI: of('URI'), credentials: authorization === undefined ? undefined : { authorization } };
}
