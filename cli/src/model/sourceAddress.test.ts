import { sourceAddress } from './sourceAddress.ts';

const key = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
const secretRef = { name: 'modelmonitor-s3', accessKeyId: 'AWS_ACCESS_KEY_ID', secretAccessKey: 'AWS_SECRET_ACCESS_KEY' };

test.each([
  { text: 'https://example.org/m.ubj', place: { http: { url: 'https://example.org/m.ubj' } } },
  { text: 's3://models/churn/m.ubj', place: { s3: { bucket: 'models', key: 'churn/m.ubj', region: 'us-east-1' } } },
  {
    text: 's3://models/m.ubj',
    variables: { ...key, AWS_REGION: 'eu-central-1', AWS_ENDPOINT_URL: 'http://minio:9000' },
    place: { s3: { bucket: 'models', key: 'm.ubj', region: 'eu-central-1', endpoint: 'http://minio:9000', credentials: { secretRef } } },
    secrets: { 'modelmonitor-s3': key },
  },
  { text: 'oci://ghcr.io/team/churn:v3', place: { oci: { reference: 'ghcr.io/team/churn:v3', mount: 'pull' } } },
  {
    text: 'oci://ghcr.io/team/churn:v3#models/m.ubj',
    place: { oci: { reference: 'ghcr.io/team/churn:v3', mount: 'pull', path: 'models/m.ubj' } },
  },
  {
    text: 'oci://localhost:5000/churn',
    variables: { DOCKER_AUTH_CONFIG: '{"auths":{}}' },
    place: {
      oci: {
        ...{ reference: 'localhost:5000/churn', mount: 'pull', plainHttp: true },
        pullSecret: { secretRef: { name: 'modelmonitor-registry', key: '.dockerconfigjson' } },
      },
    },
    secrets: { 'modelmonitor-registry': { '.dockerconfigjson': '{"auths":{}}' } },
  },
  {
    text: 'hf://team/churn/models/m b.skops',
    place: { http: { url: 'https://huggingface.co/team/churn/resolve/main/models/m%20b.skops' } },
  },
  {
    text: 'hf://team/churn/m.ubj@refs/pr/1',
    variables: { HF_TOKEN: 't', HF_ENDPOINT: 'https://mirror.example.org/' },
    place: {
      http: {
        url: 'https://mirror.example.org/team/churn/resolve/refs%2Fpr%2F1/m.ubj',
        auth: { bearer: { secretRef: { name: 'modelmonitor-huggingface', key: 'token' } } },
      },
    },
    secrets: { 'modelmonitor-huggingface': { token: 't' } },
  },
])('$text is a source', ({ text, variables = {}, place, secrets = {} }) => {
  expect(sourceAddress(text, variables)).toEqual({ place, secrets });
});

test.each(['model.ubj', 'C:\\models\\m.ubj', 'models:/churn@champion', '/tmp/a:b'])('%s is no address', (text) => {
  expect(sourceAddress(text, {})).toBeUndefined();
});

test.each([
  { text: 's3://models', message: 'expected s3://BUCKET/KEY, got s3://models' },
  { text: 'hf://churn', message: 'expected hf://ORG/REPO/FILE or hf://ORG/REPO/FILE@REVISION, got hf://churn' },
  { text: 'gs://models/m.ubj', message: 'gs://models/m.ubj: expected a file, a folder of MLflow, or an address that begins with https://' },
])('$text is refused', ({ text, message }) => {
  expect(() => sourceAddress(text, {})).toThrow(message);
});
