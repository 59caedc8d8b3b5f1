import { got } from '../../../contract/refusedCell.ts';
import { ProblemError } from '../../../problem.ts';
import type { ServingState } from '../../../serving/servingState.ts';

/** Parameters of a path, as the router gives them. */
export type PathParameters = Readonly<Record<string, string | undefined>>;

/** @throws ProblemError (404) when the path names another model than the one served here */
function checkModel({ monitor }: ServingState, { model = '' }: PathParameters): void {
  if (model === monitor.metadata.name) return;
  throw new ProblemError('not_found', `the model ${monitor.metadata.name} is served here, got ${got(model)}`);
}

/** @throws ProblemError (404) when the path names another model, or a version the model does not have or never answers with */
export function checkVersion(state: ServingState, parameters: PathParameters): void {
  checkModel(state, parameters);
  const { version } = parameters;
  const known = state.monitor.spec.model.versions.filter(({ shadow }) => !shadow).map(({ name }) => name);
  if (version === undefined || known.includes(version)) return;
  throw new ProblemError('unknown_version', `a version of ${known.join(', ')} is wanted, got ${got(version)}`);
}
