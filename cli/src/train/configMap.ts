import { isScalar, Scalar } from 'yaml';
import { yamlDocument, yamlText } from '../manifests/yamlText.ts';

/** A ConfigMap with one key. */
export interface ConfigMapText {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly key: string;
  readonly text: string;
}

/** `kubectl apply` stores the whole object in an annotation, and all annotations of an object may have at most 256 KiB. */
export const largestConfigMapBytes = 262_144;
/** Room for the annotation's name and for other annotations. */
export const reservedBytes = 1_024;

/** Bytes of a ConfigMap in kubectl's annotation, which contains it as JSON. */
export function annotationBytes(configMap: ConfigMapText): number {
  return Buffer.byteLength(JSON.stringify(objectOf(configMap)));
}

/** Bytes available to the text of a ConfigMap of that name, as JSON without its quotes. */
export function bytesForText(place: Omit<ConfigMapText, 'text'>): number {
  return largestConfigMapBytes - reservedBytes - annotationBytes({ ...place, text: '' });
}

/** Bytes of a text as JSON, without its quotes. */
export function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}

/** The ConfigMap's manifest, with the text as a block, which diffs line by line. */
export function configMapYaml(configMap: ConfigMapText, comment: string): string {
  const document = yamlDocument(objectOf(configMap));
  document.commentBefore = ` ${comment}`;
  const text = document.getIn(['data', configMap.key], true);
  if (isScalar(text)) text.type = Scalar.BLOCK_LITERAL;
  return yamlText(document);
}

function objectOf({ name, namespace, key, text }: ConfigMapText) {
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { [key]: text } };
}
