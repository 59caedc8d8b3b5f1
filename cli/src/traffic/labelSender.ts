import type { Clock } from '../clock.ts';
import type { RequestOutcome, Sender } from './sender.ts';
import type { Features } from './trafficRows.ts';

/** What became of the labels. */
export interface LabelCounts {
  readonly sent: number;
  /** Labels whose row the server knows. */
  readonly joined: number;
  /** Labels that were not accepted, or not sent before an interruption. */
  readonly failed: number;
  /** Why labels were not accepted; empty when all were. */
  readonly detail: string;
}

/** Sends the label of each row to /feedback, some time after its prediction. */
export interface LabelSender {
  /** Takes the label of a row and the response to its request; a response without an id, or a row without a label, has none to send. */
  add(outcome: RequestOutcome, label: Features[string]): void;
  /** Waits until the last label was due and sent; an interruption ends it early. */
  finish(): Promise<LabelCounts>;
}

export interface LabelSenderOptions {
  /** POSTs to /feedback. */
  readonly sender: Sender;
  readonly delayMilliseconds: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface DueLabel {
  readonly id: string;
  readonly actual: Exclude<Features[string], null>;
  readonly dueMilliseconds: number;
}

/** Labels of one request, which every server accepts by default. */
const batch = 100;

const pauseMilliseconds = 100;

export function createLabelSender({ sender, delayMilliseconds, clock, signal }: LabelSenderOptions): LabelSender {
  const waiting: DueLabel[] = [];
  const counts = { sent: 0, joined: 0, failed: 0, detail: '' };
  let isFinishing = false;
  const sendDue = async () => {
    const isDue = ({ dueMilliseconds }: DueLabel) => dueMilliseconds <= clock.monotonicMilliseconds();
    const firstLater = waiting.slice(0, batch).findIndex((label) => !isDue(label));
    const labels = waiting.splice(0, firstLater === -1 ? batch : firstLater);
    if (labels.length === 0) return clock.sleep(pauseMilliseconds, signal);
    const body = JSON.stringify(labels.map(({ id, actual }) => ({ id, actual })));
    const outcome = await sender.send({ body, contentType: 'application/json' });
    const { joined } = memberOf(outcome);
    counts.sent += labels.length;
    if (typeof joined === 'number') counts.joined += joined;
    else {
      counts.failed += labels.length;
      counts.detail ||= 'error' in outcome ? outcome.error : `${outcome.status} ${outcome.body}`.slice(0, 200);
    }
  };
  const sending = (async () => {
    while (!signal.aborted && !(isFinishing && waiting.length === 0)) await sendDue();
  })();
  return {
    add(outcome, label) {
      const { id } = memberOf(outcome);
      if (typeof id !== 'string' || label === null) return;
      waiting.push({ id, actual: label, dueMilliseconds: clock.monotonicMilliseconds() + delayMilliseconds });
    },
    async finish() {
      isFinishing = true;
      await sending;
      return { ...counts, failed: counts.failed + waiting.length };
    },
  };
}

/** Members of a successful response; none where it is no JSON object. */
function memberOf(outcome: RequestOutcome): { readonly id?: unknown; readonly joined?: unknown } {
  if (!('status' in outcome) || outcome.status !== 200) return {};
  try {
    return Object(JSON.parse(outcome.body));
  } catch {
    return {};
  }
}
