import { SourceError } from '../errors.ts';

/** A column of a signature, with its type as MLflow names it: double, float, long, integer, boolean, string, datetime, … */
interface SignatureColumn {
  readonly name: string;
  readonly type: string;
  /** Whether rows have to hold it. */
  readonly required: boolean;
}

/** What a model takes, as its MLmodel says: named columns, or tensors, of which a model of rows has one. */
export interface ModelSignature {
  readonly columns?: readonly SignatureColumn[];
  readonly tensor?: { readonly dtype: string; readonly width: number | undefined };
}

/**
 * Reads the signature of an MLmodel: JSON inside YAML.
 *
 * @returns undefined where the MLmodel has none, or one of neither columns nor a tensor of rows
 * @throws SourceError when it is no JSON
 */
export function parseSignature(signature: unknown): ModelSignature | undefined {
  const { inputs } = (signature ?? {}) as { inputs?: unknown };
  if (inputs === undefined || inputs === null) return undefined;
  const fields = (typeof inputs === 'string' ? parseJson(inputs) : inputs) as readonly SignatureField[];
  if (!Array.isArray(fields) || fields.length === 0) return undefined;
  const [first] = fields as readonly SignatureField[];
  if (fields.length === 1 && first?.name === undefined && first?.type === 'tensor') {
    const { dtype = 'float64', shape = [] } = first['tensor-spec'] ?? {};
    const width = Array.isArray(shape) && shape.length === 2 && (shape[1] ?? -1) > 0 ? shape[1] : undefined;
    return { tensor: { dtype, width } };
  }
  if (!fields.every((field: SignatureField | null) => typeof field?.name === 'string')) return undefined;
  return { columns: fields.map(columnOf) };
}

interface SignatureField {
  readonly name?: string;
  readonly type?: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly 'tensor-spec'?: { readonly dtype?: string; readonly shape?: readonly number[] };
}

/** MLflow 2.6 and later write `required`, earlier ones `optional`. */
function columnOf({ name = '', type = 'double', required, optional, 'tensor-spec': tensor }: SignatureField): SignatureColumn {
  return { name, type: String(type === 'tensor' ? (tensor?.dtype ?? type) : type), required: required ?? optional !== true };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SourceError('expected the signature of the MLmodel to hold its inputs as JSON, got other text', { cause });
  }
}

interface ResourceFeature {
  readonly name: string;
  readonly type: 'numeric' | 'categorical';
}

const texts: ReadonlySet<string> = new Set(['string', 'str', 'object', 'datetime', 'binary']);

/**
 * What a signature and the features of the resource disagree on, with both lists; undefined where they fit.
 *
 * @param byOrder whether the model file holds no names, so that the order of the columns counts
 */
export function signatureProblem(
  { columns, tensor }: ModelSignature,
  features: readonly ResourceFeature[],
  byOrder = false,
): string | undefined {
  const ours = features.map(({ name, type }) => `${name} (${type})`).join(', ');
  if (tensor !== undefined) {
    const { width, dtype } = tensor;
    if (width === undefined || width === features.length) return undefined;
    return `expected ${width} features, as the signature of the MLmodel has a tensor of ${width} columns of ${dtype}, got ${features.length}: ${ours}`;
  }
  const theirs = columns ?? [];
  const found = columnProblem(theirs, features) ?? (byOrder ? orderProblem(theirs, features) : undefined);
  if (found === undefined) return undefined;
  return `${found}; signature of the MLmodel: ${theirs.map(columnText).join(', ')}; features of the resource: ${ours}`;
}

function columnProblem(columns: readonly SignatureColumn[], features: readonly ResourceFeature[]): string | undefined {
  const known = new Map(columns.map((column) => [column.name, column]));
  const listed = new Set(features.map(({ name }) => name));
  const missing = columns.filter(({ name, required }) => required && !listed.has(name)).map(({ name }) => name);
  if (missing.length > 0) return `expected the features ${missing.join(', ')}, which the resource does not list`;
  const extra = features.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  if (extra.length > 0) return `expected only columns of the signature as features, got ${extra.join(', ')}`;
  const text = features.find(({ name, type }) => type === 'numeric' && texts.has(known.get(name)?.type ?? ''));
  return text === undefined
    ? undefined
    : `expected the feature ${text.name} to be categorical, as its column holds ${known.get(text.name)?.type}`;
}

function orderProblem(columns: readonly SignatureColumn[], features: readonly ResourceFeature[]): string | undefined {
  const order = columns.filter(({ name }) => features.some((feature) => feature.name === name));
  const first = order.findIndex(({ name }, index) => features[index]?.name !== name);
  return first < 0
    ? undefined
    : `expected the features in the order of the signature, as the model file holds no names: ${order[first]?.name} at position ${first + 1}, got ${features[first]?.name}`;
}

function columnText({ name, type, required }: SignatureColumn): string {
  return `${name} (${type}${required ? '' : ', optional'})`;
}
