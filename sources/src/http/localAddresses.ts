import { BlockList, isIPv6 } from 'node:net';

/** Addresses of the machine itself, of its link and of cloud metadata services, by prefix length. */
const localNetworks = {
  ipv4: [
    ['0.0.0.0', 8],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['224.0.0.0', 3],
    // Metadata and agents of Alibaba Cloud, Azure and Oracle Cloud.
    ['100.100.100.200', 32],
    ['168.63.129.16', 32],
    ['192.0.0.192', 32],
  ],
  ipv6: [
    // With IPv4 addresses within: the deprecated forms of RFC 4291 and RFC 2765.
    ['::', 96],
    ['::ffff:0:0:0', 96],
    ['fe80::', 10],
    ['ff00::', 8],
    // Metadata and pod identities of AWS; metadata of Google Cloud, Oracle Cloud and Scaleway.
    ['fd00:ec2::', 32],
    ['fd20:ce::254', 128],
    ['fd00:c1::a9fe:a9fe', 128],
    ['fd00:42::42', 128],
  ],
} as const;

/** Prefixes that a gateway of the network translates to IPv4 (NAT64: RFC 6052, RFC 8215); the IPv4 address follows. */
const translated = ['64:ff9b::', '64:ff9b:1::'];

/**
 * Tells addresses that a source may not lead to in a pod: behind them are services that trust every process of the machine, such as the
 * metadata service of a cloud. Private networks are allowed: stores of a cluster are there.
 *
 * @returns whether an address, as numbers, is one of them
 */
export function localAddresses(): (address: string) => boolean {
  const list = new BlockList();
  for (const [network, prefix] of localNetworks.ipv4) {
    list.addSubnet(network, prefix, 'ipv4');
    for (const start of translated) list.addSubnet(`${start}${network}`, 96 + prefix, 'ipv6');
    // 6to4 (RFC 3056).
    const [a = 0, b = 0, c = 0, d = 0] = network.split('.').map(Number);
    list.addSubnet(`2002:${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}::`, 16 + prefix, 'ipv6');
  }
  for (const [network, prefix] of localNetworks.ipv6) list.addSubnet(network, prefix, 'ipv6');
  return (address) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
