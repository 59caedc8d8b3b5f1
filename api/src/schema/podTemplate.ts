import Type from 'typebox';
import { mapOf } from './mapOf.ts';
import { words } from './words.ts';

const quantities = (description: string) =>
  Type.Optional(
    mapOf(
      Type.String({
        pattern: '^[0-9]+([.][0-9]+)?(m|k|Ki|M|Mi|G|Gi)?$',
        maxLength: 32,
        'x-expected': 'a Kubernetes quantity such as 250m or 256Mi',
        description: 'Quantity of the resource.',
      }),
      {
        maxProperties: 8,
        description,
      },
    ),
  );

const texts = (description: string) =>
  Type.Optional(mapOf(Type.String({ maxLength: 4096, description: 'Its value.' }), { maxProperties: 64, description }));

/** CPU and memory of a pod. */
export const podResources = () =>
  Type.Object(
    { requests: quantities('Resources reserved for a pod.'), limits: quantities('Most resources a pod may use.') },
    { additionalProperties: false, description: 'CPU and memory of a pod.' },
  );

/** Fields for the specification of pods, which the predictor and the drift job have in common. */
export const podTemplateFields = {
  nodeSelector: texts('Labels a node must have.'),
  tolerations: Type.Optional(
    Type.Array(
      Type.Object(
        {
          key: Type.Optional(Type.String({ maxLength: 317, description: 'Taint key.' })),
          operator: Type.Optional(words(['Exists', 'Equal'], { description: 'How the value is compared.' })),
          value: Type.Optional(Type.String({ maxLength: 63, description: 'Taint value.' })),
          effect: Type.Optional(words(['NoSchedule', 'PreferNoSchedule', 'NoExecute'], { description: 'Taint effect.' })),
          tolerationSeconds: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: 1_000_000_000,
              description: 'How long NoExecute is tolerated, in seconds.',
            }),
          ),
        },
        { additionalProperties: false, description: 'One toleration.' },
      ),
      { maxItems: 32, 'x-kubernetes-list-type': 'atomic', description: 'Taints the pods tolerate.' },
    ),
  ),
  affinity: Type.Optional(
    Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
      description: 'Affinity as in a pod specification.',
    }),
  ),
  labels: texts('Labels added to the pods.'),
  annotations: texts('Annotations added to the pods.'),
} as const;
