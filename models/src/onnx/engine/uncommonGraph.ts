/**
 * A graph with an operator that is not computed here: softmax(Einsum(X, [[1, −1], [0.5, 0.5], [−2, 0]])), with a label and a ZipMap of the
 * classes no and yes. Made with onnx.helper, operator set 17.
 */
export function uncommonGraph(): Uint8Array {
  return Buffer.from(parts.join(''), 'base64');
}

const parts = [
  'CAg6vAMKKwoBWAoBVxIBcyIGRWluc3VtKhgKCGVxdWF0aW9uIglpaixqay0+aWugAQMKHAoBcxIBcCIHU29mdG1heCoLCgRheGlzGAGgAQIKLAoBcBIBaSIGQXJnTWF4Kg',
  'sKBGF4aXMYAaABAioPCghrZWVwZGltcxgAoAECCi0KAUMKAWkSAmwyIhVBcnJheUZlYXR1cmVFeHRyYWN0b3I6CmFpLm9ubngubWwKHwoCbDIKAm0xEgxvdXRwdXRfbGFi',
  'ZWwiB1Jlc2hhcGUKTgoBcBISb3V0cHV0X3Byb2JhYmlsaXR5IgZaaXBNYXAqIQoTY2xhc3NsYWJlbHNfc3RyaW5nc0oCbm9KA3llc6ABCDoKYWkub25ueC5tbBIBZyojCA',
  'MIAhABQgFXShgAAIA/AACAvwAAAD8AAAA/AAAAwAAAAAAqEggBEAdCAm0xSgj//////////yoQCAIQCDICbm8yA3llc0IBQ1oRCgFYEgwKCggBEgYKAAoCCANiGAoMb3V0',
  'cHV0X2xhYmVsEggKBggIEgIKAGImChJvdXRwdXRfcHJvYmFiaWxpdHkSECIOCgwqCggIEgYKBAgBEgBCBAoAEBFCDgoKYWkub25ueC5tbBAB',
];
