import { reportFooter } from './reportFooter.ts';
import { wineReport } from './wineReport.ts';

test('run, monitor, hash and versions are named', () => {
  const markup = reportFooter(wineReport()).text;
  for (const part of [
    '20261121t030651123z',
    '<bdi>wine</bdi> in <bdi>cellar</bdi>',
    '>6be6b1203f3d</code>',
    '<bdi>v1</bdi> (401 rows), <bdi>v2</bdi> (99 rows)',
  ]) {
    expect(markup).toContain(part);
  }
});

test('two files have no monitor and no versions', () => {
  const markup = reportFooter(wineReport({ monitor: null, model: null })).text;
  expect(markup).toContain('two files were compared');
  expect(markup).not.toContain('Answered by');
});

test('no version is said', () => {
  expect(reportFooter(wineReport({ model: { versions: {} } })).text).toContain('no version is known');
});

test('the hash of the current data and the version are named where the report has them', () => {
  const report = wineReport();
  const markup = reportFooter({ ...report, current: { ...report.current, hash: 'abcdef0123456789' }, engine: { version: '1.2.3' } }).text;
  expect(markup).toContain('<code title="SHA-256 abcdef0123456789">abcdef012345</code>');
  expect(markup).toContain('ModelMonitor 1.2.3');
  expect(reportFooter(report).text).not.toContain('Made by');
});
