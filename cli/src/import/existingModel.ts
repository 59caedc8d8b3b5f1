import type { ModelContract, ModelFeature } from '@modelmonitor/models';
import { directoryMonitor } from '../train/directoryMonitor.ts';

/** What a directory decides about another version of its model. */
export interface ExistingModel {
  readonly task: ModelContract['task'];
  readonly target: string;
  /** Undefined for a regression. */
  readonly classes: readonly string[] | undefined;
  readonly types: ReadonlyMap<string, ModelFeature['type']>;
}

/** The model of the monitor in a directory; undefined where there is no valid one. */
export async function existingModel(directory: string): Promise<ExistingModel | undefined> {
  const monitor = await directoryMonitor(directory);
  if (monitor === undefined) return undefined;
  const { task, target, features } = monitor.spec.model;
  return { task, target: target.name, classes: target.classes, types: new Map(features.map(({ name, type }) => [name, type])) };
}
