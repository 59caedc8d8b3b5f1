import { confirmVerdict, isSameWindow, type JudgedRun, type Report } from '@modelmonitor/api';
import { type DriftChild, type ReportStore, wasEnded } from '@modelmonitor/job';
import { encodeWindow } from '@modelmonitor/tables/window';
import { checkWindow } from '../capture/checkWindow.ts';
import type { Log } from '../log/logRecord.ts';
import { ProblemError } from '../problem.ts';
import type { Live } from '../serving/predictionService.ts';
import { createDriftRunner, type RunDriftCheck } from './driftRunner.ts';

/** The drift checks of one process: runs them, and provides the newest report and the number of failures. */
export interface DriftChecks {
  readonly run: RunDriftCheck;
  readonly newest: () => Report | undefined;
  /** The verdict of the newest runs together, by `spec.drift.confirmation`. */
  readonly confirmed: () => Report['verdict'];
  /** The newest runs, newest first. */
  readonly runs: () => readonly JudgedRun[];
  readonly failures: () => number;
  /** When a check failed last, in milliseconds since 1970; undefined when none has since the process started. */
  readonly lastFailure: () => number | undefined;
  /** Rows captured since the last check started. */
  readonly newRows: () => number;
}

export interface DriftChecksOptions {
  readonly live: () => Live;
  readonly driftChild: Pick<DriftChild, 'check'>;
  /** Stored reports; undefined where none are stored. */
  readonly store: ReportStore | undefined;
  /** The store that a check reads its rows from, once what is queued was written; undefined while the buffer has them. */
  readonly rowStore: () => Promise<string | undefined>;
  readonly log: Log;
  readonly now: () => number;
}

/** The most runs that `spec.drift.confirmation` may use and the store may keep. */
const mostRuns = 100;

/** An unreadable stored report is no error: the store skips it with a warning. */
export async function createDriftChecks({ live, driftChild, store, rowStore, log, now }: DriftChecksOptions): Promise<DriftChecks> {
  let newest = await store?.latest();
  let runs: readonly JudgedRun[] = ((await store?.list()) ?? []).map(({ verdict, share, newest_row: newestRow }) => ({
    verdict,
    share,
    newestRow,
  }));
  let failures = 0;
  let lastFailure: number | undefined;
  let checkedRows = 0;
  const rowsCaptured = () => live().capture.account.captured;
  const rowsReceived = () => rowsCaptured() + live().capture.account.refused;
  const check = async (): Promise<Report> => {
    const { capture, state } = live();
    checkedRows = rowsCaptured();
    try {
      const stored = await rowStore();
      const report = await driftChild.check(
        stored === undefined ? encodeWindow(checkWindow(capture, state.monitor, now())) : { store: stored },
      );
      newest = report;
      runs = withRun(runs, { verdict: report.verdict, share: report.share_drifted_features, newestRow: report.current.to });
      const { verdict, n_drifted_features, n_features, current, run } = report;
      log(verdict === 'drifted' ? 'warn' : 'info', `drift check: ${verdict}`, {
        drifted: `${n_drifted_features} of ${n_features}`,
        rows: current.rows,
        run,
      });
      return report;
    } catch (cause) {
      if (!wasEnded(cause)) {
        failures++;
        lastFailure = now();
        log('error', 'the drift check failed', { reason: (cause as Error).message });
      }
      throw new ProblemError('report_failed', (cause as Error).message, { cause });
    }
  };
  return {
    run: createDriftRunner({ check, capturedRows: rowsReceived }),
    newest: () => newest,
    confirmed: () => confirmVerdict(runs, live().state.monitor.spec.drift.confirmation),
    runs: () => runs,
    failures: () => failures,
    lastFailure: () => lastFailure,
    newRows: () => rowsCaptured() - checkedRows,
  };
}

/** The newest runs with one more: of looks at the same rows one is kept, so that requests for checks push out no other. */
function withRun(runs: readonly JudgedRun[], run: JudgedRun): readonly JudgedRun[] {
  const [last, ...others] = runs;
  const before = last !== undefined && isSameWindow(last, run) ? others : runs;
  return [run, ...before].slice(0, mostRuns);
}
