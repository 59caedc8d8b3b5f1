import type { Outcome } from '@modelmonitor/kube';
import { namespaceServiceMonitor, type RenderContext, sharesServiceMonitor } from '@modelmonitor/render';
import type { Caches, MonitorItem } from '../caches/caches.ts';
import { type ApplyOptions, applyChildren, removeChildren } from '../children/applyChildren.ts';
import type { Claims } from '../claims/claims.ts';
import { outcomeOf } from './failures.ts';

/** Key in the queue, and of the objects in the cache, for what the monitors of a namespace share: that of a monitor without a name. */
export const namespaceKey = (namespace: string): string => `${namespace}/`;

export const isNamespaceKey = (key: string): boolean => key.endsWith('/');

export interface NamespaceOptions extends Pick<ApplyOptions, 'client' | 'writes' | 'meter'> {
  readonly caches: Pick<Caches, 'monitors' | 'children'>;
  readonly context: () => Pick<RenderContext, 'has' | 'serviceMonitorScope' | 'serviceMonitorLabels' | 'class'>;
  readonly claims: Pick<Claims, 'isOthers' | 'isOwn'>;
  /** This operator: namespace and name of its lease. */
  readonly operator: string;
}

/**
 * Brings the ServiceMonitor that the monitors of a namespace share into its state; it is deleted with the last monitor that needs it. While
 * all of these are another operator's of this class, it is that operator's too.
 */
export async function reconcileNamespace(key: string, options: NamespaceOptions, signal: AbortSignal): Promise<Outcome> {
  const { caches } = options;
  const context = options.context();
  const namespace = key.slice(0, -1);
  const isShared = context.has.serviceMonitor && context.serviceMonitorScope === 'namespace';
  const sharing = [...caches.monitors.values()].filter(
    (item) =>
      item.namespace === namespace &&
      !item.deleting &&
      item.spec.class === context.class &&
      sharesServiceMonitor(item.spec.monitoring.serviceMonitor, context),
  );
  const isNeeded = isShared && sharing.length > 0;
  const shared = namespaceServiceMonitor(namespace, context);
  const children = isNeeded && sharing.some((item) => isOwn(item, options)) ? [shared] : [];
  // Operators of other classes have their own, with another name.
  const items = caches.children.indexed(key).filter(({ name }) => name === shared.object.metadata.name);
  const live = new Map(items.map((item) => [item.key, item]));
  const applying = { ...options, monitor: { key, uid: '', generation: 0 }, live, signal };
  const surplus = isNeeded ? [] : items.filter(({ deleting }) => !deleting);
  const { failures } = await applyChildren(children, applying);
  return outcomeOf([...failures, ...(await removeChildren(surplus, applying))]);
}

/** Whether a monitor is this operator's; one that has not had its turn yet is judged by its status. */
function isOwn({ key, status }: MonitorItem, { claims, operator }: NamespaceOptions): boolean {
  return claims.isOwn(key) || (!claims.isOthers(key) && (status.operator === undefined || status.operator === operator));
}
