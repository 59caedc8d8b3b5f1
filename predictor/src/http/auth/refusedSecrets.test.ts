import { randomBytes, scryptSync } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { type AuthenticatorSecrets, createAuthenticator } from './createAuthenticator.ts';

const password = 's3cret';
const salt = Buffer.from('sixteen bytes...');
const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
const scryptText = `$scrypt$ln=10,r=8,p=1$${bare(salt)}$${bare(scryptSync(password, salt, 32, { N: 1024, r: 8, p: 1 }))}`;
const bcryptText = bcrypt.hashSync(password, 4);

const longHash = bcryptText.slice(7);
test.each<{ name: string; secrets: AuthenticatorSecrets; message: string }>([
  {
    name: 'a line without a colon',
    secrets: { basic: 'ann:fine\nHIDDEN' },
    message: 'basic authentication, line 2: a user and a password as user:password are needed, got another form',
  },
  {
    name: 'a line without a user',
    secrets: { basic: ':HIDDEN' },
    message: 'basic authentication, line 1: a user and a password as user:password are needed, got another form',
  },
  {
    name: 'an empty password',
    secrets: { basic: '# one\nHIDDEN:' },
    message: 'basic authentication, line 2: a password after the colon is needed, got none',
  },
  {
    name: 'a user twice',
    secrets: { basic: 'HIDDEN:a\nHIDDEN:b' },
    message: 'basic authentication, line 2: a user that no line above has is needed, got one twice',
  },
  ...['$apr1$HIDDEN$x', '$6$HIDDEN$x', '{SHA}HIDDEN', '$argon2id$HIDDEN'].map((text) => ({
    name: `the scheme of ${text}`,
    secrets: { basic: `bob:${text}` },
    message:
      'basic authentication, line 1: a plain password, a bcrypt hash ($2y$) or a scrypt hash ($scrypt$) is needed, got another scheme',
  })),
  {
    name: 'a bcrypt hash that is too short',
    secrets: { basic: 'bob:$2y$10$HIDDEN' },
    message: 'basic authentication, line 1: a whole bcrypt hash ($2y$COST$ and 53 characters) is needed, got a broken one',
  },
  {
    name: 'a bcrypt hash that takes minutes',
    secrets: { basic: `bob:$2y$31$${longHash}` },
    message: 'basic authentication, line 1: a bcrypt cost of 4 to 14 is needed, got another',
  },
  {
    name: 'a scrypt hash that is not base64',
    secrets: { basic: 'bob:$scrypt$ln=10,r=8,p=1$HIDDEN!$HIDDEN' },
    message: 'basic authentication, line 1: a scrypt hash $scrypt$ln=…,r=…,p=…$SALT$HASH in base64 is needed, got a broken one',
  },
  {
    name: 'a scrypt hash that takes gigabytes',
    secrets: { basic: `bob:${scryptText.replace('ln=10', 'ln=24')}` },
    message: 'basic authentication, line 1: scrypt parameters with ln ≥ 1, r ≥ 1, p of 1 to 4 and at most 128 MiB are needed, got others',
  },
  {
    name: 'a scrypt hash of two bytes',
    secrets: { basic: `bob:$scrypt$ln=10,r=8,p=1$${bare(salt)}$AAA` },
    message: 'basic authentication, line 1: a scrypt salt of at least 8 bytes and a hash of 16 to 64 bytes are needed, got others',
  },
  {
    name: 'comments alone',
    secrets: { basic: '# HIDDEN' },
    message: 'basic authentication: at least one line user:password is needed, got none',
  },
  { name: 'no token', secrets: { bearer: '\n \n' }, message: 'bearer authentication: at least one token is needed, got none' },
  {
    name: 'a token with a space',
    secrets: { bearer: 'fine\n\nHID DEN' },
    message: 'bearer authentication, line 3: a token of letters, digits and -._~+/ is needed, got other characters',
  },
  {
    name: 'a digest that is too short',
    secrets: { bearer: 'sha256:HIDDEN' },
    message: 'bearer authentication, line 1: sha256: and 64 hexadecimal digits are needed, got others',
  },
  { name: 'nothing at all', secrets: {}, message: 'basic or bearer credentials are needed, got neither' },
])('$name in a Secret is refused by its line, without its content', ({ secrets, message }) => {
  expect(() => createAuthenticator(secrets, { randomBytes })).toThrow(expect.objectContaining({ message }));
  expect(message).not.toContain('HIDDEN');
});
