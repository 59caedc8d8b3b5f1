import type { Router } from '@koa/router';
import type { ReportStore } from '@modelmonitor/job';
import { ProblemError } from '../../problem.ts';
import type { RunDriftCheck } from '../../reports/driftRunner.ts';
import { reportLinks } from '../../reports/reportLinks.ts';

export interface ReportRouteOptions {
  /** Runs a drift check on the captured rows; undefined where the process runs none. */
  readonly runDriftCheck: RunDriftCheck | undefined;
  /** Requests a check of all pods, where another process runs them; that process learns of it within a minute. */
  readonly requestCheck?: (() => void) | undefined;
  /** Stored reports; undefined where the process knows none. */
  readonly reports: Pick<ReportStore, 'list' | 'read' | 'newestQuality'> | undefined;
}

/** POST /generate_reports, GET /reports, GET /reports/RUN.json, RUN.html, `latest` and data_stability_test.html. */
export function reportRoutes(router: Router, { runDriftCheck, requestCheck, reports }: ReportRouteOptions): void {
  router.post('/generate_reports', async (context) => {
    if (requestCheck !== undefined) {
      requestCheck();
      context.status = 202;
      context.body = {
        status: 'requested',
        detail: 'a check of all pods starts within a minute, at most one per minute; its report appears under /reports',
      };
      return;
    }
    if (runDriftCheck === undefined) throw new ProblemError('no_reports', 'this process runs no drift checks');
    const report = await runDriftCheck();
    context.body = { ...report, ...(reports === undefined ? {} : { links: reportLinks(report.run) }) };
  });

  router.get('/reports', async (context) => {
    const entries = (await reports?.list()) ?? [];
    context.body = { reports: entries.map((entry) => ({ ...entry, links: reportLinks(entry.run) })) };
  });

  router.get('/reports/:name', async (context) => {
    const [, name = '', extension] = /^([^.]*)(?:\.(json|html))?$/.exec(String(context.params['name'])) ?? [];
    const format = extension ?? (context.accepts('json', 'html') || 'json');
    const run = name === 'latest' || name === 'data_drift_report' ? (await reports?.list())?.[0]?.run : name;
    const stored = run === undefined ? undefined : await reports?.read(run, format as 'json' | 'html');
    const text = name === 'data_stability_test' ? await reports?.newestQuality() : stored;
    if (text === undefined)
      throw new ProblemError('unknown_run', `expected a run listed by /reports, got ${JSON.stringify(name.slice(0, 60))}`);
    // A report shows names chosen by callers: it gets its own origin, and its type is not guessed.
    context.set({ 'Content-Security-Policy': "sandbox allow-scripts; frame-ancestors 'none'", 'X-Content-Type-Options': 'nosniff' });
    context.type = name === 'data_stability_test' ? 'html' : format;
    context.body = text;
  });
}
