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
    ['::', 127],
    ['fe80::', 10],
    ['ff00::', 8],
    // Metadata and pod identities of AWS.
    ['fd00:ec2::', 32],
    // The same IPv4 addresses behind NAT64.
    ['64:ff9b::7f00:0', 104],
    ['64:ff9b::a9fe:0', 112],
  ],
} as const;

/**
 * Tells addresses that a source may not lead to in a pod: behind them are services that trust every process of the machine, such as the
 * metadata service of a cloud. Private networks are allowed: stores of a cluster are there.
 *
 * @returns whether an address, as numbers, is one of them
 */
export function localAddresses(): (address: string) => boolean {
  const list = new BlockList();
  for (const [network, prefix] of localNetworks.ipv4) list.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of localNetworks.ipv6) list.addSubnet(network, prefix, 'ipv6');
  return (address) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
