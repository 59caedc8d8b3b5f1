import { alertsConditions } from './monitoringConditions.ts';
import { testFacts, testRouting } from './testFacts.ts';

const spec = { alerts: { receivers: [{ email: { to: 'a@example.org' } }] } };
const before = (reason: string) => ({
  conditions: [
    { type: 'AlertsRouted' as const, status: 'True' as const, reason, message: 'as before', lastTransitionTime: '', observedGeneration: 1 },
  ],
});

test.each<{ routing: Parameters<typeof testRouting>[0]; previous?: string; becomes: string }>([
  { routing: {}, becomes: 'True Routed' },
  { routing: { isSettled: false }, becomes: 'Unknown Pending' },
  { routing: { isSettled: false }, previous: 'Routed', becomes: 'True Routed' },
  { routing: { isSettled: false }, previous: 'Rejected', becomes: 'False Rejected' },
  { routing: { isReported: false }, becomes: 'Unknown NotReported' },
  { routing: { rejected: 'secrets "slack" not found' }, becomes: 'False Rejected' },
  { routing: { withdrawn: 'broken' }, becomes: 'False Withdrawn' },
  { routing: { lacksMailServer: true }, becomes: 'False NoMailServer' },
  { routing: { problem: 'monitoring/main: broken' }, becomes: 'False AlertmanagerFailing' },
  { routing: { selectedBy: [] }, becomes: 'False NotSelected' },
  { routing: { selectedBy: [], selectors: [] }, becomes: 'False NoAlertmanager' },
  { routing: { selectedBy: [], seesAllNamespaces: false }, becomes: 'Unknown NotAllowed' },
  { routing: { mayRead: false }, becomes: 'Unknown NotAllowed' },
  { routing: { hasAlertmanagerConfig: false }, becomes: 'False AlertmanagerConfigMissing' },
])('alerts of $routing, which were $previous, are $becomes', ({ routing, previous, becomes }) => {
  const facts = testFacts({ spec, routing: testRouting(routing), ...(previous === undefined ? {} : { previous: before(previous) }) });
  expect(alertsConditions(facts).map(({ status, reason }) => `${status} ${reason}`)).toEqual([becomes]);
});

test('without receivers there is nothing to say', () => {
  expect(alertsConditions(testFacts())).toEqual([]);
});
