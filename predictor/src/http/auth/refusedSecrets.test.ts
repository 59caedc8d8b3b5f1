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
    message: 'basic authentication, line 2: expected user:password, got another form',
  },
  {
    name: 'a line without a user',
    secrets: { basic: ':HIDDEN' },
    message: 'basic authentication, line 1: expected user:password, got another form',
  },
  {
    name: 'an empty password',
    secrets: { basic: '# one\nHIDDEN:' },
    message: 'basic authentication, line 2: expected a password after the colon, got none',
  },
  {
    name: 'a user twice',
    secrets: { basic: 'HIDDEN:a\nHIDDEN:b' },
    message: 'basic authentication, line 2: expected a user that no earlier line has, got one twice',
  },
  ...['$apr1$HIDDEN$x', '$6$HIDDEN$x', '{SHA}HIDDEN', '$argon2id$HIDDEN'].map((text) => ({
    name: `the scheme of ${text}`,
    secrets: { basic: `bob:${text}` },
    message:
      'basic authentication, line 1: expected a plain password, a bcrypt hash ($2y$) or a scrypt hash ($scrypt$), got another scheme',
  })),
  {
    name: 'a bcrypt hash that is too short',
    secrets: { basic: 'bob:$2y$10$HIDDEN' },
    message: 'basic authentication, line 1: expected a bcrypt hash ($2y$COST$ and 53 characters), got an incomplete one',
  },
  {
    name: 'a bcrypt hash that takes minutes',
    secrets: { basic: `bob:$2y$31$${longHash}` },
    message: 'basic authentication, line 1: expected a bcrypt cost of 4 to 14, got another',
  },
  {
    name: 'a scrypt hash that is not base64',
    secrets: { basic: 'bob:$scrypt$ln=10,r=8,p=1$HIDDEN!$HIDDEN' },
    message: 'basic authentication, line 1: expected a scrypt hash $scrypt$ln=…,r=…,p=…$SALT$HASH in base64, got another form',
  },
  {
    name: 'a scrypt hash that takes gigabytes',
    secrets: { basic: `bob:${scryptText.replace('ln=10', 'ln=24')}` },
    message: 'basic authentication, line 1: expected scrypt parameters with ln ≥ 1, r ≥ 1, p of 1 to 4 and at most 128 MiB, got others',
  },
  {
    name: 'a scrypt hash of two bytes',
    secrets: { basic: `bob:$scrypt$ln=10,r=8,p=1$${bare(salt)}$AAA` },
    message: 'basic authentication, line 1: expected a scrypt salt of at least 8 bytes and a hash of 16 to 64 bytes, got other lengths',
  },
  {
    name: 'comments alone',
    secrets: { basic: '# HIDDEN' },
    message: 'basic authentication: expected at least one line user:password, got none',
  },
  { name: 'no token', secrets: { bearer: '\n \n' }, message: 'bearer authentication: expected at least one token, got none' },
  {
    name: 'a token with a space',
    secrets: { bearer: 'fine\n\nHID DEN' },
    message: 'bearer authentication, line 3: expected a token of letters, digits and -._~+/, got other characters',
  },
  {
    name: 'a digest that is too short',
    secrets: { bearer: 'sha256:HIDDEN' },
    message: 'bearer authentication, line 1: expected sha256: and 64 hexadecimal digits, got another form',
  },
  { name: 'nothing at all', secrets: {}, message: 'expected basic or bearer credentials, got neither' },
])('$name in a Secret is refused by its line, without its content', ({ secrets, message }) => {
  expect(() => createAuthenticator(secrets, { randomBytes })).toThrow(expect.objectContaining({ message }));
  expect(message).not.toContain('HIDDEN');
});
