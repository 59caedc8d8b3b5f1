/** A condition of a ModelMonitor: what it says when it is true, and the reasons it may give, each with a sentence for a runbook. */
export interface ConditionEntry {
  readonly description: string;
  readonly reasons: Readonly<Record<string, string>>;
}

/** The conditions of `status.conditions` in the order they are shown. The one place reasons are taken from. */
export const conditionCatalogue = {
  Ready: {
    description: 'The model is served as the resource asks for.',
    reasons: {
      Serving: 'Everything is in place and enough pods answer.',
      SpecInvalid: 'The resource breaks a rule that the API server did not know; the message names the field.',
      ChildConflict: 'An object of a name the monitor needs exists and belongs to somebody else; rename one of the two.',
      ApplyRefused: 'The API server refused an object of the monitor; the message is its own.',
      PredictorUnavailable: 'See PredictorAvailable.',
      ScaledToZero: 'spec.serving.replicas is 0.',
    },
  },
  PredictorAvailable: {
    description: 'Enough predictor pods are ready.',
    reasons: {
      Available: 'As many pods are ready as are wanted.',
      Progressing: 'Pods are starting or being replaced; those that are ready answer.',
      Unavailable: 'Too few pods are ready; kubectl describe pod says why.',
      ScaledToZero: 'spec.serving.replicas is 0.',
    },
  },
  VersionsLoaded: {
    description: 'Every pod has loaded every version of the model.',
    reasons: {
      Loaded: 'Every pod that could be asked has loaded every version.',
      VersionNotLoaded: 'A version could not be loaded; the others share its requests. The message names it and says why.',
      NotRequested: 'No pod could be queried yet.',
    },
  },
  MetricsScraped: {
    description: 'A Prometheus selects the ServiceMonitor.',
    reasons: {
      Selected: 'The selectors of a Prometheus take the ServiceMonitor.',
      NotSelected: 'No Prometheus selects the ServiceMonitor; set spec.monitoring.serviceMonitor.labels to what its selector wants.',
      NoPrometheus: 'There is no Prometheus in the namespaces that are watched.',
      ServiceMonitorMissing: 'The cluster has no ServiceMonitor resource; install the Prometheus operator, or scrape the Service by hand.',
      Disabled: 'spec.monitoring.serviceMonitor.enabled is false.',
      NotAllowed: 'The operator may not look at Prometheus resources, so it cannot tell.',
    },
  },
  AlertsRouted: {
    description: 'The receivers of spec.alerts are handed to Alertmanager; absent without receivers.',
    reasons: {
      Routed: 'An AlertmanagerConfig holds the receivers.',
      AlertmanagerConfigMissing: 'The cluster has no AlertmanagerConfig resource; install the Prometheus operator.',
    },
  },
  DriftScheduled: {
    description: 'Drift checks run by their schedule.',
    reasons: {
      Scheduled: 'The CronJob is in place and its last run did not fail.',
      Suspended: 'spec.drift.suspend is true.',
      RunFailing: 'The newest run failed; the message says why.',
    },
  },
  ReportFresh: {
    description: 'The newest report is not older than spec.alerts.staleAfter, or three intervals of the checks.',
    reasons: {
      Fresh: 'The newest report is recent enough.',
      ReportStale: 'The newest report is too old; look at the CronJob and its Jobs.',
      ReportUnreadable: 'The ConfigMap holds no readable report; the one before it counts until the next run.',
      NoReportYet: 'No check has run yet.',
      Suspended: 'spec.drift.suspend is true.',
    },
  },
  ReferenceMatches: {
    description: 'Reference and model have the same features.',
    reasons: {
      Matches: 'The newest report compared every feature of the model with the reference.',
      FeaturesDiffer: 'Features of the model are missing from the reference, or empty in it; the message names them.',
      NoReportYet: 'No check has run yet.',
    },
  },
  DriftDetected: {
    description: 'The data set has drifted, confirmed as spec.drift.confirmation asks for.',
    reasons: {
      Drifted: 'Enough of the newest runs found the data set drifted.',
      Stable: 'The newest runs found the data set stable.',
      NoVerdict: 'The newest report gives no verdict; the message says why.',
      NoReportYet: 'No check has run yet.',
    },
  },
  UnsupportedFields: {
    description: 'Fields are set that have no effect where the monitor runs; the message names them. Absent when every field takes effect.',
    reasons: {
      ClusterOnly: 'The fields take effect in a cluster only, and the monitor runs outside of one.',
    },
  },
  Degraded: {
    description: 'The model is served, but something around it is not right: the first of the other conditions that is wrong.',
    reasons: {
      AsExpected: 'Everything is as expected.',
      MetricsNotScraped: 'See MetricsScraped.',
      AlertsNotRouted: 'See AlertsRouted.',
      VersionNotLoaded: 'See VersionsLoaded.',
      DriftRunFailing: 'See DriftScheduled.',
      ReportStale: 'See ReportFresh.',
      ReportUnreadable: 'See ReportFresh.',
      ReferenceDiffers: 'See ReferenceMatches.',
    },
  },
} as const satisfies Readonly<Record<string, ConditionEntry>>;

export type ConditionType = keyof typeof conditionCatalogue;

/** The reasons a condition may give. */
export type ReasonOf<Of extends ConditionType> = keyof (typeof conditionCatalogue)[Of]['reasons'] & string;
