import { ProblemError, textOf } from '../../../problem.ts';
import type { ServingState } from '../../../serving/servingState.ts';

/** Parameters of a path, as the router gives them. */
export type PathParameters = Readonly<Record<string, string | undefined>>;

/** @throws ProblemError (404) when the path names another model than the served one */
function checkModel({ monitor }: ServingState, { model = '' }: PathParameters): void {
  if (model === monitor.metadata.name) return;
  throw new ProblemError('not_found', `expected the model ${monitor.metadata.name}, got ${textOf(model)}`);
}

/** @throws ProblemError (404) when the path names another model, or a version that the model does not have or that never answers */
export function checkVersion(state: ServingState, parameters: PathParameters): void {
  checkModel(state, parameters);
  const { version } = parameters;
  const known = state.monitor.spec.model.versions.filter(({ shadow }) => !shadow).map(({ name }) => name);
  if (version === undefined || known.includes(version)) return;
  throw new ProblemError('unknown_version', `expected one of the versions ${known.join(', ')}, got ${textOf(version)}`);
}
