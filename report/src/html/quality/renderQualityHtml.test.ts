import type { QualityReport, QualityTest, Report } from '@modelmonitor/api';
import { html } from '../markup.ts';
import { unbalancedTag } from '../unbalancedTag.ts';
import { qualitySection } from './qualitySection.ts';
import { renderQualityHtml } from './renderQualityHtml.ts';

function reportOf(tests: QualityTest[], changes: Partial<Report> = {}): Report {
  const count = (one: string) => tests.filter(({ verdict }) => verdict === one).length;
  const verdict = count('failed') > 0 ? 'failed' : 'passed';
  const quality: QualityReport = { verdict, n_tests: tests.length, n_failed: count('failed'), n_unknown: count('unknown'), tests };
  // The page reads the origin of a report and its checks, nothing of its columns.
  return {
    run: '20260102t030405678z',
    timestamp: '2026-01-02T03:04:05.678Z',
    monitor: { namespace: 'models', name: 'wine' },
    reference: { rows: 178, hash: 'e3b0c442' },
    current: { rows: 100, from: null, to: null },
    quality,
    ...changes,
  } as Report;
}

const passed: QualityTest = {
  test: 'missing_share',
  column: 'ash',
  reference: 0,
  value: 0.01,
  limit: { at_most: 0.02 },
  verdict: 'passed',
};
const failed: QualityTest = { ...passed, column: 'hue', value: 0.3, verdict: 'failed', detail: '30 of 100 rows' };
const unknown: QualityTest = { ...passed, value: null, limit: {}, verdict: 'unknown', reason: 'the current data has no rows' };
const hostile = '</td><script>alert(1)</script>"\' onclick="x';

test.each([
  { name: 'checks of every verdict', report: reportOf([passed, failed, unknown]) },
  { name: 'no checks', report: reportOf([], { quality: null, monitor: null }) },
  {
    name: 'hostile names',
    report: reportOf([{ ...failed, column: hostile, detail: hostile, reason: hostile }], { run: hostile, timestamp: hostile }),
  },
])('a page of $name is well formed, has no script and loads nothing', ({ report }) => {
  const page = renderQualityHtml(report);
  expect(unbalancedTag(page.replaceAll(' checked>', '>'))).toBeUndefined();
  expect(page).not.toContain('<script');
  expect(page).not.toMatch(/\s(src|href|action|srcset)=/);
  expect(renderQualityHtml(report)).toBe(page);
});

test('the sentence comes first and failed checks before the others', () => {
  const page = renderQualityHtml(reportOf([passed, unknown, failed]));
  expect(page).toContain('1 of 3 checks failed: missing values of <bdi>hue</bdi>. 1 could not be judged.');
  expect([...page.matchAll(/<tr class="(\w+)"/g)].map(([, verdict]) => verdict)).toEqual(['failed', 'unknown', 'passed']);
});

test('a page of 12 columns with nine checks each is at most 60 kB', () => {
  const page = renderQualityHtml(
    reportOf(Array.from({ length: 115 }, (_, index) => ({ ...failed, column: `a_column_with_a_name_${index}` }))),
  );
  expect(Buffer.byteLength(page)).toBeLessThanOrEqual(60_000);
});

test('the section shows what did not pass, a hundred at most', () => {
  const many = Array.from({ length: 150 }, () => failed);
  const section = (tests: QualityTest[]) => html`${qualitySection(reportOf(tests).quality as QualityReport)}`.text;
  expect(section([passed, failed]).match(/<tr class/g)).toHaveLength(1);
  expect(section([passed])).not.toContain('<table');
  expect(section(many).match(/<tr class/g)).toHaveLength(100);
  expect(section(many)).toContain('The first 100 of 150 checks');
});
