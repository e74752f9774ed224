import type { DemoOrganisation, DemoRight, DemoTown } from './types.js';

const RUWAARD = 'Ruwaard';
const HOUSE = 'Ons Huis van de Wijk';

const partner = (name: string, about: string): DemoOrganisation => ({ name, about: `${about} Verzonnen voor deze proefomgeving.` });

const right = (holder: string, activity: string, percent: number, on: string): DemoRight => ({
  budget: RUWAARD,
  holder,
  activity,
  size: { percent },
  on,
});

/** Oss: one neighbourhood whose money comes from several sources and is one budget. The twelve partners are called by what they do. */
export const oss: DemoTown = {
  slug: 'oss',
  name: 'Oss',
  cbsCode: 'GM0828',
  theme: 'pruim',
  places: [{ name: RUWAARD, residents: 20_000 }],
  bodies: [partner('Bewonersoverleg Ruwaard', 'Bewoners die over het budget van de wijk beslissen.')],
  initiatives: [
    { name: HOUSE, places: [RUWAARD], about: 'Het huis waar bewoners en partners elkaar vinden.' },
    { ...partner('Eettafel Ruwaard', 'Elke donderdag aan de lange tafel.'), places: [RUWAARD] },
    { ...partner('Groengroep Ruwaard', 'Bewoners die het groen zelf bijhouden.'), places: [RUWAARD] },
    { ...partner('Ruilkring Ruwaard', 'Spullen en tijd, zonder geld.'), places: [RUWAARD] },
    { ...partner('Jongeren van Ruwaard', 'Een eigen plek en een eigen kas.'), places: [RUWAARD] },
  ],
  suppliers: {
    welfare: partner('Partner welzijn', 'Opbouwwerk in de wijk.'),
    municipality: partner('Partner gemeente', 'Het wijkteam van de gemeente.'),
    gardening: partner('Partner groen', 'Groen en leerwerkplekken.'),
    rental: partner('Partner evenementen', 'Materiaal voor buiten.'),
    printing: partner('Partner nieuws uit de wijk', 'Krant, posters en website.'),
    food: partner('Partner eten en bewegen', 'Koken, inkopen en sport.'),
    hardware: partner('Partner techniek', 'Werkplaats en bouwmateriaal.'),
    hall: partner('Partner ontmoeting', 'Zalen en keukens.'),
    bookkeeping: partner('Partner administratie', 'De boeken van kleine groepen.'),
    energy: partner('Partner wonen', 'Huren, isoleren en energie.'),
    language: partner('Partner taal en lezen', 'Nederlands leren en lezen.'),
    youth: partner('Partner jeugd', 'Jongerenwerk en huiswerk.'),
    freelancer: partner('Zzp-collectief Hand en Spandiensten', 'Mensen uit de buurt met een vak.'),
  },
  sources: {
    care: { name: 'Wmo', kind: 'regular', taskField: '6.71c', freeCents: 3_150_000 },
    welfare: { name: 'Welzijnswerk', kind: 'converted', taskField: '6.1', freeCents: 1_480_000 },
    youth: { name: 'Jeugdhulp dichtbij', kind: 'regular', taskField: '6.72a', freeCents: 975_000 },
    work: { name: 'Werk en meedoen', kind: 'regular', taskField: '6.5', freeCents: 640_000 },
    housing: { name: 'Bijdrage van de woningcorporatie', kind: 'external', taskField: '8.3', freeCents: 500_000 },
  },
  decisions: { first: { title: 'Ruwaard: één budget uit vijf bronnen, weer voor vier jaar', number: 97 } },
  adoptions: [
    {
      when: 'first',
      name: RUWAARD,
      places: [RUWAARD],
      body: 'Bewonersoverleg Ruwaard',
      sources: { care: 11_642_500, welfare: 4_218_000, youth: 2_374_500, work: 1_436_000, housing: 915_000 },
    },
  ],
  rights: [
    { budget: RUWAARD, holder: HOUSE, activity: 'neighbourCoffee', size: { amount: 620_000 }, on: '01-01', use: 0.55 },
    { budget: RUWAARD, holder: HOUSE, activity: 'communityWork', size: { amount: 9_600 }, on: '01-01', use: 0.7 },
    right(HOUSE, 'dayActivity', 17, '01-12'),
    right('Eettafel Ruwaard', 'eatTogether', 12, '01-12'),
    right('Groengroep Ruwaard', 'greenery', 9, '01-26'),
    right('Groengroep Ruwaard', 'cleaning', 4, '02-09'),
    right('Jongeren van Ruwaard', 'youthNight', 11, '01-26'),
    right(HOUSE, 'energy', 8, '02-09'),
    right('Ruilkring Ruwaard', 'giveaway', 7, '02-09'),
    right('Ruilkring Ruwaard', 'lending', 4, '02-23'),
    right(HOUSE, 'languageCafe', 7, '02-23'),
    right('Eettafel Ruwaard', 'festival', 5, '04-13'),
    right(HOUSE, 'hallHours', 2, '01-26'),
    right('Groengroep Ruwaard', 'civilServant', 2, '03-09'),
    right(HOUSE, 'organisation', 46, '01-12'),
    right('Ruilkring Ruwaard', 'organisation', 19, '02-09'),
    right('Jongeren van Ruwaard', 'organisers', 27, '02-23'),
  ],
  recentDraws: [
    { holder: HOUSE, activity: 'communityWork', trade: 'welfare', amount: 240, purpose: 'Bewonersavond voorbereiden', daysAgo: 1 },
    {
      holder: HOUSE,
      activity: 'neighbourCoffee',
      trade: 'food',
      amount: 13_645,
      purpose: 'Koffie, thee en suiker voor twee maanden',
      daysAgo: 3,
    },
    { holder: HOUSE, activity: 'communityWork', trade: 'welfare', amount: 90, purpose: 'Langs de deuren met de nieuwe groep', daysAgo: 4 },
    {
      holder: HOUSE,
      activity: 'neighbourCoffee',
      trade: 'hardware',
      amount: 7_195,
      purpose: 'Lampen voor de leestafel',
      daysAgo: 9,
      confirmedDaysAgo: 8,
    },
    {
      holder: HOUSE,
      activity: 'communityWork',
      trade: 'welfare',
      amount: 210,
      purpose: 'Kennismaken met de huisarts en de school',
      daysAgo: 9,
      confirmedDaysAgo: 7,
    },
    {
      holder: HOUSE,
      activity: 'neighbourCoffee',
      trade: 'printing',
      amount: 5_830,
      purpose: 'Kaartjes door de brievenbus',
      daysAgo: 8,
      confirmedDaysAgo: 5,
    },
  ],
};
