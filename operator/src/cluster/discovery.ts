import type { Transport } from '@modelmonitor/kube';
import { kindOf } from '@modelmonitor/kube';
import { childTypes, type ResourceType } from '@modelmonitor/render';
import type { OptionalKind } from '../caches/cachedKinds.ts';
import { watchedTypes } from '../caches/cachedKinds.ts';

const types: Readonly<Record<OptionalKind, ResourceType>> = {
  serviceMonitor: childTypes.serviceMonitor,
  alertmanagerConfig: childTypes.alertmanagerConfig,
  prometheus: watchedTypes.prometheus,
};

/** Which of the kinds that not every cluster has this one has. */
export type Discovered = Readonly<Record<OptionalKind, boolean>>;

/** Asks the API server which kinds it knows. @throws ApiError when it cannot be told */
export async function discover({ request }: Pick<Transport, 'request'>, signal: AbortSignal): Promise<Discovered> {
  const groups = [...new Set(Object.values(types).map(({ apiVersion }) => apiVersion))];
  const known = new Map(await Promise.all(groups.map(async (group) => [group, await pluralsOf(group)] as const)));
  const has = ({ apiVersion, plural }: ResourceType) => known.get(apiVersion)?.has(plural) === true;
  return {
    serviceMonitor: has(types.serviceMonitor),
    alertmanagerConfig: has(types.alertmanagerConfig),
    prometheus: has(types.prometheus),
  };

  async function pluralsOf(group: string): Promise<ReadonlySet<string>> {
    try {
      const { resources } = (await request({ method: 'GET', path: `/apis/${group}`, signal })) as {
        resources: readonly { name: string }[];
      };
      return new Set(resources.map(({ name }) => name));
    } catch (error) {
      if (kindOf(error) === 'notFound') return new Set();
      throw error;
    }
  }
}
