import type { Window, WindowColumn } from '@modelmonitor/tables';
import { allFeatureRows } from './allFeatureRows.ts';
import { recentWindow } from './recentWindow.ts';

const feature = (values: (string | null)[]): WindowColumn => ({ name: 'soil', role: 'feature', type: 'categorical', values });
const times = (...values: number[]): WindowColumn => ({ name: 'time', role: 'time', type: 'numeric', values: Float64Array.from(values) });

const window: Window = {
  monitor: { namespace: 'default', name: 'wine' },
  rows: 3,
  columns: [
    feature(['sand', null, 'clay']),
    { name: 'prediction', role: 'prediction', type: 'categorical', values: ['red', 'red', 'white'] },
    times(10, 20, 30),
  ],
  refused: { rows: 2, columns: [times(15, 25), feature(['chalk', 'peat'])] },
};

test('features of captured and refused rows are one table, in the order in which they came', () => {
  expect(allFeatureRows(window)).toEqual({ rows: 5, columns: [feature(['sand', 'chalk', null, 'peat', 'clay'])] });
});

test('refused rows are as young as captured ones, and at most a tenth of the window', () => {
  const { refused, ...rest } = recentWindow(window, { maxRows: 10, since: 0 });
  expect(rest.rows).toBe(3);
  expect(refused).toEqual({ rows: 1, columns: [times(25), feature(['peat'])] });
  expect(recentWindow(window, { maxRows: 10, since: 26 })).not.toHaveProperty('refused');
});
