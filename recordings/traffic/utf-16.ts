/** A text in UTF-16, as some shells write what a command prints, by its byte order mark or by the zeros beside its first letter; undefined for others. */
export function utf16Text(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return bytes.toString('utf16le');
  if ((first !== 0xfe || second !== 0xff) && (first !== 0 || second === 0)) return undefined;
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
    .swap16()
    .toString('utf16le');
}
