import type { InvalidSample, Sample } from './sample.ts';

const secret = { name: 'modelmonitor-peer' };
const first = 'spec.model.versions.0.source';
const second = 'spec.model.versions.1.source';
const url = 'http://mlserver:8080';

/** Models of other servers, valid; together they set every field of `source.remote`. */
export const remoteSamples: readonly Sample[] = [
  {
    name: 'a model of another server, with everything',
    changes: {
      [first]: {
        remote: {
          url,
          protocol: 'v2',
          model: 'wine',
          version: '3',
          timeout: '1s',
          maxInFlight: 10,
          idempotent: true,
          contentType: 'pd',
          outputs: { prediction: 'predict', probabilities: 'predict_proba' },
          auth: { basic: { secretRef: { ...secret, username: 'u', password: 'p' } } },
          ca: { configMap: { name: 'authorities', key: 'ca.crt' } },
        },
      },
      [second]: { remote: { url, protocol: 'invocations', auth: { bearer: { secretRef: { ...secret, key: 'k' } } } } },
    },
  },
  { name: 'a model that is served elsewhere', changes: { [first]: { events: { timeout: '30s' } } } },
  {
    name: 'a model of a server of its own protocol',
    changes: {
      [first]: {
        remote: {
          url: 'https://score.example.org/api',
          protocol: 'template',
          template: {
            path: '/predict',
            health: '/health',
            rows: 'data.rows',
            row: 'array',
            predictions: 'results',
            label: 'label',
            probabilities: 'result.scores',
            classes: ['red', 'white'],
          },
          auth: { header: { name: 'X-Key', secretRef: { ...secret, key: 'k' } } },
        },
      },
      [second]: { remote: { url, protocol: 'template', template: { path: '/predict' } } },
    },
  },
];

/** Remote models that break a CEL rule each. */
export const remoteRuleSamples: readonly InvalidSample[] = [
  {
    name: 'a remote model without its name',
    changes: { 'spec.model.versions.0.source': { remote: { url: 'http://peer', protocol: 'v2' } } },
    path: 'spec.model.versions[0].source.remote.model',
    message: 'the protocols v1 and v2 require the name of the model',
  },
  {
    name: 'a template for another protocol',
    changes: { 'spec.model.versions.0.source': { remote: { url: 'http://peer', protocol: 'invocations', template: { path: '/a' } } } },
    path: 'spec.model.versions[0].source.remote.template',
    message: 'expected template with the protocol template, and only with it',
  },
];
