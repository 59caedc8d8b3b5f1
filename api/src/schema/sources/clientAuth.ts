import Type from 'typebox';
import { dataKey } from '../dataKey.ts';
import { secretToSend } from './secretToSend.ts';

const basic = Type.Object(
  {
    secretRef: secretToSend(
      {
        username: dataKey('Key that holds the user name.', { default: 'username' }),
        password: dataKey('Key that holds the password.', { default: 'password' }),
      },
      'The Secret, as of the type kubernetes.io/basic-auth.',
    ),
  },
  { additionalProperties: false, description: 'Basic authentication.' },
);

const bearer = Type.Object(
  { secretRef: secretToSend({ key: dataKey('Key that holds the token.', { default: 'token' }) }, 'The Secret.') },
  { additionalProperties: false, description: 'A bearer token.' },
);

const header = Type.Object(
  {
    name: Type.String({
      pattern: '^[A-Za-z0-9][-A-Za-z0-9]*$',
      maxLength: 64,
      'x-expected': 'the name of a header, such as X-API-Key',
      description: 'Name of the header.',
    }),
    secretRef: secretToSend({ key: dataKey('Key that holds the value.', { default: 'token' }) }, 'The Secret.'),
  },
  { additionalProperties: false, description: 'A header of its own, such as X-API-Key.' },
);

/** How a process authenticates to a server that the resource names. */
export const clientAuthSchema = Type.Object(
  { basic: Type.Optional(basic), bearer: Type.Optional(bearer), header: Type.Optional(header) },
  {
    additionalProperties: false,
    description: 'Credentials for the server; a server that it redirects to does not get them.',
    'x-kubernetes-validations': [
      {
        rule: '(has(self.basic) ? 1 : 0) + (has(self.bearer) ? 1 : 0) + (has(self.header) ? 1 : 0) == 1',
        message: 'expected exactly one of basic, bearer, header',
      },
    ],
  },
);

export type ClientAuth = Type.Static<typeof clientAuthSchema>;
