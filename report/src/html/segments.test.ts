import { fullReport } from './fullReport.ts';
import { segmentNote, segmentSection } from './segments.ts';
import { wineReport } from './wineReport.ts';

test('each segment has a row with its drifted features, and a reason where it has no verdict', () => {
  const text = segmentSection(fullReport())?.text ?? '';
  expect(text.match(/<tr>/g)).toHaveLength(4);
  expect(text).toMatch(/region=Barolo[\s\S]*67\s%[\s\S]*proline[\s\S]* and 1 more[\s\S]*Drifted/);
  expect(text).toMatch(/region=Freisa[\s\S]*expected at least 50 current rows, got 40/);
  expect(segmentNote(fullReport().segments ?? [])).toBe('1 of 3 drifted');
});

test('a report without segments has no such section', () => {
  expect(segmentSection(wineReport())).toBeUndefined();
  expect(segmentSection(wineReport({ segments: [] }))).toBeUndefined();
});
