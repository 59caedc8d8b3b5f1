import type { Router } from '@koa/router';
import type { Capture } from '../../capture/capture.ts';
import type { Contract } from '../../contract/contract.ts';
import { refusal, textOf } from '../../problem.ts';
import type { ServingState } from '../../serving/servingState.ts';
import type { Tally } from '../../telemetry/tally.ts';
import { readJson } from '../exchange.ts';

export interface FeedbackRouteOptions {
  readonly state: () => ServingState;
  readonly capture: () => Capture;
  readonly outcomes: Tally;
}

/** The label of an earlier prediction. */
interface Label {
  readonly id: string;
  readonly actual: number;
}

/** Most unknown ids in a response. */
const mostUnknownListed = 100;

/** POST /feedback: labels of earlier predictions, one or a list; ids that are not in the buffer are reported, not refused. */
export function feedbackRoute(router: Router, { state, capture, outcomes }: FeedbackRouteOptions): void {
  router.post('/feedback', async (context) => {
    const body = await readJson(context.req, state().monitor.spec.serving.limits.bodyBytes);
    const { contract, monitor } = state();
    const labels = readLabels(body, contract, monitor.spec.serving.limits.batchRows);
    const unknown = labels.filter(({ id, actual }) => !capture().label(id, actual)).map(({ id }) => id);
    outcomes.add(['joined'], labels.length - unknown.length);
    outcomes.add(['unknown'], unknown.length);
    context.body = { received: labels.length, joined: labels.length - unknown.length, unknown: unknown.slice(0, mostUnknownListed) };
  });
}

/** All labels of a body, read before any is joined, so that an invalid one has no partial effect. */
function readLabels(body: unknown, contract: Contract, mostLabels: number): Label[] {
  if (!Array.isArray(body)) return [readLabel(body, contract, '')];
  if (body.length === 0 || body.length > mostLabels) {
    throw refusal([{ pointer: '', kind: 'wrong_count', expected: `1 to ${mostLabels} labels`, got: `${body.length}` }]);
  }
  return body.map((label, index) => readLabel(label, contract, `/${index}`));
}

function readLabel(label: unknown, { classes }: Contract, pointer: string): Label {
  const { id, actual, ...rest } = (typeof label === 'object' && label !== null ? label : {}) as Record<string, unknown>;
  if (typeof id !== 'string' || id === '' || id.length > 160 || actual === undefined || Object.keys(rest).length > 0) {
    throw refusal([{ pointer, kind: 'wrong_shape', expected: 'an object {id, actual} with the id of a prediction', got: textOf(label) }]);
  }
  if (classes.length === 0) {
    if (typeof actual === 'number' && Number.isFinite(actual)) return { id, actual };
    throw refusal([{ pointer: `${pointer}/actual`, kind: 'wrong_type', expected: 'a finite number', got: textOf(actual) }]);
  }
  const index = typeof actual === 'string' || typeof actual === 'number' ? classes.indexOf(String(actual)) : -1;
  if (index >= 0) return { id, actual: index };
  throw refusal([
    { pointer: `${pointer}/actual`, kind: 'unknown_category', expected: `one of ${classes.join(', ')}`, got: textOf(actual) },
  ]);
}
