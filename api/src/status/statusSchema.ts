import Type from 'typebox';
import { words } from '../schema/words.ts';
import { type ConditionType, conditionCatalogue } from './conditionCatalogue.ts';

const text = (description: string, maxLength = 1024) => Type.String({ maxLength, description });
const time = (description: string) => Type.String({ format: 'date-time', description });
const count = (description: string) => Type.Integer({ minimum: 0, description });
const verdict = (description: string) => words(['stable', 'drifted', 'unknown'], { description });

const condition = Type.Object(
  {
    type: words(Object.keys(conditionCatalogue) as ConditionType[], { description: 'Type of the condition.' }),
    status: words(['True', 'False', 'Unknown'], { description: 'Whether the condition holds.' }),
    observedGeneration: count('Generation of the resource that the condition describes.'),
    lastTransitionTime: time('When the status last changed.'),
    reason: Type.String({ pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$', maxLength: 128, description: 'Reason, as one word.' }),
    message: text('Reason, as a sentence.', 4096),
  },
  { description: 'One condition.' },
);

const version = Type.Object(
  {
    name: text('Name of the version.', 63),
    traffic: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 100, description: 'Percent of the requests it serves; absent for a shadow.' }),
    ),
    pods: Type.Optional(count('Number of pods that have loaded it; absent until a pod has reported.')),
    error: Type.Optional(text('Why a pod could not load it.')),
  },
  { description: 'One version.' },
);

const run = Type.Object(
  {
    run: text('Name of the run.', 32),
    verdict: verdict('Its outcome.'),
    share: Type.Optional(Type.Number({ description: 'Share of drifted features; absent when unknown.' })),
    drifted: count('Number of drifted features.'),
    newestRow: Type.Optional(time('Time of the newest row it looked at; absent when unknown.')),
    configMap: text('ConfigMap that keeps its report.', 253),
  },
  { description: 'One run.' },
);

const drift = Type.Object(
  {
    lastRunTime: Type.Optional(time('When the newest check with a report ran.')),
    verdict: Type.Optional(verdict('Outcome of the newest report.')),
    confirmed: Type.Optional(verdict('Outcome on which alerts fire, see spec.drift.confirmation.')),
    share: Type.Optional(Type.Number({ description: 'Share of drifted features in the newest report; absent when unknown.' })),
    level: Type.Optional(
      words(['monitor', 'retrain', 'recollect'], { description: 'Recommended action at that share; absent below the first level.' }),
    ),
    drifted: Type.Optional(
      Type.Array(text('Name of a feature.', 128), {
        maxItems: 100,
        'x-kubernetes-list-type': 'atomic',
        description: 'Drifted features of the newest report, at most 100.',
      }),
    ),
    since: Type.Optional(text('Run that started the current episode of drift; absent while there is none.', 32)),
    reportConfigMap: Type.Optional(text('ConfigMap with the newest report.', 253)),
    failures: Type.Optional(count('Number of runs without a report, and of reports that could not be read.')),
    lastFailure: Type.Optional(
      Type.Object(
        { time: time('When it was noticed.'), run: text('The Job, or the run, that failed.', 253), message: text('Why it failed.') },
        { description: 'The newest failure.' },
      ),
    ),
    history: Type.Optional(
      Type.Array(run, {
        maxItems: 100,
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['run'],
        description: 'Runs whose reports are kept, newest first.',
      }),
    ),
  },
  { description: 'Results of the drift checks.' },
);

/** `status` of a ModelMonitor: the observed state. Only the operator writes it. */
export const statusSchema = Type.Object(
  {
    observedGeneration: Type.Optional(count('Generation of the resource that the status describes.')),
    operator: Type.Optional(text('Operator that manages the monitor: namespace and name of its lease.', 320)),
    rollout: Type.Optional(
      Type.Object(
        {
          template: text('Digest of the pod template of the current specification.', 64),
          served: Type.Boolean({ description: 'Whether every pod that serves has been of this template since.' }),
        },
        { description: 'How far pods are replaced.' },
      ),
    ),
    conditions: Type.Optional(
      Type.Array(condition, {
        maxItems: 32,
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['type'],
        description: 'Conditions of the monitor; docs/conditions.md lists every reason.',
      }),
    ),
    replicas: Type.Optional(count('Number of predictor pods.')),
    readyReplicas: Type.Optional(count('Number of ready predictor pods.')),
    selector: Type.Optional(text('Label selector of the predictor pods.', 512)),
    url: Type.Optional(text('Address of the model inside the cluster.', 512)),
    traffic: Type.Optional(text('Percent of the requests by version, such as v1=80,v2=20.')),
    versions: Type.Optional(
      Type.Array(version, {
        maxItems: 10,
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        description: 'Versions of the model.',
      }),
    ),
    drift: Type.Optional(drift),
  },
  { description: 'Observed state; written by the operator only.' },
);

export type MonitorStatus = Type.Static<typeof statusSchema>;
export type Condition = Type.Static<typeof condition>;
export type StatusRun = Type.Static<typeof run>;
export type VersionStatus = Type.Static<typeof version>;
