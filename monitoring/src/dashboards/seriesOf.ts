/** Which series of a metric a dashboard chooses. */
type Select = (metric: string, matchers?: string) => string;

const target = 'job=~"$job", instance=~"$instance"';

function selecting(fixed: string): Select {
  return (metric, matchers) => `${metric}{${fixed}${matchers === undefined ? '' : `, ${matchers}`}}`;
}

/** Series of the chosen monitors. */
export const ofMonitor = selecting(`${target}, namespace=~"$namespace", modelmonitor=~"$modelmonitor"`);

/** Series of our processes in the chosen namespaces: others export the same names. */
export const ofProcess = selecting(`${target}, job=~"modelmonitor-.+", namespace=~"$namespace"`);

/** Series of the predictors' processes in the chosen namespaces. */
export const ofPredictor = selecting(`${target}, job="modelmonitor-predictor", namespace=~"$namespace"`);

/** Series of the chosen operators: others export the same names. */
export const ofOperator = selecting(`${target}, job="modelmonitor-operator", namespace=~"$operator"`);

/** Series of containers, without those of whole pods and slices. */
export const ofContainer = selecting(`${target}, namespace=~"$namespace", pod=~"$pod", image!=""`);

/** Series of pods, which share one network. */
export const ofPod = selecting(`${target}, namespace=~"$namespace", pod=~"$pod", interface!="lo"`);

/** Series of every target. */
export const ofTarget = selecting(target);
