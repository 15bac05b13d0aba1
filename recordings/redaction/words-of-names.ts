import { isNumber, isPublicWord, partsOfIdentifier, publicWords } from './public-words.js';

/**
 * Words and acronyms of devices, networks and programs. They are public in names of properties and types only: in a text, an acronym may be the name
 * of a company.
 */
const terms: ReadonlySet<string> = new Set(
  `
  address addresses aes air alert algorithm alternative analytics apple audio audit author based battery bcd behavior bgp bit blob block blocked
  bluetooth bmp boot browser bsd btn build bulk business bytes cache calendar calls camera category cbc ccmp cdn cellular center cfg chat child chrome
  claim class clear click clr cmd cng collaboration color column compact compute connected cookie copy core cpu crc credential credentials
  criterion crl crm cross csp csr css csv ctrl cvss dcs ddl ddns defender delay desktop dfs dhcp discovery disk distribution dll dlp dmg dmz dns
  download drive driver drm drop drs dsc dst duplex dvr eap eas edge edit email enable encryption entry eula exchange execution expiry factor fcm feed
  fido files firewall firmware flow flows folder font force fqdn ftp full game gcm gdpr gmt gpl gps gpt grpc gsm guard hardware hash hdd hdr health
  help hex hide hint hklm home hotspot html http https icon idle image imei inbound index info install installed ipv iso job jobs join jpg jvm jwks
  jwt kbps kdc keyboard kfm khz kind kiosk kms krb label lan launch layout length lengths library lifecycle line links lms lob log login logo logon
  loss low lts lxp mac major malware mbps mbr mdm mdns mdt media meeting memory menu mfa mfp mgmt mgr mhz mic midnight min minute minutes mmc mms
  monitor month msg msp mtd mtls mtp multi net nfc nfs nlb notes notification npm nps nsg ntfs ntlm ntp num oauth off offer offset online outbound
  outlook owned package packet pages partition password pause pcr pcs pdf peer period pfs pfx pgp phs picture pin pkcs pkg pkt plan plans play plus
  png pnp point port portal power ppp pptp print printer privacy processor provision provisioning proxy prt psk pst ptr push pwd quality quick ram
  ranges rate ratio rdn rdp remote replace reply reset restart rgb risk rms roaming row rows rpc rpm rss rtf rtmp rtsp rtt safe saml sample saver scan
  sccm scep scp screen sctp sdk sds secure send setup sftp sha share shared shell shift show silent site sites sleep slot smart smb smm sms smtp
  snapshot snmp soc software sound speed spf spn sql src srv ssd ssh ssid ssl sspr stage start startup step steps storage store stp stream
  strength strengths summary svc svg swap switch tasks tax tcp team teams technology terms tftp theme thread threat thumbprint thumbprints tls toggle
  tool touchscreen tpm tps track traffic trust trusted ttl ttls tunnel txt uid unit units upload upn urls usb utc vault vbs vhd vhdx video
  virtual vnc voice volume vpc vpn vpp vulnerabilities vulnerability vulnerable wallpaper wcf wds web wide wifi win wipe wmv wns word words wpa wpf
  wps wsl wvd xbox xhr xhtml xml xmlns xmpp xsd xslt xts year zone ztd
`
    .trim()
    .split(/\s+/),
);

/** Public words without a sign between them, as databases and old systems write names: `DISPLAYNAME`. Shorter words occur in names of people. */
const publicWordsInARow = new RegExp(`^(?:id|${[...publicWords].filter((word) => word.length >= 3).join('|')})+$`, 'i');

/** Pairs of letters that occur in English words. In a random text, every second pair is another one. */
const pairs: ReadonlySet<string> = new Set([...publicWords, ...terms].filter((word) => /[aeiou]/.test(word)).flatMap(pairsIn));

/** A name has this many other pairs at the most. */
const mostRarePairs = 1;

/** The least average length of the unknown words of a name, in letters: random text changes case often, so its words are shorter. */
const meanLength = 4.2;

/** The longest name, word and row of capitals that is taken for English, in letters. */
const longestName = 80;
const longestWord = 16;
const longestAcronym = 5;

/** A name has this many digits at the most. */
const mostDigits = 4;

/** Letters beside a number that name a kind with it: `b2b`, `iPv6`, `V2`, `x509`. */
const lettersOfSign = 2;
const signs: ReadonlySet<string> = new Set(['b', 'pv', 'v', 'x']);

/**
 * True for text that reads like a programmer's name: `deviceAndAppManagementAssignmentFilterId`. Short base64 may look similar.
 * So words that are not public must resemble English, and a number must belong to a public word: `sha256`, `windows365`.
 */
export function looksLikeName(name: string): boolean {
  if (!/^[A-Za-z_$][\w$-]*$/.test(name) || name.length > longestName || name.replaceAll(/\D/g, '').length > mostDigits) return false;
  const parts = partsOfIdentifier(name);
  const isBesideNumber = (at: number): boolean => isNumber(parts[at - 1]) || isNumber(parts[at + 1]);
  const isSign = (part: string, at: number): boolean => signs.has(part.toLowerCase()) && isBesideNumber(at);
  const unknown = parts.filter((part, at) => !isNumber(part) && !isKnownWord(part) && !isSign(part, at));
  const ownsNumber = parts.some((part, at) => part.length > lettersOfSign && isNumber(parts[at + 1]) && !isKnownWord(part));
  return (
    !ownsNumber &&
    unknown.every(canBeSpoken) &&
    (unknown.length <= 1 || unknown.join('').length >= meanLength * unknown.length) &&
    unknown.flatMap(pairsIn).filter((pair) => !pairs.has(pair)).length <= mostRarePairs
  );
}

/** The share of letters, from 0 to 1, that belong to words that are public in a name. */
export function knownShareOf(name: string): number {
  const words = partsOfIdentifier(name).filter((part) => !isNumber(part));
  return words.filter(isKnownWord).join('').length / words.join('').length;
}

function isKnownWord(word: string): boolean {
  const lower = word.toLowerCase();
  return (
    isPublicWord(word) ||
    terms.has(lower) ||
    terms.has(lower.replace(/s$/, '')) ||
    (/^[A-Z]{6,40}$/.test(word) && publicWordsInARow.test(word))
  );
}

/** An English word has vowels, and few consonants in a row. */
function canBeSpoken(word: string): boolean {
  if (word.length <= 2) return true;
  if (/^[A-Z]+$/.test(word)) return word.length <= longestAcronym;
  return word.length <= longestWord && /[aeiouy]/i.test(word) && !/[^aeiouy]{5}/i.test(word);
}

function pairsIn(word: string): string[] {
  const lower = word.toLowerCase();
  return Array.from({ length: lower.length - 1 }, (_, at) => lower.slice(at, at + 2));
}
