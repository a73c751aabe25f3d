import type { Random } from './random.ts';

const female: readonly string[] =
  'Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Nancy Lisa Margaret Sandra Ashley Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Sharon Cynthia Kathleen Amy Angela Anna Ruth Brenda Nicole Katherine Samantha Christine Emma Catherine Virginia Rachel Janet Maria Heather Diane Olivia Julie Joyce Victoria Zoë Chloë Renée Inés Sofía María Lucía Noémie Mei Priya Fatima Aisha Thuy Naomi Grace'.split(
    ' ',
  );
const male: readonly string[] =
  'James Robert John Michael David William Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald Steven Paul Andrew Joshua Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Frank Raymond Jack Dennis José Andrés Ángel Jesús Raúl Óscar François Søren Jürgen Wei Arjun Omar Minh Kwame Elijah'.split(
    ' ',
  );
const families: readonly string[] =
  "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross Foster Müller Nuñez Peña Muñoz Ibáñez García-López O'Brien O'Connor D'Angelo Schröder Lefèvre Håkansson Novák Yılmaz Chen Wang Tran Singh Khan Okafor Mensah".split(
    ' ',
  );
const nicknames: ReadonlyMap<string, string> = new Map(
  'William:Bill Robert:Bob Elizabeth:Liz Margaret:Peggy Michael:Mike Katherine:Kate Richard:Rick James:Jim Patricia:Pat Jennifer:Jen Thomas:Tom Joseph:Joe Christopher:Chris Deborah:Debbie Rebecca:Becky Edward:Ted José:Pepe Samuel:Sam Samantha:Sam Benjamin:Ben Alexander:Alex Victoria:Vicky Susan:Sue Daniel:Dan'
    .split(' ')
    .map(pair => pair.split(':') as [string, string]),
);

/** A name as people are called, before FHIR's shape. */
export interface PersonName {
  given: readonly string[];
  family: string;
}

/** One to three given names and a family name; gender other than male or female draws from both lists. */
export function personName(random: Random, gender: string): PersonName {
  const list = gender === 'female' || (gender !== 'male' && random.chance(0.5)) ? female : male;
  const given = [random.pick(list)];
  const more = random.weighted([0, 1, 2], count => [3, 6, 1][count]!);
  for (let count = 0; count < more; count++) {
    const next = random.pick(list);
    if (!given.includes(next)) given.push(next);
  }
  return { given, family: familyName(random) };
}

export function familyName(random: Random): string {
  return random.pick(families);
}

export function givenName(random: Random, gender: 'female' | 'male'): string {
  return random.pick(gender === 'female' ? female : male);
}

/** What a bearer of the given name is called by friends, when that is usual. */
export function nickname(given: string): string | undefined {
  return nicknames.get(given);
}

/** First given name and family name. */
export function display({ given, family }: PersonName): string {
  return `${given[0]} ${family}`;
}

/** The name in lower-case ASCII, for e-mail addresses: `Søren O'Brien` gives `sren.obrien`. */
export function mailbox({ given, family }: PersonName): string {
  return `${given[0]}.${family}`
    .normalize('NFD')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase();
}
