import { errorText, type ModelMonitor } from '@modelmonitor/api/plain';
import { type Model, type ModelContract, readModel } from '@modelmonitor/models';
import { onnxRuntime } from '../onnx/onnxRuntime.ts';
import type { Configuration } from './configuration.ts';

/** The model behind a window, for the contributions of its features. */
export interface ServedModel {
  readonly model: Model;
  readonly contract: ModelContract;
}

type Version = ModelMonitor['spec']['model']['versions'][number];

/**
 * Loads the version that answered most rows of the window.
 *
 * @param rowsByVersion rows of the window by version
 * @returns the model, or why there is none: a report goes without
 */
export async function loadServedModel(
  configuration: Configuration,
  rowsByVersion: Readonly<Record<string, number>>,
): Promise<ServedModel | string> {
  const { task, features, target, versions } = configuration.monitor.spec.model;
  const version = busiest(versions, rowsByVersion);
  if (version === undefined) return 'no version answers';
  if (version.source.remote !== undefined || version.source.events !== undefined)
    return `version ${version.name} is predicted by another server: what its features contribute is not measured`;
  const contract: ModelContract = {
    task,
    classes: target.classes ?? [],
    features: features.map(({ name, type, values, unseen }) => ({
      name,
      type,
      ...(values === undefined ? {} : { values }),
      ...(unseen === undefined ? {} : { unseen }),
    })),
  };
  try {
    const { bytes } = await configuration.sources.read(version.source);
    const read = await readModel(bytes, version.format, onnxRuntime());
    return { model: await read.bind(contract), contract };
  } catch (error) {
    return `version ${version.name} cannot be loaded: ${errorText(error)}`;
  }
}

function busiest(versions: readonly Version[], rowsByVersion: Readonly<Record<string, number>>): Version | undefined {
  const rows = ({ name }: Version) => (Object.hasOwn(rowsByVersion, name) ? (rowsByVersion[name] ?? 0) : 0);
  return versions.filter(({ shadow }) => shadow !== true).toSorted((a, b) => rows(b) - rows(a))[0];
}
