import type { MonitorStatus } from '@modelmonitor/api';
import type { AlertmanagerItem } from '../caches/prometheuses.ts';
import { createRoutingBook, type RoutingBookOptions } from './routing.ts';
import { testFacts } from './testFacts.ts';

const email = (rest: object = {}) => ({ alerts: { receivers: [{ email: { to: 'a@example.org', ...rest } }] } });

/** An Alertmanager that selects everything, whose configuration is generated. */
function alertmanager(rest: Partial<AlertmanagerItem> = {}): AlertmanagerItem {
  const identity = { key: 'monitoring/main', uid: 'one', resourceVersion: '1', namespace: 'monitoring', generation: 1 };
  const state = { hasMailServer: undefined, reconciled: true, problem: '' };
  return { ...identity, configs: { objects: {}, namespaces: {} }, ...state, ...rest };
}

/** A book whose Alertmanager and time can be changed. */
function testBook(mailServer: RoutingBookOptions['mailServer'] = 'auto') {
  const world = { now: 0, alertmanager: alertmanager() };
  const caches = {
    alertmanagers: { values: () => [world.alertmanager] },
    rejections: { values: () => [] },
    namespaces: { get: () => undefined },
    children: { indexed: () => [] },
    mayRead: () => true,
    hasKind: () => true,
    seesAllNamespaces: true,
  } as unknown as RoutingBookOptions['caches'];
  const book = createRoutingBook({ caches, clock: { monotonic: () => world.now }, mailServer });
  const context = { has: { serviceMonitor: true, alertmanagerConfig: true } };
  const routing = (spec: Readonly<Record<string, unknown>>, previous: MonitorStatus = {}, generation = 1) =>
    book.routing(testFacts({ spec }).plan, { key: 'models/wine', generation, previous, context });
  return { world, routing };
}

const noServer = 'failed to generate Alertmanager configuration: SMTP smarthost is a mandatory field, it is neither specified at …';

test('an Alertmanager that failed for the lack of a mail server gets no e-mail for an hour, or until it is changed', () => {
  const { world, routing } = testBook();
  const lacks = () => routing(email()).lacksMailServer;
  expect(lacks()).toBe(false);
  world.alertmanager = alertmanager({ reconciled: false, problem: noServer });
  expect([lacks(), routing(email({ smarthost: 'mail:25', from: 'b@example.org' })).lacksMailServer]).toEqual([true, false]);
  world.alertmanager = alertmanager();
  expect(lacks()).toBe(true);
  world.now = 3_600_001;
  expect(lacks()).toBe(false);
  world.alertmanager = alertmanager({ reconciled: false, problem: noServer });
  lacks();
  world.alertmanager = alertmanager({ generation: 2 });
  expect(lacks()).toBe(false);
});

test.each<{ mailServer: RoutingBookOptions['mailServer']; hasMailServer: boolean | undefined; lacks: boolean }>([
  { mailServer: 'auto', hasMailServer: true, lacks: false },
  { mailServer: 'auto', hasMailServer: false, lacks: true },
  { mailServer: 'true', hasMailServer: undefined, lacks: false },
  { mailServer: 'false', hasMailServer: undefined, lacks: true },
  { mailServer: 'true', hasMailServer: false, lacks: true },
])('with the flag $mailServer and a resource that says $hasMailServer, the mail server is missing: $lacks', (one) => {
  const { world, routing } = testBook(one.mailServer);
  world.alertmanager = alertmanager({ hasMailServer: one.hasMailServer });
  expect(routing(email()).lacksMailServer).toBe(one.lacks);
});

test.each([
  { named: 'models/wine-v2', isOwn: false },
  { named: 'models/wine2', isOwn: false },
  { named: 'models/wine.old', isOwn: false },
  { named: 'ml-models/wine', isOwn: false },
  { named: 'models/wine', isOwn: true },
  { named: '"models/wine".', isOwn: true },
])('a failure that names $named is about models/wine: $isOwn', ({ named, isOwn }) => {
  const { world, routing } = testBook();
  world.alertmanager = alertmanager({ reconciled: false, problem: `failed to generate: AlertmanagerConfig ${named}: broken` });
  expect(routing(email()).withdrawn !== undefined).toBe(isOwn);
});

test('an AlertmanagerConfig that an Alertmanager names as the cause of its failure stays out until the resource changes', () => {
  const { world, routing } = testBook();
  const problem = 'failed to generate Alertmanager configuration: AlertmanagerConfig models/wine: broken';
  world.alertmanager = alertmanager({ reconciled: false, problem });
  expect(routing(email()).withdrawn).toBe(problem);
  world.alertmanager = alertmanager({ reconciled: false, problem: problem.replace('wine', 'iris') });
  expect(routing(email()).withdrawn).toBeUndefined();
  const was = {
    type: 'AlertsRouted',
    status: 'False',
    reason: 'Withdrawn',
    message: problem,
    lastTransitionTime: '',
    observedGeneration: 1,
  };
  const previous = { conditions: [was] } as unknown as MonitorStatus;
  world.alertmanager = alertmanager();
  expect([routing(email(), previous, 1).withdrawn, routing(email(), previous, 2).withdrawn]).toEqual([problem, undefined]);
});
