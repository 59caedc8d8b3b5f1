import { localAddresses } from './localAddresses.ts';

test.each([
  '127.8.0.1',
  '0.0.0.0',
  '169.254.169.254',
  '100.100.100.200',
  '::1',
  '::ffff:127.0.0.1',
  '::127.0.0.1',
  '::ffff:0:127.0.0.1',
  'fe80::1%eth0',
  'fd00:ec2::254',
  'fd20:ce::254',
  'fd00:c1::a9fe:a9fe',
  'fd00:42::42',
  '64:ff9b::169.254.169.254',
  '64:ff9b::168.63.129.16',
  '64:ff9b:1::127.0.0.1',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::1',
])('%s is an address of the machine, its link or a metadata service', (address) => {
  expect(localAddresses()(address)).toBe(true);
});

test.each(['10.0.0.1', '192.168.1.1', '100.100.100.201', '64:ff9b::10.0.0.1', '2002:a00:1::', 'fd12:3456::1', '2001:db8::1'])(
  '%s is none',
  (address) => {
    expect(localAddresses()(address)).toBe(false);
  },
);
