import { conceptDetectors, type DetectorReport } from '@modelmonitor/api';
import { unbalancedTag } from '../unbalancedTag.ts';
import { detectorTable, detectorWords } from './detectorTable.ts';

function said(detector: DetectorReport): string | undefined {
  const markup = detectorTable([detector])?.text ?? '';
  expect(unbalancedTag(markup)).toBeUndefined();
  return markup
    .replace(/^.*<tbody>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

test.each<{ name: string; detector: DetectorReport; expected: string }>([
  {
    name: 'the latest of several signals, with its time',
    detector: {
      detector: 'page_hinkley',
      verdict: 'drifted',
      events: [
        { kind: 'warning', row: 3 },
        { kind: 'drift', row: 1200, time: '2026-11-21T03:06:51Z' },
      ],
      n_events: 2,
    },
    expected: 'Page–Hinkley Drifted 2 drift at row 1,200 2026-11-21 03:06 UTC',
  },
  { name: 'no signal', detector: { detector: 'adwin', verdict: 'stable', events: [], n_events: 0 }, expected: 'ADWIN Stable 0 –' },
  {
    name: 'a reason',
    detector: { detector: 'ddm', verdict: 'unknown', events: [], n_events: 0, reason: 'needs <30> rows' },
    expected: 'DDM Unknown needs &lt;30&gt; rows 0 –',
  },
])('$name', ({ detector, expected }) => {
  expect(said(detector)).toBe(expected);
});

test('no detectors give no table', () => {
  expect(detectorTable([])).toBeUndefined();
});

test.each(conceptDetectors.map((detector) => [detector]))('%s has a name', (detector) => {
  expect(detectorWords(detector)).not.toBe(detector);
});

test('a detector of a later version keeps its own', () => {
  expect(detectorWords('hddm')).toBe('hddm');
});
