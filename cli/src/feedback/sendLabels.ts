import type { Clock } from '../clock.ts';
import type { RequestOutcome, Sender } from '../traffic/sender.ts';
import type { LabelBatch } from './labelBatches.ts';

/** What became of the labels. */
export interface SentLabels {
  /** Labels that the server stored. */
  sent: number;
  joined: number;
  changed: number;
  /** Rows without a label. */
  missing: number;
  /** Labels whose prediction the server does not know; they may wait for it. */
  unknown: number;
  /** The first of their ids. */
  readonly unknownIds: string[];
}

export interface SendLabelsParts {
  /** POSTs to /feedback. */
  readonly sender: Sender;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Rows at the start of the files that are not sent. */
  readonly skip: number;
}

/** Seconds before each new try of a request that the server could not take. */
const pauses = [0.5, 1, 2, 4, 8, 15, 30];

const shownIds = 3;

/** Sends labels in their order, one request after the other, so that of several labels of an id the last one counts. */
export interface LabelSending {
  readonly sent: SentLabels;
  /** Rows of the files that need not be sent again. */
  finishedRows(): number;
  /** @returns why the labels could not be sent; undefined when they were, or after an interruption */
  send(batch: LabelBatch): Promise<string | undefined>;
}

export function createLabelSending({ sender, clock, signal, skip }: SendLabelsParts): LabelSending {
  const sent: SentLabels = { sent: 0, joined: 0, changed: 0, missing: 0, unknown: 0, unknownIds: [] };
  let finished = 0;
  return {
    sent,
    finishedRows: () => finished,
    async send({ before, labels }) {
      const taken = labels.slice(Math.max(0, skip - before));
      const first = before + labels.length - taken.length;
      if (taken.length === 0) {
        finished = before + labels.length;
        return undefined;
      }
      const body = taken.map(({ id, actual }) => `${JSON.stringify({ id, actual })}\n`).join('');
      for (const pause of [...pauses, undefined]) {
        const outcome = await sender.send({ body, contentType: 'application/x-ndjson' });
        if ('status' in outcome && outcome.status === 200) {
          count(sent, outcome.body, taken.length);
          finished = before + labels.length;
          return undefined;
        }
        if (signal.aborted) return undefined;
        if (pause === undefined || !mayPass(outcome)) return problemOf(outcome, first);
        await clock.sleep(1000 * pause, signal);
      }
      return undefined;
    },
  };
}

/** Whether the same request may be accepted later. */
function mayPass(outcome: RequestOutcome): boolean {
  return 'error' in outcome || outcome.status === 429 || outcome.status === 408 || outcome.status >= 500;
}

function count(sent: SentLabels, text: string, labels: number): void {
  const { received, joined, changed, missing, unknown } = responseOf(text);
  const numberOf = (value: unknown) => (typeof value === 'number' ? value : 0);
  sent.sent += typeof received === 'number' ? received : labels;
  sent.joined += numberOf(joined);
  sent.changed += numberOf(changed);
  sent.missing += numberOf(missing);
  sent.unknown += Math.max(0, (typeof received === 'number' ? received : labels) - numberOf(joined) - numberOf(missing));
  if (Array.isArray(unknown)) sent.unknownIds.push(...unknown.slice(0, shownIds - sent.unknownIds.length).map(String));
}

/** Lines of the request become rows of the files. */
function problemOf(outcome: RequestOutcome, before: number): string {
  if ('error' in outcome) return outcome.error;
  const { detail, title } = responseOf(outcome.body);
  const text = typeof detail === 'string' ? detail : typeof title === 'string' ? title : outcome.body.slice(0, 200);
  return `${outcome.status}: ${text.replace(/\bline (\d+)/g, (_, line) => `row ${before + Number(line)}`)}`;
}

/** Members of a response; none where it is no JSON object. */
function responseOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
