import type { Report } from '@modelmonitor/api';
import { testMonitor } from '../testConfiguration.ts';
import { startTestPredictor } from '../testPredictor.ts';

const drift = { window: { maxRows: 500, minRows: 20 }, segments: [{ feature: 'soil' }, { version: 'v1' }] };

/** The report of a predictor that got some rows and labels, some of them before their row. */
async function reportWith(store: 'buffer' | 'file', time: number): Promise<Report> {
  const monitor = testMonitor({ capture: { store }, drift });
  const predictor = await startTestPredictor({ monitor, drift: 'real', withData: true, now: () => time });
  try {
    const label = async (row: number) => predictor.post('/feedback', { id: `row-${row}`, actual: row % 3 === 0 ? 'red' : 'white' });
    for (let row = 60; row < 80; row++) await label(row);
    for (let row = 0; row < 120; row++) {
      const alcohol = row % 11 === 0 ? null : 10 + (row % 40) / 10;
      await predictor.predict([1 + (row % 50), row % 2 === 0 ? 'clay' : 'sand', alcohol], { id: `row-${row}` });
    }
    for (let row = 0; row < 60; row++) await label(row);
    const { status, body } = await predictor.post('/generate_reports', {});
    expect(status).toBe(200);
    const { body: latest } = await predictor.get('/reports/latest.json');
    expect(latest.run).toBe(body.run);
    return latest as unknown as Report;
  } finally {
    await predictor.close();
  }
}

/** What two runs over the same rows have in common; a store alone has performance by day, a few seconds after the labels. */
function comparable({ run: _, timestamp: __, current: { source: ___, ...current }, performance_history: ____, ...report }: Report): string {
  return JSON.stringify({ ...report, current });
}

test('rows that went through the store give the report of rows in the buffer, labels that came before and after them included', async () => {
  const time = Date.now();
  const [stored, buffered] = [await reportWith('file', time), await reportWith('buffer', time)];
  expect([stored.current.source, buffered.current.source]).toEqual(['file', 'buffer']);
  expect(stored.current).toMatchObject({ rows: 120, seen: 120, labelled: 80, sampled: 1, missing: [] });
  expect(stored.segments?.map(({ name }) => name)).toEqual(buffered.segments?.map(({ name }) => name));
  expect(comparable(stored)).toBe(comparable(buffered));
});
