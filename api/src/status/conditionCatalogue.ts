/** A condition of a ModelMonitor: what it means when it is true, and its possible reasons, each with a sentence for a runbook. */
export interface ConditionEntry {
  readonly description: string;
  readonly reasons: Readonly<Record<string, string>>;
}

/** Why pods do not become ready, in the words of Kubernetes, whose own message follows in the condition. */
export const podReasons = {
  ImagePullBackOff: 'The image of a pod cannot be pulled; correct the image, its registry or the pull secret.',
  CrashLoopBackOff: 'A container ends again and again; the message has its exit code and its last words.',
  OOMKilled: 'A container needs more memory than its limit; raise spec.serving.resources.limits.memory.',
  Unschedulable: 'No node can take a pod: it requests more than is free, or its selectors, taints or volumes match no node.',
  FailedCreate: 'Pods are refused: by a quota, a LimitRange, Pod Security or another admission; the message is that of the API server.',
  FailedMount: 'A volume cannot be mounted, often since a Secret or ConfigMap is missing; the message names it.',
  CreateContainerConfigError: 'A container refers to a Secret, ConfigMap or key that is missing; the message names it.',
} as const;

/** The conditions of `status.conditions` in display order, and all their reasons. */
export const conditionCatalogue = {
  Ready: {
    description:
      'The model is served as specified, by pods of the current specification. A change that needs new pods makes it Unknown until all pods that serve are new; more pods of the same kind, an autoscaler and kubectl rollout restart leave it True.',
    reasons: {
      Serving: 'All objects exist, and pods of the current specification serve.',
      Progressing:
        'New pods are starting; pods of an earlier specification may serve until then. With auth or feedbackAuth, Ready also waits until earlier pods have ended.',
      SpecInvalid: 'The resource breaks a rule that the API server did not check; the message names the field.',
      ChildConflict: 'An object with a name that the monitor needs exists and has another owner; rename the object or the monitor.',
      ApplyRefused: 'The API server rejected an object of the monitor; the message is that of the API server.',
      PredictorUnavailable: 'No pod is ready; the message gives the cause where one is known.',
      ...podReasons,
      ProgressDeadlineExceeded:
        'New pods did not become ready within ten minutes; the message has what is known of them. Earlier pods continue to serve.',
      ScaledToZero: 'spec.serving.replicas is 0.',
      NotManaged:
        'No operator manages the monitor: its namespace was taken from --namespaces, or no operator has its class. What else the status shows is old.',
    },
  },
  PredictorAvailable: {
    description: 'Predictor pods are ready, of the current specification or an earlier one.',
    reasons: {
      Available: 'All requested pods are ready.',
      Progressing: 'Pods are starting or being replaced; ready pods serve.',
      Unavailable: 'No pod is ready; the message gives the cause where one is known.',
      ScaledToZero: 'spec.serving.replicas is 0.',
    },
  },
  VersionsLoaded: {
    description: 'Every pod has loaded every version of the model.',
    reasons: {
      Loaded: 'Every pod that responded has loaded every version.',
      VersionNotLoaded: 'A version could not be loaded; the others serve its requests. The message names the version and the cause.',
      ServingPrevious:
        'The source of a version has nothing usable, such as broken bytes or a deleted ConfigMap: its last model continues to serve, and the right bytes are taken when they come. The message names the version and the cause.',
      NotRequested: 'No pod could be queried yet.',
    },
  },
  StoreConnected: {
    description: 'Every pod reaches the store of capture.store; absent where captured rows stay in memory.',
    reasons: {
      Connected: 'The last call of every pod that responded reached the store.',
      StoreUnreachable:
        'The store cannot be used: the database does not respond or refuses the credentials, the Secret is missing, or the volume cannot be written. Predictions continue, and their rows wait; the message gives the cause.',
      NotRequested: 'No pod has reported yet.',
    },
  },
  MetricsScraped: {
    description: 'Prometheus selects the ServiceMonitor.',
    reasons: {
      Selected: 'The selectors of a Prometheus match the ServiceMonitor.',
      NotSelected: 'No Prometheus selects the ServiceMonitor; set spec.monitoring.serviceMonitor.labels to match its selector.',
      NoPrometheus: 'The watched namespaces have no Prometheus resource.',
      ServiceMonitorMissing:
        'The cluster has no ServiceMonitor resource; install the Prometheus operator, or configure Prometheus to scrape the Service.',
      Disabled: 'spec.monitoring.serviceMonitor.enabled is false.',
      NotAllowed: 'The operator is not permitted to read Prometheus resources, so whether one selects the ServiceMonitor is unknown.',
    },
  },
  RulesLoaded: {
    description: 'Prometheus selects the recording rules and alerts of the chart; absent where the chart installs none.',
    reasons: {
      Selected: 'The selectors of a Prometheus match the PrometheusRule of the chart.',
      NotSelected:
        'No Prometheus selects the PrometheusRule, so no alert can fire; set the chart value prometheusRule.labels to match its ruleSelector.',
      Rejected: 'The Prometheus operator rejected the PrometheusRule; the message is its own.',
      NoPrometheus: 'No Prometheus resource exists.',
      PrometheusRuleMissing:
        'The PrometheusRule of the chart, or the kind, does not exist; install the Prometheus operator, then upgrade the release of the chart.',
      NotAllowed:
        'The operator is not permitted to read the PrometheusRule or all Prometheus resources, so whether one selects it is unknown.',
    },
  },
  AlertsRouted: {
    description: 'Alertmanager is configured with the receivers of spec.alerts; absent without receivers.',
    reasons: {
      Routed: 'An Alertmanager selects the AlertmanagerConfig, and the Prometheus operator has not rejected it.',
      NotSelected:
        'No Alertmanager selects the AlertmanagerConfig; set spec.alerts.labels, or the chart value alertmanager.configLabels, to match its alertmanagerConfigSelector.',
      NoAlertmanager: 'No Alertmanager resource exists.',
      Rejected:
        'The Prometheus operator rejected the AlertmanagerConfig, for example because a Secret is missing; the message is its own. It is checked again every minute.',
      NoMailServer:
        'A receiver has an e-mail address without smarthost, and Alertmanager has no mail server of its own. Set smtp_smarthost and smtp_from in the configuration of Alertmanager and the chart value alertmanager.mailServer to true, or smarthost and from of the receiver.',
      Withdrawn:
        'With the AlertmanagerConfig the configuration of an Alertmanager could not be generated, for anyone, so it was deleted; the message gives the cause. It is applied again when the resource changes.',
      AlertmanagerFailing:
        'The Prometheus operator cannot generate the configuration of an Alertmanager that selects the AlertmanagerConfig; the message is its own.',
      Pending: 'The AlertmanagerConfig was written a moment ago.',
      NotReported:
        'The Prometheus operator does not report the state of Alertmanagers, or the operator may not read events, so whether it accepted the AlertmanagerConfig is unknown.',
      NotAllowed:
        'The operator is not permitted to read all Alertmanager resources, so whether one selects the AlertmanagerConfig is unknown.',
      AlertmanagerConfigMissing: 'The cluster has no AlertmanagerConfig resource; install the Prometheus operator.',
    },
  },
  DriftScheduled: {
    description: 'Drift checks run on schedule.',
    reasons: {
      Scheduled: 'The CronJob exists and its newest run did not fail.',
      Suspended: 'spec.drift.suspend is true.',
      RunFailing: 'The newest run failed; the message gives the cause.',
      RunBlocked: 'The pod of a run is refused or does not start; the message is that of the API server or the kubelet.',
    },
  },
  ReportFresh: {
    description: 'The newest report is not older than spec.alerts.staleAfter or, without it, than three scheduled checks.',
    reasons: {
      Fresh: 'The newest report is recent.',
      ReportStale: 'The newest report is too old; inspect the CronJob and its Jobs.',
      ReportUnreadable: 'The ConfigMap holds no readable report; the previous one stays in effect until the next run.',
      NoReportYet: 'No check has run yet.',
      Suspended: 'spec.drift.suspend is true.',
    },
  },
  ReportComplete: {
    description: 'The newest report has the rows of every pod.',
    reasons: {
      Complete: 'Every pod gave its rows, and the report has no warnings.',
      WithWarnings: 'Every pod gave its rows; the message repeats the warnings of the report.',
      PodsMissing:
        'Pods gave no rows, so the report is about a part of the traffic; the message names the causes. Check the NetworkPolicies between the drift job and the pods, and the logs of the pods.',
      NoReportYet: 'No check has run yet.',
    },
  },
  ReferenceMatches: {
    description: 'Reference and model have the same features.',
    reasons: {
      Matches: 'The newest report compared every feature of the model with the reference.',
      FeaturesDiffer: 'Features of the model are missing or empty in the reference; the message names them.',
      NoReportYet: 'No check has run yet.',
    },
  },
  DriftDetected: {
    description: 'The data set has drifted, as confirmed according to spec.drift.confirmation.',
    reasons: {
      Drifted: 'The data set drifted in enough of the newest runs.',
      Stable: 'The data set was stable in enough of the newest runs.',
      NoVerdict: 'The newest report has no verdict; the message gives the cause.',
      NoReportYet: 'No check has run yet.',
    },
  },
  UnsupportedFields: {
    description: 'Some fields have no effect where the monitor runs; the message names them. Absent when every field takes effect.',
    reasons: {
      KindMissing: 'The cluster lacks a kind of object, such as HTTPRoute of the Gateway API; the object is created once the kind exists.',
      ClusterOnly: 'The fields take effect in a cluster only, and the monitor runs outside a cluster.',
      NotAllowed:
        'Pods do not get annotations that the administrator of the operator has not allowed (docs/security.md lists those that are); predictor.allowedPodAnnotations of the chart, --pod-annotations, allows more.',
      OutsideClusterOnly: 'The fields take effect outside a cluster only, and the monitor runs in a cluster.',
      RowsInBuffer:
        'Captured rows stay in memory: capture.store is file, which needs capture.volumeClaim and one pod, a volumeClaim is set without a store that uses it, or a check would compare more rows than a buffer holds.',
    },
  },
  Degraded: {
    description: 'The model is served, but another condition reports a problem; the reason names the first one.',
    reasons: {
      AsExpected: 'Everything is as expected.',
      PodsNotReady: 'Some of the requested pods are not ready, and the message says why; the others serve.',
      MetricsNotScraped: 'See MetricsScraped.',
      RulesNotLoaded: 'See RulesLoaded.',
      AlertsNotRouted: 'See AlertsRouted.',
      VersionNotLoaded: 'See VersionsLoaded.',
      ServingPrevious: 'See VersionsLoaded.',
      StoreUnreachable: 'See StoreConnected.',
      DriftRunFailing: 'See DriftScheduled.',
      ReportStale: 'See ReportFresh.',
      ReportUnreadable: 'See ReportFresh.',
      ReferenceDiffers: 'See ReferenceMatches.',
      ReportIncomplete: 'See ReportComplete.',
    },
  },
} as const satisfies Readonly<Record<string, ConditionEntry>>;

export type ConditionType = keyof typeof conditionCatalogue;

/** The reasons of a condition. */
export type ReasonOf<Of extends ConditionType> = keyof (typeof conditionCatalogue)[Of]['reasons'] & string;
