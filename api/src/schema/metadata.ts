import Type from 'typebox';
import { objectName } from './objectName.ts';

const part = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const domain = '[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*';

/** A map of labels or annotations: keys are a name, a domain in front of it where one likes. */
const keyed = (value: object, description: string) =>
  Type.Optional(
    Type.Unsafe<Record<string, string>>({
      type: 'object',
      propertyNames: {
        type: 'string',
        pattern: `^(${domain}/)?${part}$`,
        'x-wanted': 'keys of letters, digits, -, _ and ., such as team or example.com/team',
      },
      additionalProperties: { type: 'string', ...value },
      description,
    }),
  );

/** Fields that a stored object has and its author does not write; a laptop takes them as they are. */
const written = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'finalizers',
  'generateName',
  'generation',
  'managedFields',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
] as const;

/** `metadata`: what Kubernetes takes there, for the judge on a laptop; an API server knows by itself. */
export const metadataSchema = Type.Object(
  {
    name: objectName('Name of the monitor.'),
    namespace: Type.String({
      pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
      maxLength: 63,
      default: 'default',
      'x-wanted': 'lower-case letters, digits and -',
      description: 'Namespace of the monitor.',
    }),
    labels: keyed(
      {
        pattern: `^(${part})?$`,
        'x-wanted': 'at most 63 letters, digits, -, _ and ., a letter or digit first and last',
        description: 'Value of the label.',
      },
      'Labels, by which monitors are selected.',
    ),
    annotations: keyed({ description: 'Value of the annotation.' }, 'Annotations, which nothing selects by.'),
    ...(Object.fromEntries(
      written.map((name) => [name, Type.Optional(Type.Unsafe<unknown>({ description: 'Kept by Kubernetes; not written by hand.' }))]),
    ) as Record<(typeof written)[number], Type.TOptional<Type.TUnsafe<unknown>>>),
  },
  { additionalProperties: false, description: 'Standard Kubernetes metadata.' },
);
