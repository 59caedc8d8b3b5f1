import { InputError } from '../errors.ts';
import { bytesForContent, type ConfigMapContent, configMapYaml, jsonBytes } from './configMap.ts';

/**
 * The ConfigMap of a model file.
 *
 * @throws InputError with advice if the model is too large
 */
export function modelManifest(configMap: ConfigMapContent, comment: string): string {
  const [needed, room] = [jsonBytes(configMap.content), bytesForContent(configMap)];
  if (needed > room) {
    throw new InputError(
      `expected at most ${room} bytes for a model in a ConfigMap, the limit of kubectl apply, got ${needed}; train fewer trees (--trees) or larger leaves (--leaf-rows)`,
    );
  }
  return configMapYaml(configMap, comment);
}
