/**
 * Words of Graph's names and messages, and common words of English sentences. A missing word is redacted without need.
 * A surplus one could reveal a person's name, so only those in `alsoNames` are names.
 */
const words = `
  a able about above absent accept accepted access account action active activity add added admin after again agent all allow allowed already
  also an and android any api app application applied applies apply archived are argument array as assign assigned assignment assignments at
  attempt audience auth authentication authenticated authorization authorized automatic autopilot available azure back bad base be because
  been before begin being bearer beta between blank body boolean both bound broken but by call called can cannot case cause certificate
  change changed changes character check client clients cloud code codes collection com compliance complete completed condition
  configuration configurations configure conflict connection constraint contact contains content context continue control conversion
  correct correlation could count create created current custom customer data database date datetime day days default delete deleted denied
  deployment description details device devices directory disabled display document documented does domain done due duplicate each element
  empty eq enabled encountered end ended endpoint enroll enrolled enrollment enterprise entity entities entra enum enumeration error errors
  etag every exceeded exception exclude excluded exclusion exist existing exists expected expired expression extension external failed
  failure feature field file filter filters first for forbidden format found from function gateway get given gone graph group groups
  handled has have header headers host hour hours http https id identifier identity ids if ignored in include included incorrect
  individual inner innererror input inside instance intent internal into intune invalid ios is issue it item items its json key keys
  language last later length less level license licensed licenses lifetime limit limits link list local location lock locked long longer
  made mail make malformed managed management manager many mapping match matched matches matching max maximum may member members membership
  message metadata method microsoft minimal missing mobile mode model modified module more most multiple must name named names namespace
  navigation needs network new next no none not null number object objects occurred odata of office on once one only open operation
  operations operator option optional or order organization other out outside over own owner page parameter parameters parent part parse
  patch path pattern payload pending per permission permissions phone phrase place platform please policies policy position post prefer
  prefix present previous primary principal priority problem process processed processing product profile profiles properties property
  protected protocol provided provider public put query quota range read realm reason received record recovery reference refused refuses
  registered rejected related release remediation remove removed removes report request requested requests required requires resource
  resources response restricted result retry return returned revision ring role roles root route routes rule rules run running same schema
  scope scopes score script search second secondary seconds section security see segment select sent server service services session set
  sets setting settings should signature sign signed simple singleton size skip sku some source spec specific specified state status stop
  string subject success such support supported suspended sync system tag tags target targets task template temporarily temporary tenant
  tenants term test text than that the then there this threshold throttled time timeout timestamp title to token too took top total trace
  try type types unable unauthorized unavailable undefined under unexpected unique unknown unrecognized unsupported until update updated
  updates upgrade uri url urn usage use used user users valid validate validation value values verb version view violation wait was way we
  when where which while will window windows with within without work workload write wrong xml you your
`;

/** Words that messages need and people have as names. A name begins with a capital, or is an account made of such words only. */
const alsoNames: ReadonlySet<string> = new Set(['case', 'day', 'long', 'max', 'may', 'page', 'skip', 'will']);

export const publicWords: ReadonlySet<string> = new Set(words.trim().split(/\s+/));

/** The longest identifier, in characters. */
const longest = 100;

/** Words that are public with this number. Another number makes the name of a machine: WINDOWS117. */
const numbered: ReadonlySet<string> = new Set(
  'windows7 windows8 windows10 windows11 windows365 office365 microsoft365 base64 http2'.split(' '),
);

/** True for a word, or an identifier of words, that are all public: `ResourceNotFound`. */
export function isOfPublicWords(text: string): boolean {
  if (text.length > longest || !/^(?=.*[A-Za-z])[A-Za-z\d]+$/.test(text)) return false;
  const parts = partsOfIdentifier(text);
  if (isAlsoName(text)) return text === text.toLowerCase();
  if (isPublicWord(text)) return true;
  if (parts.every((part) => isAlsoName(part) || isNumber(part))) return false;
  return parts.every((part, at) => (isNumber(part) ? numbered.has(`${parts[at - 1] ?? ''}${part}`.toLowerCase()) : isPublicWord(part)));
}

/** True for a public word that people have as a name. */
export function isAlsoName(word: string): boolean {
  return alsoNames.has(word.toLowerCase());
}

/** The words and the numbers of an identifier: three of `Office365Users`. */
export function partsOfIdentifier(text: string): string[] {
  return text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
}

/** True for a number among the parts of an identifier. */
export function isNumber(part: string | undefined): boolean {
  return /^\d/.test(part ?? '');
}

export function isPublicWord(word: string): boolean {
  return publicWords.has(word.toLowerCase());
}
