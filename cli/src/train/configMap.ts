import { isScalar, Scalar } from 'yaml';
import { yamlDocument, yamlText } from '../manifests/yamlText.ts';

/** A ConfigMap with one key. */
export interface ConfigMapContent {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly key: string;
  /** Text, or bytes that are none. */
  readonly content: string | Uint8Array;
}

/** `kubectl apply` stores the whole object in an annotation, and all annotations of an object may have at most 256 KiB. */
export const largestConfigMapBytes = 262_144;
/** Room for the annotation's name and for other annotations. */
export const reservedBytes = 1_024;

/** Bytes of a ConfigMap in kubectl's annotation, which contains it as JSON. */
export function annotationBytes(configMap: ConfigMapContent): number {
  return Buffer.byteLength(JSON.stringify(objectOf(configMap)));
}

/** Bytes available to the content of a ConfigMap of that name, as JSON without its quotes. */
export function bytesForContent(place: Omit<ConfigMapContent, 'content'>): number {
  return largestConfigMapBytes - reservedBytes - annotationBytes({ ...place, content: '' });
}

/** Bytes of a content as JSON, without its quotes: bytes are written as base64. */
export function jsonBytes(content: string | Uint8Array): number {
  return typeof content === 'string' ? Buffer.byteLength(JSON.stringify(content)) - 2 : 4 * Math.ceil(content.length / 3);
}

/** The ConfigMap's manifest, with a text as a block, which diffs line by line. */
export function configMapYaml(configMap: ConfigMapContent, comment: string): string {
  const document = yamlDocument(objectOf(configMap));
  document.commentBefore = ` ${comment}`;
  const text = document.getIn(['data', configMap.key], true);
  if (isScalar(text)) text.type = Scalar.BLOCK_LITERAL;
  return yamlText(document);
}

function objectOf({ name, namespace, key, content }: ConfigMapContent) {
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  const data =
    typeof content === 'string' ? { data: { [key]: content } } : { binaryData: { [key]: Buffer.from(content).toString('base64') } };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, ...data };
}
