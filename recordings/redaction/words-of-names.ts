import { isPublicWord, isPublicWordsInARow, wordsIn } from './public-words.js';

/**
 * Acronyms without a vowel, which otherwise would look like letters by chance: those of Graph, of the devices that Intune manages, and of their
 * networks. They are public in names of properties and types alone: in a text one may be the name of a company.
 */
const acronyms: ReadonlySet<string> = new Set(
  `bcd bgp bmp bsd btn cbc ccmp cdn cfg clr cmd cng crl crm csp csr css csv ctrl db dc dcs ddl ddns dfs dhcp dll dlp dmg dmz dn dns drm drs dsc dst
  fcm fqdn ftp gb gcm gmt gpl gps gpt grpc gsm hdd hdr hklm html http https hw hz jpg jvm jwks jwt kb kbps kdc kfm khz kms krb lms lts lxp mb mbps
  mbr md mdm mdns mdt mfp mgmt mgr mhz mmc mms ms msg msp mtd mtls mtp mx nfc nfs nlb npm nps ns nsg ntfs ntlm ntp pb pcr pdf pfs pfx pgp phs pkcs
  pkg pkt png pnp ppp pptp prt psk pst ptr pwd px qr rdn rdp rgb rms rpc rpm rss rtf rtmp rtsp rtt sccm scp sctp sd sdk sds sftp smb smm sms smtp
  snmp spf spn sql src srv ssd ssh ssl sspr stp svc svg sw tb tcp tftp tls tp tpm tps ttl ttls txt tz vbs vhd vhdx vm vnc vpc vpn vpp wcf wds wmv
  wns wpf wps wsl wvd xhr xhtml xml xmlns xmpp xsd xslt xts ztd`
    .trim()
    .split(/\s+/),
);

/** Shorter acronyms come up in random texts too, in letters. */
const shortestKnown = 3;

/** Groups of letters that are spoken as one: without them `lengths` would have five consonants in a row. */
const spokenAsOne = /ngth|ght|tch|scr|str/gi;

/** True for a word that is public in a name. */
export function isKnownWord(word: string): boolean {
  return isPublicWord(word) || (word.length >= shortestKnown && isAcronym(word)) || isPublicWordsInARow(word);
}

/** A word has vowels, and few consonants in a row; an acronym is short, or one that is known. */
export function canBeSpoken(word: string): boolean {
  if (word.length === 1 || isAcronym(word)) return true;
  if (/^[A-Z]+$/.test(word)) return word.length <= 5;
  return /[aeiouy]/i.test(word) && !/[^aeiouy]{5}/i.test(word.replaceAll(spokenAsOne, 't'));
}

function isAcronym(word: string): boolean {
  const lower = word.toLowerCase();
  return acronyms.has(lower) || (lower.endsWith('s') && acronyms.has(lower.slice(0, -1)));
}

/** The share of its letters, from 0 to 1, that belong to words that are public in a name. */
export function knownShareOf(name: string): number {
  const found = wordsIn(name);
  const lengthOf = (list: readonly string[]): number => list.reduce((sum, word) => sum + word.length, 0);
  return found.length === 0 ? 0 : lengthOf(found.filter(isKnownWord)) / lengthOf(found);
}
