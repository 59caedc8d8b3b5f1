import Type from 'typebox';
import { objectName } from './objectName.ts';

const part = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const domain = '[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*';

/** A map of labels or annotations: a key is a name, or a domain and a name. */
const keyValues = (value: object, description: string) =>
  Type.Optional(
    Type.Unsafe<Record<string, string>>({
      type: 'object',
      propertyNames: {
        type: 'string',
        pattern: `^(${domain}/)?${part}$`,
        'x-expected': 'keys of letters, digits, -, _ and ., such as team or example.com/team',
      },
      additionalProperties: { type: 'string', ...value },
      description,
    }),
  );

/** Fields that Kubernetes sets on a stored object; without a cluster they are accepted and ignored. */
const setByKubernetes = [
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

/** `metadata` as Kubernetes accepts it, for validation without a cluster; an API server checks it by itself. */
export const metadataSchema = Type.Object(
  {
    name: objectName('Name of the monitor.'),
    namespace: Type.String({
      pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
      maxLength: 63,
      default: 'default',
      'x-expected': 'lower-case letters, digits and -',
      description: 'Namespace of the monitor.',
    }),
    labels: keyValues(
      {
        pattern: `^(${part})?$`,
        'x-expected': 'at most 63 letters, digits, -, _ and ., a letter or digit first and last',
        description: 'Value of the label.',
      },
      'Labels of the monitor.',
    ),
    annotations: keyValues({ description: 'Value of the annotation.' }, 'Annotations of the monitor.'),
    ...(Object.fromEntries(
      setByKubernetes.map((name) => [name, Type.Optional(Type.Unsafe<unknown>({ description: 'Set by Kubernetes.' }))]),
    ) as Record<(typeof setByKubernetes)[number], Type.TOptional<Type.TUnsafe<unknown>>>),
  },
  { additionalProperties: false, description: 'Standard Kubernetes metadata.' },
);
