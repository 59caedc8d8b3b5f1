import type { InvalidSample, Sample } from './sample.ts';

const selector = { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] };
const peers = [
  { podSelector: selector },
  { namespaceSelector: selector },
  { namespaceSelector: {} },
  { ipBlock: { cidr: 'fd00::/8', except: ['fd00:1::/32'] } },
];
const egress = [{}, { to: peers, ports: [{ port: 443 }, { protocol: 'UDP', port: 53 }] }];
const more = { labels: { team: 'a' }, annotations: { note: 'b' } };

/** How callers reach the model, without a fault. */
export const exposureSamples: readonly Sample[] = [
  {
    name: 'everything about how callers reach the model',
    changes: {
      'spec.serving.service': {
        ...more,
        type: 'LoadBalancer',
        port: 443,
        loadBalancerClass: 'service.k8s.aws/nlb',
        loadBalancerSourceRanges: ['10.0.0.0/8', '2001:db8::/32'],
        externalTrafficPolicy: 'Local',
        ipFamilyPolicy: 'PreferDualStack',
      },
      'spec.serving.ingress': { ...more, host: '*.example.org', path: '/wine', className: 'nginx', tls: { secretName: 'wine-tls' } },
      'spec.serving.httpRoute': {
        ...more,
        parentRefs: [{ name: 'public' }, { name: 'public', namespace: 'gateways', sectionName: 'https' }],
        hostnames: ['wine.example.org'],
        path: '/wine',
      },
      'spec.serving.networkPolicy': { from: peers, metricsFrom: peers, egress },
      'spec.drift.networkPolicy': { enabled: false, egress },
    },
  },
  { name: 'no NetworkPolicy', changes: { 'spec.serving.networkPolicy': { enabled: false } } },
  { name: 'an Ingress with the certificate of its controller', changes: { 'spec.serving.ingress': { host: 'wine', tls: {} } } },
];

/** Rules about how callers reach the model. */
export const exposureRuleSamples: readonly InvalidSample[] = [
  {
    name: 'source ranges without a load balancer',
    changes: { 'spec.serving.service': { type: 'NodePort', loadBalancerSourceRanges: ['10.0.0.0/8'] } },
    path: 'spec.serving.service.loadBalancerSourceRanges',
    message: 'loadBalancerSourceRanges requires type LoadBalancer',
  },
  {
    name: 'a class without a load balancer',
    changes: { 'spec.serving.service': { loadBalancerClass: 'internal' } },
    path: 'spec.serving.service.loadBalancerClass',
    message: 'loadBalancerClass requires type LoadBalancer',
  },
  {
    name: 'a policy for traffic that does not come',
    changes: { 'spec.serving.service': { externalTrafficPolicy: 'Local' } },
    path: 'spec.serving.service.externalTrafficPolicy',
    message: 'externalTrafficPolicy requires type NodePort or LoadBalancer',
  },
  {
    name: 'the port of metrics for callers',
    changes: { 'spec.serving.service': { port: 9090 } },
    path: 'spec.serving.service.port',
    message: 'expected another port than that of metrics, 9090',
  },
  {
    name: 'configuration for the controller of an Ingress',
    changes: {
      'spec.serving.ingress': { host: 'wine', annotations: { 'nginx.ingress.kubernetes.io/configuration-snippet': 'return 200;' } },
    },
    path: 'spec.serving.ingress.annotations',
    message: 'expected no annotation that adds configuration to the controller (…-snippet)',
  },
  {
    name: 'a peer that is nothing',
    changes: { 'spec.serving.networkPolicy': { from: [{}] } },
    path: 'spec.serving.networkPolicy.from[0]',
    message: 'expected ipBlock, or podSelector and namespaceSelector',
  },
  {
    name: 'a peer that is pods and addresses',
    changes: { 'spec.drift.networkPolicy': { egress: [{ to: [{ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }] }] } },
    path: 'spec.drift.networkPolicy.egress[0].to[0]',
    message: 'expected ipBlock, or podSelector and namespaceSelector',
  },
];
