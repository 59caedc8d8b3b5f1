import { predictorMetrics } from './predictorMetrics.ts';

const column = 'namespace, modelmonitor, feature';

/** Share an empty bin counts as, as in the drift check. */
const leastShare = 0.0001;

/**
 * PromQL for the share of the last hour's values in each bin of a feature, over all pods; no value, no sample.
 *
 * @param matchers of the series, with their braces; all when empty
 */
export function liveShares(matchers = ''): string {
  const counted = `increase(${predictorMetrics.featureValues.name}${matchers}[1h])`;
  return `sum by (${column}, bin) (${counted})
      / on (${column}) group_left ()
        (sum by (${column}) (${counted}) > 0)`;
}

/** PromQL for the share of the reference's values in each bin of a feature. */
export function referenceShares(matchers = ''): string {
  return `max by (${column}, bin) (${predictorMetrics.featureReferenceRatio.name}${matchers})`;
}

/**
 * PromQL for the population stability index of each feature.
 *
 *     PSI = Σ (liveᵢ − referenceᵢ) · ln(liveᵢ / referenceᵢ), over the bins of the reference
 *
 * An empty bin counts as a share of 0.0001, as in the drift check. A feature without traffic gives no sample: absence is not zero.
 *
 * @param live expression for the live share of each bin
 * @param reference expression for the reference's share
 * @see Yurdakul, Statistical Properties of Population Stability Index (2018), eq. 1.1
 */
export function psiOf(live: string, reference: string): string {
  const [current, expected] = [live, reference].map((shares) => `clamp_min(${shares}, ${leastShare})`);
  return `sum by (${column}) (
  (
    ${current}
    - on (${column}, bin)
    ${expected}
  )
  * on (${column}, bin)
  ln(
    ${current}
    / on (${column}, bin)
    ${expected}
  )
)`;
}

/** The population stability index of each feature over all traffic of the last hour. */
export const livePsi = psiOf(liveShares(), referenceShares());
