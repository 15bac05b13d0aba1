/**
 * Words that are nobody's secret: those of which the names and messages of Graph are made, and those that hold an English sentence together.
 * A word that is missing here costs a recording a word; one too many could cost somebody a name. So no word that is also a name of people, but for
 * those below.
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

/** Words that messages cannot do without, and people are called by. A name is written with a capital, or stands for a person's account by itself. */
const alsoNames: ReadonlySet<string> = new Set(['case', 'day', 'long', 'max', 'may', 'page', 'skip', 'will']);

export const publicWords: ReadonlySet<string> = new Set(words.trim().split(/\s+/));

/** A word of an identifier in camelCase, or of a text: `HttpHeaders` has two, `iOS` two. */
const wordPattern = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g;

/** Words that have a number and are public with it. Another number makes it the name of a machine: WINDOWS117. */
const numbered: ReadonlySet<string> = new Set(
  'windows7 windows8 windows10 windows11 windows365 office365 microsoft365 base64 http2'.split(' '),
);

/** True for a word, or an identifier of words, that are all public: `ResourceNotFound`. */
export function isOfPublicWords(text: string): boolean {
  if (text.length > 100 || !/^(?=.*[A-Za-z])[A-Za-z\d]+$/.test(text)) return false;
  const parts = partsOfIdentifier(text);
  if (parts.length > 1 && wordsIn(text).every(isAlsoName)) return false;
  if (isAlsoName(text)) return text === text.toLowerCase();
  if (isPublicWord(text)) return true;
  return parts.every((word, at) => (/^\d/.test(word) ? numbered.has(`${parts[at - 1] ?? ''}${word}`.toLowerCase()) : isPublicWord(word)));
}

/** True for a public word that people are called by too. */
export function isAlsoName(word: string): boolean {
  return alsoNames.has(word.toLowerCase());
}

/** The words and the numbers of an identifier. */
export function partsOfIdentifier(text: string): string[] {
  return text.match(wordPattern) ?? [];
}

/** The words of an identifier, without its numbers. */
export function wordsIn(text: string): string[] {
  return partsOfIdentifier(text).filter((word) => !/^\d/.test(word));
}

export function isPublicWord(word: string): boolean {
  return publicWords.has(word.toLowerCase());
}

/** Shorter words would be found in many a name, in letters. */
const shortestInARow = 3;

/** True for capitals that are public words without a sign between them, as databases and old systems write names: `DISPLAYNAME`. */
export function isPublicWordsInARow(text: string): boolean {
  if (!/^[A-Z]{6,40}$/.test(text)) return false;
  const lower = text.toLowerCase();
  const ends = new Set([0]);
  for (const start of ends)
    for (let end = start + 2; end <= lower.length; end += 1) {
      const word = lower.slice(start, end);
      if (word === 'id' || (word.length >= shortestInARow && publicWords.has(word))) ends.add(end);
    }
  return ends.has(lower.length);
}
