import { isPublicWord, isPublicWordsInARow, partsOfIdentifier, publicWords, wordsIn } from './public-words.js';

/**
 * Acronyms without a vowel, which otherwise would look like letters by chance: those of Graph, of the devices that Intune manages, and of their
 * networks. They are public in names of properties and types alone: in a text one may be the name of a company.
 */
const acronyms: ReadonlySet<string> = new Set(
  `bcd bgp bmp bsd btn cbc ccmp cdn cfg clr cmd cng crl crm csp csr css csv ctrl db dc dcs ddl ddns dfs dhcp dll dlp dmg dmz dn dns drm drs dsc
  dst dvr fcm fqdn ftp gb gcm gdpr gmt gpl gps gpt grpc gsm hdd hdr hklm html http https hw hz jpg jvm jwks jwt kb kbps kdc kfm khz kms krb
  lms lts lxp mb mbps mbr md mdm mdns mdt mfp mgmt mgr mhz mmc mms ms msg msp mtd mtls mtp mx nfc nfs nlb npm nps ns nsg ntfs ntlm ntp pb pc
  pcr pdf pfs pfx pgp phs pkcs pkg pkt png pnp ppp pptp prt psk pst ptr pv pwd px qr rdn rdp rgb rms rpc rpm rss rtf rtmp rtsp rtt sccm scp
  sctp sd sdk sds sftp smb smm sms smtp snmp spf spn sql src srv ssd ssh ssid ssl sspr stp svc svg sw tb tcp tftp tls tp tpm tps ttl ttls txt
  tz vbs vhd vhdx vm vnc vpc vpn vpp wcf wds wmv wns wpf wps wsl wvd xhr xhtml xml xmlns xmpp xsd xslt xts ztd`
    .trim()
    .split(/\s+/),
);

/** Words of devices, networks and programs. As acronyms, they are public in names alone. */
const terms: ReadonlySet<string> = new Set(
  `address addresses aes air alert alternative analytics apple audio audit author based battery behavior bit blob block blocked bluetooth boot browser build bulk
  business bytes cache calendar calls camera category cellular center chat child chrome claim class clear click collaboration color column
  compact compute connected cookie copy core cpu crc credential credentials criterion cross cvss defender delay desktop discovery disk
  distribution download drive driver drop duplex eap eas edge edit email enable encryption entry eula exchange execution expiry factor feed fido
  files firewall flow flows folder font force full game guard hardware hash health help hex hide hint home hotspot icon idle image imei
  inbound index info install installed ipv iso job jobs join keyboard kind kiosk label lan launch layout library line links lob log login logo
  logon loss low mac major malware media meeting memory menu mfa mic min minute minutes monitor month multi net notes notification num oauth
  off offer offset online outbound outlook owned package packet pages partition password pause peer period picture pin plan plans play plus
  point port portal power print printer privacy processor provision provisioning proxy push quality quick ram ranges rate ratio remote replace reply
  reset restart risk roaming row rows safe saml sample saver scan scep screen secure send setup sha share shared shell shift show silent site
  sites sleep slot smart soc software sound speed stage start startup step steps storage store stream summary swap switch tasks tax team teams
  terms theme thread threat thumbprint thumbprints toggle tool track traffic trust trusted tunnel uid unit units upload upn urls usb utc vault
  video virtual voice volume wallpaper web wide wifi win wipe word words wpa xbox year zone`
    .trim()
    .split(/\s+/),
);

/** Shorter acronyms come up in random texts too, in letters. */
const shortestKnown = 3;

/** Groups of letters that are spoken as one: without them `lengths` would have five consonants in a row. */
const spokenAsOne = /ngth|ght|tch|scr|str/gi;

/** True for a word that is public in a name. */
export function isKnownWord(word: string): boolean {
  return (
    isPublicWord(word) || terms.has(word.toLowerCase()) || (word.length >= shortestKnown && isAcronym(word)) || isPublicWordsInARow(word)
  );
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

/** A letter or two before a number are the sign of a kind: `x509`, `b2b`, `ipV6`, `V2`. */
const lettersOfSign = 2;

/** True if each number in a name stands behind a word that is public in names, or the sign of a kind: `sha256`, `windows365`. Other words have numbers of their own. */
export function hasKnownNumbers(name: string): boolean {
  const parts = partsOfIdentifier(name);
  return parts.every((part, at) => {
    const before = parts[at - 1];
    return !/^\d/.test(part) || before === undefined || before.length <= lettersOfSign || isKnownWord(before);
  });
}

/** Letters beside a number that make the sign of a kind with it: `b2b`, `iPv6`, `V2`, `x509`. */
const signs: ReadonlySet<string> = new Set(['b', 'pv', 'v', 'x']);

/** The words of a name that are not public in names. The sign of a kind is, where a public word stands in the name too. */
export function unknownWordsIn(name: string): string[] {
  const parts = partsOfIdentifier(name);
  const isNumber = (at: number): boolean => /^\d/.test(parts[at] ?? '');
  const hasKnown = parts.some((part) => part.length > lettersOfSign && isKnownWord(part));
  const isSign = (part: string, at: number): boolean => hasKnown && signs.has(part.toLowerCase()) && (isNumber(at - 1) || isNumber(at + 1));
  return parts.filter((part, at) => !isNumber(at) && !isKnownWord(part) && !isSign(part, at));
}

/** Pairs of letters that stand in public words: in a random text, every second pair is another one. */
const pairs: ReadonlySet<string> = new Set([...publicWords, ...terms].flatMap(pairsIn));

/** Longer words are none, in letters. */
const longestWord = 16;

/** Random texts have shorter words, in letters. */
const meanLength = 4.5;

/** One word in so many may have a pair of letters that no public word has. */
const wordsOfRarePair = 3;

/** True for a long name that reads like English, though few of its words be known. */
export function readsLikeWords(name: string): boolean {
  const found = wordsIn(name);
  const letters = found.reduce((sum, word) => sum + word.length, 0);
  if (letters < meanLength * found.length || found.some((word) => word.length > longestWord)) return false;
  const rare = found
    .filter((word) => !isKnownWord(word))
    .flatMap(pairsIn)
    .filter((pair) => !pairs.has(pair));
  return rare.length <= Math.floor(found.length / wordsOfRarePair);
}

function pairsIn(word: string): string[] {
  const lower = word.toLowerCase();
  return Array.from({ length: lower.length - 1 }, (_, at) => lower.slice(at, at + 2));
}

/** The share of its letters, from 0 to 1, that belong to words that are public in a name. */
export function knownShareOf(name: string): number {
  const found = wordsIn(name);
  const lengthOf = (list: readonly string[]): number => list.reduce((sum, word) => sum + word.length, 0);
  return found.length === 0 ? 0 : lengthOf(found.filter(isKnownWord)) / lengthOf(found);
}
