import Type, { type TProperties } from 'typebox';
import { annotations, labels } from './labels.ts';
import { mapOf } from './mapOf.ts';
import { objectName } from './objectName.ts';
import { podEnvironment } from './podEnvironment.ts';
import { podVolumeMounts, podVolumes } from './podVolumes.ts';
import { quantity } from './quantity.ts';
import { words } from './words.ts';

const quantities = (description: string) =>
  Type.Optional(
    mapOf(quantity('Quantity of the resource.', { 'x-expected': 'a Kubernetes quantity such as 250m or 256Mi' }), {
      maxProperties: 8,
      description,
    }),
  );

/** CPU and memory of a pod. */
export const podResources = (description: string) =>
  Type.Object(
    { requests: quantities('Resources reserved for a pod.'), limits: quantities('Most resources a pod may use.') },
    { additionalProperties: false, description },
  );

const tolerations = Type.Optional(
  Type.Array(
    Type.Object(
      {
        key: Type.Optional(Type.String({ maxLength: 317, description: 'Taint key.' })),
        operator: Type.Optional(words(['Exists', 'Equal'], { description: 'How the value is compared.' })),
        value: Type.Optional(Type.String({ maxLength: 63, description: 'Taint value.' })),
        effect: Type.Optional(words(['NoSchedule', 'PreferNoSchedule', 'NoExecute'], { description: 'Taint effect.' })),
        tolerationSeconds: Type.Optional(
          Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'How long NoExecute is tolerated, in seconds.' }),
        ),
      },
      { additionalProperties: false, description: 'One toleration.' },
    ),
    { maxItems: 32, 'x-kubernetes-list-type': 'atomic', description: 'Taints the pods tolerate.' },
  ),
);

const topologySpreadConstraints = Type.Optional(
  Type.Array(
    Type.Object(
      {
        topologyKey: Type.String({ minLength: 1, maxLength: 317, description: 'Label of the nodes whose values are the domains.' }),
        maxSkew: Type.Integer({
          minimum: 1,
          maximum: 1000,
          default: 1,
          description: 'Largest difference between the numbers of pods of two domains.',
        }),
        whenUnsatisfiable: words(['ScheduleAnyway', 'DoNotSchedule'], {
          default: 'ScheduleAnyway',
          description: 'What happens to a pod that would exceed it.',
        }),
        minDomains: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 1000,
            description: 'Least number of domains, with DoNotSchedule; fewer count as one more that is empty.',
          }),
        ),
      },
      {
        additionalProperties: false,
        description: 'How the pods of this monitor are spread over one kind of domain.',
        'x-kubernetes-validations': [
          {
            rule: "!has(self.minDomains) || self.whenUnsatisfiable == 'DoNotSchedule'",
            message: 'minDomains requires whenUnsatisfiable: DoNotSchedule',
            fieldPath: '.minDomains',
          },
        ],
      },
    ),
    {
      maxItems: 8,
      'x-kubernetes-list-type': 'atomic',
      description: 'How the pods are spread; predictor pods over nodes, if possible, when absent.',
    },
  ),
);

const podTemplateFields = {
  labels: Type.Optional(labels('Labels added to the pods; those that the operator sets stay.')),
  annotations: Type.Optional(
    annotations(
      'Annotations added to the pods: harmless ones, and those that the administrator of the operator allows (docs/security.md).',
    ),
  ),
  nodeSelector: Type.Optional(labels('Labels a node must have.')),
  tolerations,
  affinity: Type.Optional(
    Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
      description: 'Affinity as in a pod specification.',
    }),
  ),
  topologySpreadConstraints,
  priorityClassName: Type.Optional(objectName('Priority class of the pods.')),
  runtimeClassName: Type.Optional(objectName('Runtime class of the pods.')),
  imagePullSecrets: Type.Optional(
    Type.Array(Type.Object({ name: objectName('Name of the Secret.') }, { additionalProperties: false, description: 'One Secret.' }), {
      maxItems: 8,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      description: 'Secrets with registry credentials, beside those of the operator.',
    }),
  ),
  env: Type.Optional(podEnvironment),
  volumes: Type.Optional(podVolumes),
  volumeMounts: Type.Optional(podVolumeMounts),
};

const driftAccount = {
  rule: "!has(self.serviceAccountName) || !self.serviceAccountName.endsWith('-drift')",
  message: 'expected an account whose name does not end in -drift: such accounts belong to the drift jobs of monitors',
  fieldPath: '.serviceAccountName',
};

const declared = {
  rule: '!has(self.volumeMounts) || (has(self.volumes) && self.volumeMounts.all(m, self.volumes.exists(v, v.name == m.name)))',
  message: 'volumeMounts names a volume that volumes does not list',
  fieldPath: '.volumeMounts',
};

/** Fields for the specification of pods, which the predictor and the drift job have in common, and those of one of them. */
export function podTemplate<Own extends TProperties>(
  own: Own,
  { description, rules = [] }: { description: string; rules?: readonly object[] },
) {
  return Type.Object(
    { ...podTemplateFields, ...own },
    { additionalProperties: false, description, 'x-kubernetes-validations': [driftAccount, declared, ...rules] },
  );
}
