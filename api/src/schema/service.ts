import Type from 'typebox';
import { annotations, labels } from './labels.ts';
import { words } from './words.ts';

const onlyWith = (field: string, types: readonly string[]) => ({
  rule: `!has(self.${field}) || self.type in [${types.map((type) => `'${type}'`).join(', ')}]`,
  message: `${field} requires type ${types.join(' or ')}`,
  fieldPath: `.${field}`,
});

/** `serving.service`: the Service for callers. */
export const serviceSchema = Type.Object(
  {
    type: words(['ClusterIP', 'NodePort', 'LoadBalancer'], {
      default: 'ClusterIP',
      description: 'Type of the Service. With NodePort and LoadBalancer, metrics have a Service of their own inside the cluster.',
    }),
    port: Type.Integer({ minimum: 1, maximum: 65_535, default: 8000, description: 'Port for callers.' }),
    labels: Type.Optional(labels('Labels added to the Service.')),
    annotations: Type.Optional(annotations('Annotations added to the Service.')),
    loadBalancerClass: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?$',
        maxLength: 317,
        'x-expected': 'a name such as service.k8s.aws/nlb',
        description: 'Which load balancer is used; it cannot be changed while the type is LoadBalancer.',
      }),
    ),
    loadBalancerSourceRanges: Type.Optional(
      Type.Array(addressRange('Addresses of callers.'), {
        minItems: 1,
        maxItems: 64,
        'x-kubernetes-list-type': 'set',
        description: 'Addresses from which the load balancer accepts connections; all when absent.',
      }),
    ),
    externalTrafficPolicy: Type.Optional(
      words(['Cluster', 'Local'], { description: 'Local keeps the addresses of callers, and uses pods of the node only.' }),
    ),
    ipFamilyPolicy: Type.Optional(
      words(['SingleStack', 'PreferDualStack', 'RequireDualStack'], { description: 'Whether the Service has IPv4 and IPv6 addresses.' }),
    ),
  },
  {
    additionalProperties: false,
    description: 'The Service for callers.',
    'x-kubernetes-validations': [
      onlyWith('loadBalancerClass', ['LoadBalancer']),
      onlyWith('loadBalancerSourceRanges', ['LoadBalancer']),
      onlyWith('externalTrafficPolicy', ['NodePort', 'LoadBalancer']),
      { rule: 'self.port != 9090', message: 'expected another port than that of metrics, 9090', fieldPath: '.port' },
    ],
  },
);

/** A range of addresses. */
export function addressRange(description: string) {
  return Type.String({
    pattern: '^([0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)/[0-9]{1,3}$',
    maxLength: 64,
    'x-expected': 'a range of addresses such as 10.0.0.0/8',
    description,
  });
}
