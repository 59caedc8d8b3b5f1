import type { ChildItem } from '../caches/children.ts';
import { unusualMonitors } from './unusualMonitors.ts';

const fields = { 'f:spec': {} };
const child = (kind: string, rest: Partial<ChildItem> = {}) => ({ kind, applied: 'hash', fields, ...rest }) as ChildItem;
const whole = [child('service'), child('deployment')];
const keys = Array.from({ length: 1000 }, (_, index) => `models/wine-${index}`);
const find = (others: Readonly<Record<string, readonly ChildItem[]>>) =>
  unusualMonitors(
    keys,
    (key) => others[key] ?? whole,
    () => undefined,
  );

test('monitors whose objects are like those of all others are not unusual', async () => {
  expect(await find({ 'models/wine-1': [child('deployment'), child('service')] })).toEqual([]);
});

test.each([
  { what: 'lacks an object', children: [child('service')] },
  { what: 'has an object of which another manager took a field', children: [child('service'), child('deployment', { fields: {} })] },
  { what: 'has an object that does not say what was applied', children: [child('service', { applied: undefined }), child('deployment')] },
])('a monitor that $what goes first', async ({ children }) => {
  expect(await find({ 'models/wine-7': children })).toEqual(['models/wine-7']);
});
