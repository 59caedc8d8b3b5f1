import type { Outcome } from '@modelmonitor/kube';
import { namespaceServiceMonitor, type RenderContext, sharesServiceMonitor } from '@modelmonitor/render';
import type { Caches } from '../caches/caches.ts';
import { type ApplyOptions, applyChildren, removeChildren } from '../children/applyChildren.ts';
import type { Claims } from '../claims/claims.ts';
import { outcomeOf } from './failures.ts';

/** Key in the queue, and of the objects in the cache, for what the monitors of a namespace share: that of a monitor without a name. */
export const namespaceKey = (namespace: string): string => `${namespace}/`;

export const isNamespaceKey = (key: string): boolean => key.endsWith('/');

export interface NamespaceOptions extends Pick<ApplyOptions, 'client' | 'writes' | 'meter'> {
  readonly caches: Pick<Caches, 'monitors' | 'children'>;
  readonly context: () => Pick<RenderContext, 'has' | 'serviceMonitorScope' | 'serviceMonitorLabels' | 'class'>;
  readonly claims: Pick<Claims, 'isOthers'>;
}

/** Brings the ServiceMonitor that the monitors of a namespace share into its state; it is deleted with the last monitor that needs it. */
export async function reconcileNamespace(key: string, options: NamespaceOptions, signal: AbortSignal): Promise<Outcome> {
  const { caches } = options;
  const context = options.context();
  const namespace = key.slice(0, -1);
  const isShared = context.has.serviceMonitor && context.serviceMonitorScope === 'namespace';
  const needs =
    isShared &&
    [...caches.monitors.values()].some(
      (item) =>
        item.namespace === namespace &&
        !item.deleting &&
        !options.claims.isOthers(item.key) &&
        sharesServiceMonitor(item.spec.monitoring.serviceMonitor, context),
    );
  const shared = namespaceServiceMonitor(namespace, context);
  const children = needs ? [shared] : [];
  // Operators of other classes have their own, with another name.
  const items = caches.children.indexed(key).filter(({ name }) => name === shared.object.metadata.name);
  const live = new Map(items.map((item) => [item.key, item]));
  const applying = { ...options, monitor: { key, uid: '', generation: 0 }, live, signal };
  const surplus = children.length === 0 ? items.filter(({ deleting }) => !deleting) : [];
  return outcomeOf([...(await applyChildren(children, applying)), ...(await removeChildren(surplus, applying))]);
}
