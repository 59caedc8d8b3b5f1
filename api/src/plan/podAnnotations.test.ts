import { exampleMonitor } from '../exampleMonitor.ts';
import { createValidator } from '../validation/validate.ts';
import { podPlacement } from './placement.ts';
import { planFor } from './planFor.ts';

const validate = createValidator();

function planWith(annotations: Readonly<Record<string, string>>, podAnnotations?: readonly string[]) {
  const { monitor } = validate(exampleMonitor({ 'spec.serving.podTemplate': { annotations }, 'spec.drift.podTemplate': { annotations } }));
  if (monitor === undefined) throw new Error('expected a valid monitor');
  const plan = planFor(monitor, { ...podPlacement, ...(podAnnotations === undefined ? {} : { podAnnotations }) });
  const { serving, drift } = plan.monitor.spec;
  return { plan, kept: [serving, drift].map(({ podTemplate }) => podTemplate?.annotations) };
}

test.each([
  'iam.amazonaws.com/role',
  'vault.hashicorp.com/agent-inject',
  'vault.hashicorp.com/agent-inject-secret-key',
  'k8s.v1.cni.cncf.io/networks',
  'sidecar.istio.io/userVolume',
  'sidecar.istio.io/proxyImage',
  'proxy.istio.io/config',
  'config.linkerd.io/proxy-image',
  'container.apparmor.security.beta.kubernetes.io/predictor',
  'instrumentation.opentelemetry.io/inject-nodejs',
  'cni.projectcalico.org/ipAddrs',
  'ad.datadoghq.com/predictor.checks',
  'prometheus.io',
  'prometheus.iox/scrape',
  'sidecar.istio.io/injectTemplates',
  '__proto__x',
])('%s is not set, and the plan says so', (key) => {
  const { plan, kept } = planWith({ [key]: 'a', 'karpenter.sh/do-not-disrupt': 'true' });
  expect(kept).toEqual(Array(2).fill({ 'karpenter.sh/do-not-disrupt': 'true' }));
  expect(plan.unsupported).toEqual(
    ['serving', 'drift'].map((part) => ({
      path: `spec.${part}.podTemplate.annotations`,
      reason: 'NotAllowed',
      message: `pods do not get ${key}: the operator sets annotations that its administrator allows (--pod-annotations)`,
    })),
  );
});

test.each([
  { name: 'a harmless one', key: 'prometheus.io/scrape', allowed: undefined },
  { name: 'one of a listed start', key: 'example.com/team', allowed: ['example.com/*'] },
  { name: 'a listed one', key: 'proxy.istio.io/config', allowed: ['a', 'proxy.istio.io/config'] },
  { name: 'any, where all are allowed', key: 'iam.amazonaws.com/role', allowed: ['*'] },
])('$name is set', ({ key, allowed }) => {
  const { plan, kept } = planWith({ [key]: 'a' }, allowed);
  expect([kept, plan.unsupported]).toEqual([Array(2).fill({ [key]: 'a' }), []]);
});

test('pods are not replaced for an annotation that they do not get', () => {
  expect(planWith({ other: 'a' }).plan.hash).toBe(planWith({ other: 'b' }).plan.hash);
  expect(planWith({ 'prometheus.io/path': 'a' }).plan.hash).not.toBe(planWith({ 'prometheus.io/path': 'b' }).plan.hash);
});
