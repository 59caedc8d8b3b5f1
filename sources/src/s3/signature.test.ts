import { encodeKey, signatureHeaders } from './signature.ts';

const time = new Date('2026-11-30T06:45:01Z');

// Signatures of botocore 1.44 (S3SigV4Auth) for the same requests at the same time.
test.each([
  {
    name: 'a key with blanks and brackets, at Amazon S3',
    url: `https://models.s3.eu-central-1.amazonaws.com/${encodeKey('wine/v3 (final).ubj')}`,
    key: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
    region: 'eu-central-1',
    signature: '9d79b9a02822546cade4a7665f61112a401ebc957bb96fd5f453316bc4e7723e',
  },
  {
    name: 'a version of a key with other letters, at an endpoint with a port',
    url: `http://minio.storage.svc:9000/models/${encodeKey('wäin+e/a~b_c-d.skops')}?versionId=3%2F4%3D`,
    key: { accessKeyId: 'minio', secretAccessKey: 'sesame123' },
    region: 'us-east-1',
    signature: 'd0f1da919ba4fc7806c821686321c9d9b719591ae5f1cd46f630aa66ac0f4b2a',
  },
  {
    name: 'a session token',
    url: 'https://s3.us-west-2.amazonaws.com/a.b/k',
    key: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'FQoG/token+with=signs' },
    region: 'us-west-2',
    signature: '2bfe4485d2b05a3185a77e6c0b08bf39828c32be4048f76f276c42b5734e333f',
  },
])('the signature for $name is that of botocore', ({ url, key, region, signature }) => {
  const headers = signatureHeaders(new URL(url), key, { region, now: time });
  expect(headers['Authorization']).toContain(`,Signature=${signature}`);
  expect(headers['x-amz-security-token']).toBe(key.sessionToken);
});
