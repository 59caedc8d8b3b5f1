/** What a ModelMonitor is in a cluster: pure, and without a client of Kubernetes. */
export { alertmanagerConfigLabels } from './alertmanagerConfig.ts';
export { type Child, digestLabel, labelsOf, monitorLabel, nameAnnotation, podSelector, roleLabel } from './child.ts';
export { type ChildKind, childTypes } from './childTypes.ts';
export { isConfiguration, servedAnnotation } from './configuration.ts';
export { scaledByAnnotation, templateDigest } from './deployment.ts';
export { reportLabel } from './driftAccount.ts';
export { missingKinds } from './httpRoute.ts';
export { render } from './render.ts';
export type { Images, RenderContext } from './renderContext.ts';
export { namespaceServiceMonitor, serviceMonitorLabels } from './serviceMonitor.ts';
export { serviceLabel, serviceUrl } from './services.ts';
export { sharesServiceMonitor } from './sharesServiceMonitor.ts';
