import { exampleMonitor } from '../exampleMonitor.ts';
import { createValidator } from '../validation/validate.ts';
import { staleAt } from './staleAt.ts';

const validate = createValidator();
const noon = Date.UTC(2026, 0, 5, 12);
const hour = 3_600_000;

test.each([
  { name: 'three intervals', changes: { 'spec.drift.every': '1h' }, expected: noon + 3 * hour },
  { name: 'an hour is the interval that is not said', changes: { 'spec.drift.every': undefined }, expected: noon + 3 * hour },
  {
    name: 'three times of the schedule, not three equal steps',
    changes: { 'spec.drift.every': undefined, 'spec.drift.schedule': '0 6,18 * * *' },
    expected: noon + 30 * hour,
  },
  { name: 'what the resource says', changes: { 'spec.alerts.staleAfter': '90m' }, expected: noon + 1.5 * hour },
])('$name', ({ changes, expected }) => {
  const { monitor } = validate(exampleMonitor(changes));
  expect(monitor && staleAt(monitor, noon)).toBe(expected);
});
