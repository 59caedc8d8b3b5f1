import { countOf } from '../output/countOf.ts';
import { significant } from '../output/significant.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';
import type { LabelCounts } from './labelSender.ts';
import type { OutcomeCount, TrafficSummary } from './trafficTally.ts';

/** A summary of traffic for a terminal: counts by status or error, then latencies. */
export function summaryText({ sent, answered, seconds, outcomes, latency, labels }: TrafficSummary, style: Style): string {
  if (sent === 0) return 'no response\n';
  const rows = table(
    outcomes,
    [
      { header: 'response', text: ({ outcome }) => outcome, style: colourOf },
      { header: 'requests', align: 'right', text: ({ count }) => count.toLocaleString('en-US') },
      { header: 'share', align: 'right', text: ({ count }) => `${((100 * count) / sent).toFixed(1)} %` },
      { header: 'first message', text: ({ detail }) => detail },
    ],
    { style },
  );
  const rate = `${countOf(sent, 'request')} in ${significant(seconds)} s (${significant(sent / seconds)}/s)`;
  if (latency === undefined) return `${rows}\n${rate}, no response\n`;
  const { p50, p95, p99, maximum } = latency;
  const counts = answered === sent ? 'all answered' : `${answered.toLocaleString('en-US')} answered`;
  const figures = [`p50 ${significant(p50)}`, `p95 ${significant(p95)}`, `p99 ${significant(p99)}`, `max ${significant(maximum)}`].join(
    '   ',
  );
  return `${rows}\n${rate}, ${counts}\nlatency in ms: ${figures}\n${labels === undefined ? '' : labelText(labels)}`;
}

function labelText({ sent, joined, failed, detail }: LabelCounts): string {
  const failure = failed === 0 ? '' : `, ${failed.toLocaleString('en-US')} failed${detail === '' ? '' : `: ${detail}`}`;
  return `labels: ${sent.toLocaleString('en-US')} sent, ${joined.toLocaleString('en-US')} joined${failure}\n`;
}

function colourOf({ outcome, answered }: OutcomeCount): 'green' | 'yellow' | 'red' {
  if (!answered || outcome.startsWith('5')) return 'red';
  return outcome.startsWith('2') ? 'green' : 'yellow';
}
