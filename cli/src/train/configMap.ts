import { Document, isScalar, Scalar } from 'yaml';

/** A ConfigMap with one key. */
export interface ConfigMapText {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly key: string;
  readonly text: string;
}

/** `kubectl apply` notes the whole object in an annotation, and annotations hold at most 256 KiB together. */
export const largestConfigMapBytes = 262_144;
/** Room for the annotation's own name and for what others annotate. */
const reservedBytes = 1_024;

/** Bytes a ConfigMap takes in kubectl's annotation, where its text stands as JSON. */
export function appliedBytes(configMap: ConfigMapText): number {
  return Buffer.byteLength(JSON.stringify(objectOf(configMap)));
}

/** Bytes a text may take, as JSON without its quotes, beside the rest of a ConfigMap of that name. */
export function bytesForText(place: Omit<ConfigMapText, 'text'>): number {
  return largestConfigMapBytes - reservedBytes - appliedBytes({ ...place, text: '' });
}

/** Bytes of a text as JSON, without its quotes. */
export function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}

/** The ConfigMap's manifest, its text as a block, so that it can be read and compared line by line. */
export function configMapYaml(configMap: ConfigMapText, comment: string): string {
  const document = new Document(objectOf(configMap));
  document.commentBefore = ` ${comment}`;
  const text = document.getIn(['data', configMap.key], true);
  if (isScalar(text)) text.type = Scalar.BLOCK_LITERAL;
  return document.toString({ lineWidth: 0 });
}

function objectOf({ name, namespace, key, text }: ConfigMapText) {
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { [key]: text } };
}
