type JsonType = 'string' | 'boolean' | 'integer' | 'array' | 'object';

/** A value of the chart: JSON Schema with a default. */
export interface ChartValue {
  readonly type: JsonType | readonly JsonType[];
  readonly description: string;
  readonly default?: unknown;
  readonly enum?: readonly (string | boolean)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: object;
  /** Values of a group; of a value with a default, the schema of its members. */
  readonly properties?: Readonly<Record<string, ChartValue | { readonly $ref: string }>>;
  readonly $defs?: Readonly<Record<string, object>>;
  readonly additionalProperties?: boolean | object;
}

export const text = (description: string, value = ''): ChartValue => ({ type: 'string', description, default: value });

/** One of some words, of which the first is the default. */
export const word = (description: string, [value, ...others]: readonly [string, ...string[]]): ChartValue => ({
  type: 'string',
  enum: [value, ...others],
  description,
  default: value,
});

export const flag = (description: string, value: boolean): ChartValue => ({ type: 'boolean', description, default: value });

export const count = (description: string, value: number, bounds: Pick<ChartValue, 'minimum' | 'maximum'>): ChartValue => ({
  type: 'integer',
  ...bounds,
  description,
  default: value,
});

/** A number or a percentage; none when empty. */
export const share = (description: string, value: number | ''): ChartValue => ({
  type: ['integer', 'string'],
  pattern: '^([0-9]+%)?$',
  minimum: 0,
  description,
  default: value,
});

export const list = (description: string): ChartValue => ({ type: 'array', items: { type: 'string' }, description, default: [] });

export const ports = (description: string, value: readonly number[]): ChartValue => ({
  type: 'array',
  items: { type: 'integer', minimum: 1, maximum: 65_535 },
  description,
  default: value,
});

export const texts = (description: string, value: Readonly<Record<string, string>> = {}): ChartValue => ({
  type: 'object',
  additionalProperties: { type: 'string' },
  description,
  default: value,
});

/** A part of a Kubernetes object, which Kubernetes validates. */
export const kubernetes = (description: string, value: object): ChartValue => ({
  type: Array.isArray(value) ? 'array' : 'object',
  description,
  default: value,
});

/** References to Secrets as Kubernetes has them, or their names alone. */
export const references = (description: string): ChartValue => ({
  type: 'array',
  items: {
    anyOf: [
      { type: 'string' },
      { type: 'object', required: ['name'], additionalProperties: false, properties: { name: { type: 'string' } } },
    ],
  },
  description,
  default: [],
});

export const group = (description: string, properties: Readonly<Record<string, ChartValue>>): ChartValue => ({
  type: 'object',
  additionalProperties: false,
  description,
  properties,
});

export const image = (description: string, repository: string): ChartValue =>
  group(description, {
    repository: text('Image name, with its registry.', repository),
    tag: text('Image tag; the chart version when empty.'),
    digest: { ...text('Image digest (sha256:…); replaces the tag.'), pattern: '^(sha256:[0-9a-f]{64})?$' },
  });

/** The values of a group by name; undefined for a value that is none. */
export function membersOf({ default: value, properties }: ChartValue): Readonly<Record<string, ChartValue>> | undefined {
  return value === undefined ? (properties as Readonly<Record<string, ChartValue>>) : undefined;
}
