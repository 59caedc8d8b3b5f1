import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createValidator } from '@modelmonitor/api';
import type { ModelContract, ModelFeature } from '@modelmonitor/models';
import { parseDocument } from 'yaml';
import { yamlOptions } from '../manifests/yamlText.ts';

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
  const text = await readFile(join(directory, 'monitor.yaml'), 'utf8').catch(() => '');
  const document = parseDocument(text, yamlOptions);
  const { monitor } = document.errors.length > 0 ? { monitor: undefined } : createValidator()(document.toJS());
  if (monitor === undefined) return undefined;
  const { task, target, features } = monitor.spec.model;
  return { task, target: target.name, classes: target.classes, types: new Map(features.map(({ name, type }) => [name, type])) };
}
