import { exampleMonitor } from '../exampleMonitor.ts';
import { createValidator } from '../validation/validate.ts';
import { driftAlertShares } from './driftAlertShares.ts';

const validate = createValidator();
const levels = (...shares: number[]) => ({ 'spec.drift.levels': shares.map((share) => ({ share, action: 'recollect' })) });

test.each([
  { name: 'by default', changes: {}, shares: { warning: 0.5, critical: 0.75 } },
  { name: 'with a level above the share', changes: { 'spec.alerts.driftShare': 0.3 }, shares: { warning: 0.3, critical: 0.5 } },
  { name: 'with levels in any order', changes: { 'spec.drift.share': 0.4, ...levels(0.9, 0.2) }, shares: { warning: 0.4, critical: 0.9 } },
  { name: 'without levels', changes: { 'spec.drift.share': 0.2, ...levels() }, shares: { warning: 0.2, critical: 0.6 } },
  { name: 'where only all features are drift', changes: { 'spec.drift.share': 1 }, shares: { warning: 1, critical: 1 } },
])('$name', ({ changes, shares }) => {
  const { monitor } = validate(exampleMonitor(changes));
  expect(monitor && driftAlertShares(monitor)).toEqual(shares);
});
