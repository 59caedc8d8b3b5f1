/** Selects the series of a metric for a dashboard. */
type Select = (metric: string, matchers?: string) => string;

const target = 'job=~"$job", instance=~"$instance"';

function selecting(fixed: string): Select {
  return (metric, matchers) => `${metric}{${fixed}${matchers === undefined ? '' : `, ${matchers}`}}`;
}

/** Series of the chosen monitors. */
export const ofMonitor = selecting(`${target}, namespace=~"$namespace", modelmonitor=~"$modelmonitor"`);

/** Series of our processes in the chosen namespaces; other programs export the same names. */
export const ofProcess = selecting(`${target}, job=~"modelmonitor-.+", namespace=~"$namespace"`);

/** Series of the predictors' processes in the chosen namespaces. */
export const ofPredictor = selecting(`${target}, job="modelmonitor-predictor", namespace=~"$namespace"`);

/** Series of the chosen operators; other programs export the same names. */
export const ofOperator = selecting(`${target}, job="modelmonitor-operator", namespace=~"$operator"`);

/** Series of containers, without those of whole pods and slices. */
export const ofContainer = selecting(`${target}, namespace=~"$namespace", pod=~"$pod", image!=""`);

/** Network series of pods; the containers of a pod share one network. */
export const ofPod = selecting(`${target}, namespace=~"$namespace", pod=~"$pod", interface!="lo"`);

/** Series of every target. */
export const ofTarget = selecting(target);
