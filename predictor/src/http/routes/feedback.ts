import type { Router } from '@koa/router';
import type { Context } from 'koa';
import { compileLabelReader, type LabelReader } from '../../contract/labelReader.ts';
import { isLabelId, type JoinLabels, type Label } from '../../labels/joinLabels.ts';
import { refusal, textOf } from '../../problem.ts';
import type { ServingState } from '../../serving/servingState.ts';
import { readJson, writeJson } from '../exchange.ts';
import { labelStreamFormat } from '../labelStreamFormat.ts';
import { readLabelStream } from './labelStream.ts';

export interface FeedbackRouteOptions {
  readonly state: () => ServingState;
  readonly joinLabels: JoinLabels;
}

/** Name of the source of labels that arrive here. */
const source = 'feedback';

/** POST /feedback: labels of earlier predictions, one, a list, or a stream; ids without a prediction are reported, not refused. */
export function feedbackRoute(router: Router, { state, joinLabels }: FeedbackRouteOptions): void {
  router.post('/feedback', async (context) => {
    const format = labelStreamFormat(context.req.headers['content-type']);
    const joined =
      format === undefined
        ? await joinLabels(await readBody(context, state), source)
        : await readLabelStream(context, { format, reader: labelReaders(state), join: (labels) => joinLabels(labels, source) });
    writeJson(context, joined);
  });
}

/** The reader of labels of the model that answers now, compiled again when it changes. */
function labelReaders(state: () => ServingState): () => LabelReader {
  let known: { readonly contract: ServingState['contract']; readonly read: LabelReader } | undefined;
  return () => {
    const { contract } = state();
    if (known?.contract !== contract) known = { contract, read: compileLabelReader(contract) };
    return known.read;
  };
}

/** All labels of a body, read before any is joined, so that an invalid one has no partial effect. */
async function readBody(context: Context, state: () => ServingState): Promise<Label[]> {
  const body = await readJson(context, state().monitor.spec.serving.limits.bodyBytes);
  const { contract, monitor } = state();
  const { batchRows } = monitor.spec.serving.limits;
  const read = compileLabelReader(contract);
  if (!Array.isArray(body)) return [readLabel(body, read, '')];
  if (body.length === 0 || body.length > batchRows) {
    throw refusal([{ pointer: '', kind: 'wrong_count', expected: `1 to ${batchRows} labels`, got: `${body.length}` }]);
  }
  return body.map((label, index) => readLabel(label, read, `/${index}`));
}

function readLabel(label: unknown, read: LabelReader, pointer: string): Label {
  const { id, actual, ...rest } = (typeof label === 'object' && label !== null ? label : {}) as Record<string, unknown>;
  if (!isLabelId(id) || actual === undefined || Object.keys(rest).length > 0) {
    throw refusal([{ pointer, kind: 'wrong_shape', expected: 'an object {id, actual} with the id of a prediction', got: textOf(label) }]);
  }
  return { id, actual: read(actual, `${pointer}/actual`) };
}
