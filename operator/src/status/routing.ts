import type { MonitorStatus, Plan } from '@modelmonitor/api';
import type { Clock } from '@modelmonitor/kube';
import { alertmanagerConfigLabels, type RenderContext } from '@modelmonitor/render';
import { watchedTypes } from '../caches/cachedKinds.ts';
import type { Caches } from '../caches/caches.ts';
import { childKey } from '../caches/children.ts';
import type { AlertmanagerItem } from '../caches/prometheuses.ts';
import { rejectionOf } from '../caches/rejections.ts';
import { labelsIn, type Selection, selectionOf } from './selection.ts';

/** How the alerts of a monitor reach their receivers, from the Alertmanager resources of the cluster. */
export interface Routing extends Selection {
  readonly hasAlertmanagerConfig: boolean;
  readonly hasAlertmanager: boolean;
  readonly mayRead: boolean;
  readonly seesAllNamespaces: boolean;
  /** Why the Prometheus operator rejected the AlertmanagerConfig in its present version. */
  readonly rejected: string | undefined;
  /** Whether it has to be checked again: it is, or was a moment ago, rejected. */
  readonly isChecked: boolean;
  /** Whether it exists, and its present version for long enough to have been rejected. */
  readonly isSettled: boolean;
  /** Whether it is expected to be settled soon. */
  readonly isPending: boolean;
  /** What an Alertmanager that selects it reports of its configuration, when that cannot be generated. */
  readonly problem: string | undefined;
  /** Whether the Prometheus operator reports on the Alertmanagers at all, and the operator may read it. */
  readonly isReported: boolean;
  /** E-mail without a mail server of its own is left out, since an Alertmanager has none: its whole configuration would fail. */
  readonly lacksMailServer: boolean;
  /** Why the AlertmanagerConfig is left out: an Alertmanager cannot generate its configuration with it. */
  readonly withdrawn: string | undefined;
}

export type MailServer = 'auto' | 'true' | 'false';

/** How often a rejected AlertmanagerConfig is checked again, in milliseconds: a Secret may have been created since. */
export const checkMilliseconds = 60_000;

/** What follows for the objects of the monitor. */
export function alertsContext(
  { isChecked, lacksMailServer, withdrawn }: Routing,
  now: number,
): Pick<RenderContext, 'hasMailServer' | 'withoutAlerts' | 'alertsCheck'> {
  return {
    hasMailServer: !lacksMailServer,
    withoutAlerts: withdrawn !== undefined,
    ...(!isChecked ? {} : { alertsCheck: new Date(now - (now % checkMilliseconds)).toISOString() }),
  };
}

/** What Alertmanagers were found out to lack, and since when versions of AlertmanagerConfigs exist. */
export interface RoutingBook {
  readonly routing: (plan: Plan, seen: RoutingSeen) => Routing;
  forget(key: string): void;
}

interface RoutingSeen {
  /** Key of the monitor. */
  readonly key: string;
  readonly generation: number;
  readonly previous: MonitorStatus;
  readonly context: Pick<RenderContext, 'has' | 'alertmanagerConfigLabels'>;
}

export interface RoutingBookOptions {
  readonly caches: Pick<Caches, 'alertmanagers' | 'namespaces' | 'rejections' | 'mayRead' | 'seesAllNamespaces' | 'hasKind' | 'children'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly mailServer: MailServer;
}

/** Time in which the Prometheus operator checks a new version, in milliseconds: it takes a second or two. */
export const settleMilliseconds = 20_000;

/** What the Prometheus operator reports of e-mail without a mail server: "SMTP smarthost is a mandatory field, …". */
const mailProblem = /SMTP (smarthost|from)/;

/** After this time e-mail is tried again with an Alertmanager that had no mail server, in milliseconds. */
const lackMilliseconds = 3_600_000;

export function createRoutingBook({ caches, clock, mailServer }: RoutingBookOptions): RoutingBook {
  const versions = new Map<string, { readonly version: string; readonly at: number }>();
  const lacks = new Map<string, { readonly generation: number; readonly at: number }>();
  const hasMailServer = ({ key, generation, hasMailServer: known, problem }: AlertmanagerItem): boolean => {
    if (known !== undefined || mailServer !== 'auto') return known ?? mailServer === 'true';
    if (mailProblem.test(problem)) lacks.set(key, { generation, at: clock.monotonic() });
    const lack = lacks.get(key);
    return lack === undefined || lack.generation !== generation || clock.monotonic() - lack.at > lackMilliseconds;
  };
  /** Whether the version of an object has existed for a while. */
  const isSettled = (key: string, version: string | undefined): boolean => {
    if (version === undefined) return false;
    const known = versions.get(key);
    if (known?.version !== version) versions.set(key, { version, at: clock.monotonic() });
    return clock.monotonic() - (versions.get(key)?.at ?? 0) >= settleMilliseconds;
  };
  return {
    forget: (key) => void versions.delete(key),
    routing(plan, { key, generation, previous, context }) {
      const { namespace, names } = plan;
      const managers = [...caches.alertmanagers.values()];
      const servers = managers.map((manager) => ({ key: manager.key, namespace: manager.namespace, ...manager.configs }));
      const selected = { namespace, labels: alertmanagerConfigLabels({ plan, context }) };
      const selection = selectionOf(selected, { servers, labelsOf: labelsIn(caches) });
      const own = managers.filter((manager) => selection.selectedBy.includes(manager.key));
      const config = caches.children
        .indexed(key)
        .find((child) => child.key === childKey('alertmanagerConfig', { namespace, name: names.predictor }));
      const rejectable = { kind: 'AlertmanagerConfig', namespace, name: names.predictor, resourceVersion: config?.resourceVersion };
      const rejected = rejectionOf(caches.rejections, rejectable);
      const before = previous.conditions?.find(({ type }) => type === 'AlertsRouted');
      const settled = isSettled(key, config?.resourceVersion);
      const failing = own.find(({ problem }) => problem !== '');
      const isBlamed =
        failing !== undefined && doesName(failing.problem, `${namespace}/${names.predictor}`) && !mailProblem.test(failing.problem);
      const isSticky = before?.reason === 'Withdrawn' && before.observedGeneration === generation;
      return {
        ...selection,
        hasAlertmanagerConfig: context.has.alertmanagerConfig,
        hasAlertmanager: caches.hasKind('alertmanager'),
        mayRead: caches.mayRead(watchedTypes.alertmanager),
        seesAllNamespaces: caches.seesAllNamespaces,
        rejected,
        isChecked: rejected !== undefined || before?.reason === 'Rejected',
        isSettled: settled,
        isPending: !settled && own.length > 0 && (plan.monitor.spec.alerts.receivers ?? []).length > 0,
        problem: failing === undefined ? undefined : `${failing.key}: ${failing.problem}`,
        isReported: caches.mayRead(watchedTypes.event) && own.length > 0 && own.every(({ reconciled }) => reconciled !== undefined),
        lacksMailServer: needsMailServer(plan) && !own.every(hasMailServer),
        withdrawn: isBlamed ? failing.problem : isSticky ? before.message : undefined,
      };
    },
  };
}

/** Whether a text names an object, and not another one whose name it is a part of. */
function doesName(text: string, name: string): boolean {
  return new RegExp(`(?<![-a-z0-9./])${name.replaceAll('.', '\\.')}(?![-a-z0-9/]|\\.[a-z0-9])`).test(text);
}

function needsMailServer({ monitor }: Plan): boolean {
  return (monitor.spec.alerts.receivers ?? []).some(({ email }) => email !== undefined && email.smarthost === undefined);
}
