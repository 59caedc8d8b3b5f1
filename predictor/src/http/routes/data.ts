import { Readable } from 'node:stream';
import type { Router } from '@koa/router';
import { pagesWithLabel } from '@modelmonitor/store';
import type { Capture } from '../../capture/capture.ts';
import { collectRows, cursorText } from '../../data/collectRows.ts';
import { describeRow } from '../../data/describeRow.ts';
import { explainRow } from '../../data/explainRow.ts';
import { rowSource } from '../../data/rowSource.ts';
import { rowTexts } from '../../data/rowTexts.ts';
import { isLabelId, refuse } from '../../labels/joinLabels.ts';
import { ProblemError } from '../../problem.ts';
import type { Explain } from '../../serving/explanationService.ts';
import type { ServingState } from '../../serving/servingState.ts';
import type { ExportParquet } from '../../store/exportParquet.ts';
import type { LiveStore } from '../../store/liveStore.ts';
import { loopbackWithoutAuth } from '../loopbackWithoutAuth.ts';
import { formatOf, performanceQuery, rowFormats, rowQuery } from '../rowQuery.ts';

export interface DataRouteOptions {
  readonly state: () => ServingState;
  readonly capture: () => Capture;
  readonly store: Pick<LiveStore, 'client'>;
  readonly explain: Explain;
  /** Absent where no process can write files. */
  readonly exportParquet?: ExportParquet;
}

/** GET /data/predictions, /data/predictions/ID and /data/performance: captured rows with their labels, and what they amount to. */
export function dataRoutes(router: Router, { state, capture, store, explain, exportParquet }: DataRouteOptions): void {
  const guard = loopbackWithoutAuth();
  const source = () => rowSource(store.client(), capture());

  router.get('/data/predictions', guard, async (context) => {
    const { range, label, after, limit } = rowQuery(context.query, state().contract);
    const format = formatOf(context);
    if (format === 'parquet') {
      if (exportParquet === undefined) throw new ProblemError('no_store', 'rows and labels are kept in memory only');
      // All rows of the range: a file has no pages.
      context.set('Cache-Control', 'no-store');
      context.body = await exportParquet(range, label);
      context.type = rowFormats[format];
      return;
    }
    const labelled = source().readPages({ ...range, from: after?.time ?? range.from });
    const pages = label === undefined ? labelled : pagesWithLabel(labelled, label);
    const { contract, rows, next: cursor } = await collectRows(pages, { limit, after });
    const next = cursor === undefined ? undefined : addressWith(context, cursorText(cursor));
    context.set({ 'Cache-Control': 'no-store', ...(next === undefined ? {} : { Link: `<${next}>; rel="next"` }) });
    context.type = rowFormats[format];
    context.body = Readable.from(rowTexts[format]({ contract, rows, next }));
  });

  router.get('/data/performance', guard, async (context) => {
    const { task, classes } = state().contract;
    const query = { ...performanceQuery(context.query), model: { task, classes } };
    const client = store.client();
    if (client === undefined) throw new ProblemError('no_store', 'rows and labels are kept in memory only');
    context.set('Cache-Control', 'no-store');
    context.body = await client.readPerformance(query).catch(refuse);
  });

  router.get('/data/predictions/:id', guard, async (context) => {
    const id = String(context.params['id']);
    const page = isLabelId(id) ? await source().findRow(id) : undefined;
    if (page === undefined) {
      const got = JSON.stringify(id.slice(0, 160));
      throw new ProblemError('unknown_prediction', `expected the id of a captured prediction, got ${got}`);
    }
    const row = { page, row: 0 };
    context.set('Cache-Control', 'no-store');
    context.body = { ...describeRow(row), ...(await explainRow(row, { contract: state().contract, explain })) };
  });
}

/** The address of the next page: the same request with its cursor. */
function addressWith({ path, querystring }: { path: string; querystring: string }, cursor: string): string {
  const query = new URLSearchParams(querystring);
  query.set('cursor', cursor);
  return `${path}?${query}`;
}
