import { webhookModel } from './webhook.ts';

const [secret, now] = ['webhook-secret', 1_796_018_258_924];
const body = Buffer.from(
  '{"entity": "model_version_alias", "action": "created", "data": {"name": "wine", "alias": "champion", "version": "2"}}',
);
// printf '%s' "d-1.1796018258.$body" | openssl dgst -sha256 -hmac webhook-secret -binary | base64
const signature = 'v1,0dUfPCE7vzGAChKfURaO9833B4KKE+OthYjLbNDqlz8=';
const headers = { 'x-mlflow-delivery-id': 'd-1', 'x-mlflow-timestamp': '1796018258', 'x-mlflow-signature': signature };

test('a signed webhook names its model, also with a second signature beside it', () => {
  expect(webhookModel({ headers, body }, { secret, now })).toEqual({ model: 'wine' });
  const two = { ...headers, 'x-mlflow-signature': `v1,AAAA ${signature}` };
  expect(webhookModel({ headers: two, body }, { secret, now })).toEqual({ model: 'wine' });
});

test.each<{ what: string; changed?: object; sent?: string; key?: string; at?: number; refused: RegExp }>([
  {
    what: 'no signature',
    changed: { 'x-mlflow-signature': undefined },
    refused: /^expected the headers .*create the webhook with a secret$/,
  },
  { what: 'another version', changed: { 'x-mlflow-signature': signature.replace('v1', 'v2') }, refused: /^the signature is not the one/ },
  { what: 'another body', sent: '{"data": {"name": "other"}}', refused: /^the signature is not the one/ },
  { what: 'another secret', key: 'other', refused: /^the signature is not the one/ },
  { what: 'another id', changed: { 'x-mlflow-delivery-id': 'd-2' }, refused: /^the signature is not the one/ },
  { what: 'a replay', at: now + 301_000, refused: /^expected a time within 300 s/ },
  { what: 'a time that is none', changed: { 'x-mlflow-timestamp': 'soon' }, refused: /^expected a time within 300 s/ },
])('$what is refused', ({ changed = {}, sent, key = secret, at = now, refused }) => {
  const outcome = webhookModel(
    { headers: { ...headers, ...changed }, body: sent === undefined ? body : Buffer.from(sent) },
    { secret: key, now: at },
  );
  expect(outcome).toEqual({ refused: expect.stringMatching(refused) });
});
