import { type ModelMonitor, ownValue, trafficWeights, type Version } from '@modelmonitor/api';
import { type Contract, contractOf } from '../contract/contract.ts';
import { compileRowReader, type RowReader } from '../contract/rowReader.ts';
import { ProblemError } from '../problem.ts';
import { type FailedVersion, type LoadContext, type LoadedVersion, loadVersion, type ReadVersion } from './loadVersion.ts';
import { type TrafficSplit, trafficSplit } from './trafficSplit.ts';

/** Everything a request needs, as one immutable value: a reload replaces the whole, so that no request sees half of it. */
export interface ServingState {
  readonly monitor: ModelMonitor;
  readonly contract: Contract;
  readonly readRow: RowReader;
  /** Loaded versions that answer, then shadows, in the order of the resource. */
  readonly versions: ReadonlyMap<string, LoadedVersion>;
  readonly failed: readonly FailedVersion[];
  readonly shadows: readonly LoadedVersion[];
  /** Share of the requests each loaded version gets, 0 to 1. */
  readonly weights: ReadonlyMap<string, number>;
  /** Undefined when no version that answers is loaded. */
  readonly split: TrafficSplit | undefined;
}

/** What continues from the state before. */
export interface Continuation {
  readonly previous: ServingState;
  /** Names of the versions to read; all others stay as they are. Every version when absent. */
  readonly only?: ReadonlySet<string>;
}

/**
 * Loads every version of a monitor. Those that fail are set aside; their traffic goes to the others in proportion.
 *
 * @param continuation the state before a reload: models with the same bytes are kept, known categories keep their indices, and a version that
 *   cannot be replaced continues with its earlier model
 */
export async function loadServingState(monitor: ModelMonitor, context: LoadContext, continuation?: Continuation): Promise<ServingState> {
  const declared = contractOf(monitor.spec.model);
  const previous = continuation?.previous;
  const before = previous !== undefined && sameModel(previous.monitor, monitor) ? previous : undefined;
  const earlier = before === undefined ? [] : [...before.versions.values()];
  const outcomes = await Promise.all(
    monitor.spec.model.versions.map(
      (version) =>
        versionToKeep(version, before, continuation?.only) ??
        loadVersion(version, { ...context, contract: declared, earlier, refreshing: continuation?.only !== undefined }),
    ),
  );
  const read = outcomes.filter((outcome): outcome is ReadVersion => 'model' in outcome);
  const failed = outcomes.filter((outcome): outcome is FailedVersion => 'error' in outcome);
  return stateOf({ monitor, read, failed }, before);
}

/** A version that does not have to be read: another one is refreshed, or its source is not on this machine and has not changed in the resource. */
function versionToKeep(version: Version, before: ServingState | undefined, only: ReadonlySet<string> | undefined) {
  const kept = before?.versions.get(version.name);
  if (only !== undefined) return only.has(version.name) ? undefined : (kept ?? before?.failed.find(({ name }) => name === version.name));
  const isHere = version.source.configMap !== undefined || version.source.file !== undefined;
  if (kept === undefined || isHere || kept.replacement !== undefined) return undefined;
  const unchanged = JSON.stringify({ ...kept.declared, ...roleOf(version) }) === JSON.stringify(version);
  return unchanged ? { ...kept, declared: version, shadow: version.shadow } : undefined;
}

/** What a version may change without another model. */
function roleOf({ shadow, traffic }: Version) {
  return { shadow, ...(traffic === undefined ? {} : { traffic }) };
}

interface Outcomes {
  readonly monitor: ModelMonitor;
  readonly read: readonly ReadVersion[];
  readonly failed: readonly FailedVersion[];
}

function stateOf({ monitor, read, failed }: Outcomes, before: ServingState | undefined): ServingState {
  const fresh = contractOf(monitor.spec.model, categoriesByFeature(read, before?.contract));
  // The same object while nothing changes: a request that is under way belongs to what is live then.
  const contract = before !== undefined && JSON.stringify(before.contract) === JSON.stringify(fresh) ? before.contract : fresh;
  const versions = new Map(read.map((version) => [version.name, { ...version, recode: recodeTables(contract, version) }]));
  const weights = answeringWeights(monitor, versions);
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const shares = new Map([...weights].map(([name, weight]) => [name, total === 0 ? 0 : weight / total]));
  const sameWeights = before !== undefined && JSON.stringify([...before.weights]) === JSON.stringify([...shares]);
  const split = sameWeights ? before.split : trafficSplit(weights);
  return {
    monitor,
    contract,
    readRow: split === undefined ? refuseRows({ failed, monitor }) : compileRowReader(contract),
    versions,
    failed,
    shadows: [...versions.values()].filter(({ shadow }) => shadow),
    weights: shares,
    split,
  };
}

/** The refusal while no version that answers is loaded. */
export function noneLoaded({ failed, monitor }: Pick<ServingState, 'failed' | 'monitor'>): ProblemError {
  const reasons = failed.map(({ name, error }) => `${name}: ${error}`).join('; ');
  return new ProblemError('not_loaded', `no version of ${monitor.metadata.name} is loaded: ${reasons}`);
}

/** Without a model the categories are unknown: no row can be validated. */
function refuseRows(state: Pick<ServingState, 'failed' | 'monitor'>): RowReader {
  return () => {
    throw noneLoaded(state);
  };
}

/** Whether both resources describe the same inputs and output. */
export function sameModel(one: ModelMonitor, other: ModelMonitor): boolean {
  const inputsAndOutput = ({ spec: { model } }: ModelMonitor) => JSON.stringify([model.task, model.features, model.target]);
  return inputsAndOutput(one) === inputsAndOutput(other);
}

/** Weights of the loaded versions that answer; when only versions of weight 0 are left, they share the traffic equally. */
function answeringWeights(monitor: ModelMonitor, versions: ReadonlyMap<string, LoadedVersion>): Map<string, number> {
  const weights = [...trafficWeights(monitor.spec.model.versions)].filter(([name]) => versions.has(name));
  return new Map(weights.some(([, weight]) => weight > 0) ? weights : weights.map(([name]) => [name, 1]));
}

function categoriesByFeature(versions: readonly ReadVersion[], previous: Contract | undefined): Map<string, readonly string[]> {
  const known = new Map<string, string[]>(previous?.features.map(({ name, categories }) => [name, [...categories]]));
  for (const { model } of versions) {
    for (const [name, categories] of Object.entries(model.categories)) {
      const list = known.get(name) ?? [];
      known.set(name, [...list, ...categories.filter((category) => !list.includes(category))]);
    }
  }
  return known;
}

/** Tables from the contract's indices to the model's; a category that the model does not know becomes one past its last index. */
function recodeTables({ features }: Contract, { model }: ReadVersion): LoadedVersion['recode'] {
  const tables = features.map(({ name, categories, unseen }) => {
    const own = ownValue(model.categories, name);
    if (own === undefined) return undefined;
    const sameOrder = categories.every((category, index) => own[index] === category);
    if (sameOrder && (own.length === categories.length || unseen !== 'predict')) return undefined;
    const indices = categories.map((category) => (own.includes(category) ? own.indexOf(category) : own.length));
    return Float64Array.from([...indices, own.length]);
  });
  return tables.some((table) => table !== undefined) ? tables : undefined;
}
