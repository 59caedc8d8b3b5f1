import { flag, group, image, kubernetes, list, ports, references, text, texts, word } from './chartValue.ts';
import { dashboardsValues, prometheusRuleValues, serviceMonitorValues } from './monitoringValues.ts';
import { operatorValues } from './operatorValues.ts';

/** The values of the chart: the one source of values.yaml, values.schema.json and the table of its README. */
export const chartValues = group('Values of the chart.', {
  enabled: flag(
    'Install this chart as part of a parent, with condition: modelmonitor.enabled in its dependency; not read otherwise.',
    true,
  ),
  global: {
    ...group('Values for all charts of a parent; others are ignored.', {
      imageRegistry: text('Registry of the images; replaces that in their names.'),
      imagePullSecrets: references('Secrets with registry credentials, beside imagePullSecrets.'),
    }),
    additionalProperties: true,
  },
  nameOverride: text('Replaces the chart name in object names.'),
  fullnameOverride: text('Replaces the full object names.'),
  namespaceOverride: text('Namespace of the objects; the release namespace when empty.'),
  commonLabels: texts('Labels of every object.'),
  commonAnnotations: texts('Annotations of every object.'),
  imagePullSecrets: references(
    'Secrets with registry credentials, as names or { name: … }: in this namespace for the operator, and in the namespace of each monitor for its pods.',
  ),
  imagePullPolicy: word('Pull policy of all images.', ['IfNotPresent', 'Always', 'Never']),
  crds: group('The CustomResourceDefinition.', {
    enabled: flag('Install it, and upgrade it unless it belongs to another release or to no release (docs/install.md).', true),
    keep: flag('Keep it, and every ModelMonitor, when the release is uninstalled.', true),
  }),
  operator: operatorValues,
  predictor: group('Pods of the monitors.', {
    image: image('Image of the predictor and the drift job.', 'modelmonitor/predictor'),
    allowedPodAnnotations: list(
      'Annotations that ModelMonitors may set on pods, beside harmless ones: names, or the start of names with * (docs/security.md).',
    ),
  }),
  sources: group('Sources of models and references.', {
    allowLocalAddresses: flag(
      'Let them lead to loopback, link-local and metadata addresses; resources cannot. For tests only: behind such addresses are services that trust every process of a pod or node.',
      false,
    ),
  }),
  serviceAccount: group('ServiceAccount of the operator.', {
    create: flag('Create it.', true),
    name: text('Name; the name of the operator when empty.'),
    annotations: texts('Annotations.'),
  }),
  rbac: group('Permissions.', {
    create: flag('Create the Roles of the operator.', true),
    aggregate: flag('Add ModelMonitors to the cluster roles view, edit and admin.', true),
  }),
  admissionPolicy: group('ValidatingAdmissionPolicy for ModelMonitors; objects of the whole cluster.', {
    enabled: flag(
      'Reject a change that adds a Secret, or sends one elsewhere, unless its author may get the Secret or create pods in the namespace (docs/security.md).',
      true,
    ),
  }),
  networkPolicy: group('NetworkPolicies.', {
    enabled: flag('Create the one of the operator; those of a monitor are switched off in its resource.', true),
    apiServerPorts: ports(
      'Ports of the API servers, to which the operator and drift checks may connect, such as 8443 (minikube) or 16443 (MicroK8s).',
      [443, 6443],
    ),
    apiServerTo: kubernetes('Peers (`to`) that are API servers, for the operator; any address when empty.', []),
    metricsFrom: kubernetes('Peers (`from`) that may read metrics of the operator; everyone when empty.', []),
    egress: kubernetes('Additional egress rules of the operator.', []),
  }),
  serviceMonitor: serviceMonitorValues,
  alertmanager: group('AlertmanagerConfigs, which hold the receivers of the monitors.', {
    configLabels: texts('Labels by which an Alertmanager selects them.'),
    mailServer: {
      ...word(
        'Whether Alertmanager has a mail server (smtp_smarthost and smtp_from) for receivers that name none. auto finds out, and leaves e-mail out where it has none.',
        ['auto', 'true', 'false'],
      ),
      type: ['string', 'boolean'],
      enum: ['auto', 'true', 'false', true, false],
    },
  }),
  prometheusRule: prometheusRuleValues,
  dashboards: dashboardsValues,
  tests: group('Pods of `helm test`.', {
    resources: kubernetes('Resources of their containers.', {
      requests: { cpu: '10m', memory: '64Mi' },
      limits: { cpu: '500m', memory: '128Mi' },
    }),
  }),
  extraObjects: kubernetes('Additional objects of the release; strings are templates.', []),
});
