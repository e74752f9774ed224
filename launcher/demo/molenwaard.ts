import type { DemoOrganisation, DemoRight, DemoTown } from './types.js';

/** The thirteen villages. */
const VILLAGES = [
  'Bleskensgraaf',
  'Brandwijk',
  'Goudriaan',
  'Groot-Ammers',
  'Kinderdijk',
  'Langerak',
  'Molenaarsgraaf',
  'Nieuw-Lekkerland',
  'Nieuwpoort',
  'Ottoland',
  'Oud-Alblas',
  'Streefkerk',
  'Wijngaarden',
];

const BODY = 'Dorpenoverleg Molenwaard';

const invented = (name: string, about: string): DemoOrganisation => ({ name, about: `${about} Verzonnen voor deze proefomgeving.` });

const groupOf = (village: string) => `Dorpsgroep ${village}`;

/** What the villages chose, in turn: two activities each. */
const CHOICES: readonly (readonly [string, string])[] = [
  ['ride', 'festival'],
  ['square', 'eatTogether'],
  ['greenery', 'hallHours'],
  ['lending', 'neighbourCoffee'],
  ['cleaning', 'youthNight'],
];

const DAYS = ['01-13', '01-20', '01-27', '02-03', '02-10', '02-17', '03-03', '03-10', '03-17', '03-24', '04-07', '04-14', '04-21'];

const rightsOf = (village: string, index: number): DemoRight[] => {
  const [first, second] = CHOICES[index % CHOICES.length] as readonly [string, string];
  const common = { budget: village, holder: groupOf(village), on: DAYS[index] as string };
  const rights: DemoRight[] = [
    { ...common, activity: first, size: { percent: 50 } },
    { ...common, activity: second, size: { percent: 40 } },
  ];
  if (index % 2 === 0) rights.push({ ...common, activity: 'organisation', size: { percent: 65 } });
  return rights;
};

/** Molenwaard: € 100.000 a year in equal parts over thirteen villages. The villages are real, the rest is invented. */
export const molenwaard: DemoTown = {
  slug: 'molenwaard',
  name: 'Molenwaard',
  cbsCode: 'GM1927',
  theme: 'dijk',
  places: VILLAGES.map((name) => ({ name })),
  bodies: [invented(BODY, 'Van elk dorp twee bewoners.')],
  initiatives: VILLAGES.map((village) => ({
    ...invented(groupOf(village), 'Bewoners die in hun dorp iets op touw zetten.'),
    places: [village],
  })),
  suppliers: {
    gardening: invented('Hoveniersbedrijf Polderzicht', 'Erven, pleinen en hagen.'),
    welfare: invented('Welzijn aan de Dijk', 'Opbouwwerk in dertien dorpen.'),
    rental: invented('Verhuurbedrijf De Wiek', 'Bussen, tenten en tafels.'),
    printing: invented('Drukkerij De Molensteen', 'Dorpskranten en posters.'),
    food: invented('Streekwinkel De Graanmaat', 'Boodschappen van dichtbij.'),
    hardware: invented('Timmerwerkplaats De Spant', 'Hout, verf en gereedschap.'),
    hall: invented('Zaalverhuur Het Veerhuis', 'Zalen in de dorpen.'),
    bookkeeping: invented('Administratiekantoor De Kade', 'De boeken van verenigingen.'),
    youth: invented('Jongerenwerk De Steiger', 'Waar jongeren zijn.'),
  },
  sources: {
    villages: { name: 'Dorpsbudgetten', kind: 'converted', taskField: '6.1', freeCents: 1_300_000 },
  },
  decisions: { first: { title: 'Een budget voor elk van de dertien dorpen', number: 61 } },
  adoptions: [{ when: 'first', places: VILLAGES, body: BODY, sources: { villages: 10_000_000 } }],
  rights: [
    ...VILLAGES.flatMap(rightsOf),
    { budget: 'Streefkerk', holder: groupOf('Streefkerk'), activity: 'trafficGarden', size: { amount: 60_000 }, on: '01-01', use: 0.3 },
  ],
  recentDraws: [
    {
      holder: groupOf('Streefkerk'),
      activity: 'trafficGarden',
      trade: 'hardware',
      amount: 8_450,
      purpose: 'Hout voor de bankjes langs de route',
      daysAgo: 1,
    },
    {
      holder: groupOf('Streefkerk'),
      activity: 'trafficGarden',
      trade: 'hardware',
      amount: 6_275,
      purpose: 'Verf voor het zebrapad',
      daysAgo: 4,
    },
    {
      holder: groupOf('Streefkerk'),
      activity: 'trafficGarden',
      trade: 'printing',
      amount: 3_980,
      purpose: 'Stempelkaarten en diploma’s',
      daysAgo: 9,
      confirmedDaysAgo: 8,
    },
    {
      holder: groupOf('Streefkerk'),
      activity: 'trafficGarden',
      trade: 'hardware',
      amount: 5_145,
      purpose: 'Scharnieren voor het hek',
      daysAgo: 9,
      confirmedDaysAgo: 7,
    },
    {
      holder: groupOf('Streefkerk'),
      activity: 'trafficGarden',
      trade: 'gardening',
      amount: 4_620,
      purpose: 'Snoeien van de bochten, zodat je elkaar ziet',
      daysAgo: 8,
      confirmedDaysAgo: 5,
    },
  ],
};
