import { InputError } from '../errors.ts';
import { bytesForText, type ConfigMapText, configMapYaml, jsonBytes } from './configMap.ts';

/**
 * The ConfigMap of a model file.
 *
 * @throws InputError with advice when the model is too large for one
 */
export function modelManifest(configMap: ConfigMapText, comment: string): string {
  const [needed, room] = [jsonBytes(configMap.text), bytesForText(configMap)];
  if (needed > room) {
    throw new InputError(
      `a model in a ConfigMap has at most ${room} bytes, so that kubectl apply takes it, got ${needed}; train fewer trees (--trees) or larger leaves (--leaf-rows)`,
    );
  }
  return configMapYaml(configMap, comment);
}
