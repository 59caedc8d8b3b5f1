import { predictorMetrics } from './predictorMetrics.ts';

const column = 'namespace, modelmonitor, feature';
const counted = `increase(${predictorMetrics.featureValues.name}[1h])`;

/** Share of the last hour's values in each bin, over all pods; no value, no sample. */
const live = `clamp_min(
        sum by (${column}, bin) (${counted})
      / on (${column}) group_left ()
        (sum by (${column}) (${counted}) > 0),
      0.0001
    )`;

const reference = `clamp_min(max by (${column}, bin) (${predictorMetrics.featureReferenceRatio.name}), 0.0001)`;

/**
 * PromQL for the population stability index of each feature over all traffic of the last hour.
 *
 *     PSI = Σ (liveᵢ − referenceᵢ) · ln(liveᵢ / referenceᵢ), over the bins of the reference
 *
 * An empty bin counts as a share of 0.0001, as in the drift check. A feature without traffic gives no sample: absence is not zero.
 *
 * @see Yurdakul, Statistical Properties of Population Stability Index (2018), eq. 1.1
 */
export const livePsi = `sum by (${column}) (
  (
    ${live}
    - on (${column}, bin)
    ${reference}
  )
  * on (${column}, bin)
  ln(
    ${live}
    / on (${column}, bin)
    ${reference}
  )
)`;
