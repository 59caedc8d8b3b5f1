import type { Router } from '@koa/router';
import type { Capture, LabelOutcome } from '../../capture/capture.ts';
import { compileLabelReader, type LabelReader } from '../../contract/labelReader.ts';
import { refusal, textOf } from '../../problem.ts';
import type { ServingState } from '../../serving/servingState.ts';
import type { Tally } from '../../telemetry/tally.ts';
import { readJson, writeJson } from '../exchange.ts';

export interface FeedbackRouteOptions {
  readonly state: () => ServingState;
  readonly capture: () => Capture;
  readonly outcomes: Tally;
}

/** The label of an earlier prediction. */
interface Label {
  readonly id: string;
  /** NaN while there is none. */
  readonly actual: number;
}

/** What became of a label; `missing` while it has no value. */
type Outcome = LabelOutcome | 'missing';

/** Most unknown ids in a response. */
const mostUnknownListed = 100;

/** POST /feedback: labels of earlier predictions, one or a list; ids that are not in the buffer are reported, not refused. */
export function feedbackRoute(router: Router, { state, capture, outcomes }: FeedbackRouteOptions): void {
  router.post('/feedback', async (context) => {
    const body = await readJson(context, state().monitor.spec.serving.limits.bodyBytes);
    const { contract, monitor } = state();
    const labels = readLabels(body, compileLabelReader(contract), monitor.spec.serving.limits.batchRows);
    const counts: Record<Outcome, number> = { joined: 0, changed: 0, missing: 0, unknown: 0 };
    const unknown: string[] = [];
    for (const { id, actual } of labels) {
      const outcome = Number.isNaN(actual) ? 'missing' : capture().label(id, actual);
      counts[outcome]++;
      if (outcome === 'unknown' && unknown.length < mostUnknownListed) unknown.push(id);
    }
    for (const [outcome, count] of Object.entries(counts)) if (count > 0) outcomes.add([outcome], count);
    const { joined, changed, missing } = counts;
    writeJson(context, { received: labels.length, joined: joined + changed, changed, missing, unknown });
  });
}

/** All labels of a body, read before any is joined, so that an invalid one has no partial effect. */
function readLabels(body: unknown, read: LabelReader, mostLabels: number): Label[] {
  if (!Array.isArray(body)) return [readLabel(body, read, '')];
  if (body.length === 0 || body.length > mostLabels) {
    throw refusal([{ pointer: '', kind: 'wrong_count', expected: `1 to ${mostLabels} labels`, got: `${body.length}` }]);
  }
  return body.map((label, index) => readLabel(label, read, `/${index}`));
}

function readLabel(label: unknown, read: LabelReader, pointer: string): Label {
  const { id, actual, ...rest } = (typeof label === 'object' && label !== null ? label : {}) as Record<string, unknown>;
  if (typeof id !== 'string' || id === '' || id.length > 160 || actual === undefined || Object.keys(rest).length > 0) {
    throw refusal([{ pointer, kind: 'wrong_shape', expected: 'an object {id, actual} with the id of a prediction', got: textOf(label) }]);
  }
  return { id, actual: read(actual, `${pointer}/actual`) };
}
