import type { AlertCases, ExpectedAlert } from './alertCase.ts';
import { predictorSeries, type Traffic, thresholdSeries } from './series.ts';

/** Windows of the burn rates and their severities. */
const severities = { '1h': 'critical', '6h': 'critical', '1d': 'warning', '3d': 'warning' } as const;

type Window = keyof typeof severities;

/** Hours after which every rule has been pending long enough. */
const settled = '4h';

const minutes = 300;

/**
 * The cases of a budget: some of a hundred requests per minute miss the objective, which is 99 %.
 *
 * @param missed requests per minute that miss the objective, out of a hundred
 * @param describe the description for a share, a window and a monitor
 */
function burnCases(
  missed: (count: number) => Partial<Traffic>,
  describe: (share: string, window: Window, monitor: string) => string,
): AlertCases {
  const burning = (monitor: string, count: number) => predictorSeries(monitor, { minutes, requests: 100, ...missed(count) });
  const alert = (share: string, window: Window, modelmonitor: string): ExpectedAlert => ({
    labels: { namespace: 'models', modelmonitor, window, severity: severities[window] },
    description: describe(share, window, modelmonitor),
  });
  const every: readonly Window[] = ['1h', '6h', '1d', '3d'];
  return {
    firing: {
      series: burning('wine', 20),
      checks: [
        { at: '1m', alerts: [] },
        { at: '10m', alerts: [alert('20%', '1h', 'wine')] },
        { at: settled, alerts: every.map((window) => alert('20%', window, 'wine')) },
      ],
    },
    notFiring: {
      // Half of what the objective allows; and all of too few requests.
      series: {
        ...predictorSeries('wine', { minutes, requests: 200, ...missed(1) }),
        ...predictorSeries('rarely', { minutes, requests: 0.02, ...missed(0.02) }),
      },
      checks: [{ at: settled, alerts: [] }],
    },
    boundary: {
      // At the budget itself no rule fires; above, each factor makes one more rule fire.
      series: { ...burning('one', 1), ...burning('two', 2), ...burning('four', 4), ...burning('seven', 7), ...burning('fifteen', 15) },
      checks: [
        {
          at: settled,
          alerts: [
            alert('2%', '3d', 'two'),
            alert('4%', '3d', 'four'),
            alert('4%', '1d', 'four'),
            alert('7%', '3d', 'seven'),
            alert('7%', '1d', 'seven'),
            alert('7%', '6h', 'seven'),
            ...every.map((window) => alert('15%', window, 'fifteen')),
          ],
        },
      ],
    },
    noData: {
      series: thresholdSeries('wine', minutes),
      checks: [{ at: settled, alerts: [] }],
    },
    recovery: {
      // The short window ends the fast alert within minutes, although the long window is still above the limit.
      series: predictorSeries('wine', { minutes: 120, requests: 100, ...missed(100) }, { minutes: 480, requests: 100 }),
      checks: [
        { at: '120m', alerts: [alert('100%', '1h', 'wine'), alert('100%', '6h', 'wine'), alert('100%', '1d', 'wine')] },
        { at: '126m', alerts: [alert('95.24%', '6h', 'wine'), alert('95.24%', '1d', 'wine')] },
        { at: '500m', alerts: [] },
      ],
    },
  };
}

export const predictionErrorBudgetBurn = burnCases(
  (failed) => ({ failed }),
  (share, window, monitor) => `${share} of the prediction requests of models/${monitor} failed in ${window}; the objective is 99%.`,
);

export const predictionLatencyBudgetBurn = burnCases(
  (late) => ({ late }),
  (share, window, monitor) =>
    `${share} of the prediction requests of models/${monitor} in ${window} took longer than 2s; the objective is 99%.`,
);
