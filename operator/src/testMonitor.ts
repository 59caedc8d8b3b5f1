import type { ControlPlane } from '../../test/controlPlane/startControlPlane.ts';

/** A monitor as its author writes it: one feature, one version. */
export function testMonitor(name: string, spec: Readonly<Record<string, unknown>> = {}): object {
  const source = (of: string, key: string) => ({ source: { configMap: { name: `${name}-${of}`, key } } });
  const { model, drift, ...rest } = spec as { model?: object; drift?: object };
  return {
    apiVersion: 'modelmonitor.dev/v1alpha1',
    kind: 'ModelMonitor',
    metadata: { name },
    spec: {
      model: {
        task: 'classification',
        features: [{ name: 'alcohol', type: 'numeric' }],
        target: { name: 'colour', classes: ['red', 'white'] },
        versions: [{ name: 'v1', format: 'forest', ...source('model', 'model.json') }],
        ...model,
      },
      drift: { reference: source('reference', 'reference.csv'), ...drift },
      ...rest,
    },
  };
}

/** Objects of one namespace of a test, read from the API server. */
export interface TestNamespace {
  readonly name: string;
  /** Path of a kind or an object, such as `deployments/wine`. */
  path(of: string): string;
  /** An object; undefined when it does not exist. */
  get(of: string): Promise<TestObject | undefined>;
  create(monitor: object): Promise<TestObject>;
  patch(of: string, body: object, contentType?: string): Promise<TestObject>;
  remove(of: string): Promise<void>;
}

export interface TestObject {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly generation?: number;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly { readonly uid: string; readonly kind: string; readonly controller?: boolean }[];
  };
  readonly spec?: { readonly [field: string]: unknown };
  readonly status?: { readonly [field: string]: unknown };
  readonly data?: Readonly<Record<string, string>>;
  readonly items?: readonly TestObject[];
  readonly [field: string]: unknown;
}

const groups: Readonly<Record<string, string>> = {
  configmaps: '/api/v1',
  services: '/api/v1',
  serviceaccounts: '/api/v1',
  deployments: '/apis/apps/v1',
  replicasets: '/apis/apps/v1',
  cronjobs: '/apis/batch/v1',
  jobs: '/apis/batch/v1',
  roles: '/apis/rbac.authorization.k8s.io/v1',
  rolebindings: '/apis/rbac.authorization.k8s.io/v1',
  networkpolicies: '/apis/networking.k8s.io/v1',
  ingresses: '/apis/networking.k8s.io/v1',
  httproutes: '/apis/gateway.networking.k8s.io/v1',
  poddisruptionbudgets: '/apis/policy/v1',
  horizontalpodautoscalers: '/apis/autoscaling/v2',
  endpointslices: '/apis/discovery.k8s.io/v1',
  leases: '/apis/coordination.k8s.io/v1',
  events: '/apis/events.k8s.io/v1',
  servicemonitors: '/apis/monitoring.coreos.com/v1',
  prometheuses: '/apis/monitoring.coreos.com/v1',
  alertmanagerconfigs: '/apis/monitoring.coreos.com/v1alpha1',
  modelmonitors: '/apis/modelmonitor.dev/v1alpha1',
};

/** Creates a namespace for a test. */
export async function createTestNamespace(
  { client }: Pick<ControlPlane, 'client'>,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<TestNamespace> {
  const created = await client.post('/api/v1/namespaces', { metadata: { name, labels } });
  if (created.status !== 201) throw new Error(`namespace ${name} was not created: ${created.body.message}`);
  const path = (of: string) => `${groups[of.split('/')[0] ?? '']}/namespaces/${name}/${of}`;
  const bodyOf = <Body>({ status, body }: { status: number; body: Body & { message?: string } }, what: string): Body => {
    if (status >= 300) throw new Error(`${what}: ${status} ${body.message}`);
    return body;
  };
  return {
    name,
    path,
    async get(of) {
      const answer = await client.get<TestObject>(path(of));
      return answer.status === 404 ? undefined : bodyOf(answer, of);
    },
    create: async (monitor) => bodyOf(await client.post<TestObject>(path('modelmonitors'), monitor), 'the monitor was refused'),
    patch: async (of, body, contentType) => bodyOf(await client.patch<TestObject>(path(of), body, contentType), of),
    async remove(of) {
      bodyOf(await client.delete<TestObject>(path(of)), of);
    },
  };
}
