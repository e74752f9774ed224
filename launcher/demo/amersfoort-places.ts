import type { DemoOrganisation, DemoTown } from './types.js';

const invented = (name: string, about: string): DemoOrganisation => ({ name, about: `${about} Verzonnen voor deze proefomgeving.` });

/** The neighbourhoods where the meeting places are. */
export const places = [
  'Binnenstad',
  'Calveen',
  'De Koppel',
  'Hooglanderveen',
  'Kattenbroek',
  'Kruiskamp',
  'Leusderkwartier',
  'Nieuwland',
  'Randenbroek',
  'Rustenburg',
  'Schothorst',
  'Schuilenburg',
  'Soesterkwartier',
  'Vathorst',
  'Zielhorst',
  'Amersfoort Zuid',
].map((name) => ({ name }));

/** The meeting places of the Netwerk Ontmoetingsplekken Amersfoort; the Koffiebus comes everywhere and is at home nowhere. */
export const meetingPlaces: readonly DemoOrganisation[] = [
  { name: 'Ontmoetingscentrum Entree', places: ['Randenbroek'], about: 'Een open huis voor wie een tijd minder goed in zijn vel zit.' },
  { name: 'Huis Miereveld', places: ['Leusderkwartier'], about: 'Een huis in de straat waar de koffie klaarstaat.' },
  { name: 'De Witte Vlinder', places: ['Kruiskamp'], about: 'Samen eten, naaien en vieren.' },
  { name: 'Buurtterras Kattenbroek', places: ['Kattenbroek'], about: 'Een terras van en voor de buurt.' },
  { name: 'De Ontmoeting', places: ['Kattenbroek'], about: 'Binnenlopen kan elke dag.' },
  { name: '033inActie', places: ['Kruiskamp'], about: 'Wie iets over heeft, brengt het. Wie iets nodig heeft, haalt het.' },
  { name: 'Parkhuis Amersfoort', places: ['Randenbroek'], about: 'Een plek in het park voor wie veel vergeet en voor wie met hen leeft.' },
  { name: 'Odensehuis', places: ['Amersfoort Zuid'], about: 'Meedoen met geheugenverlies, naar eigen idee.' },
  { name: 'Buurtkamer Hooglanderveen', places: ['Hooglanderveen'], about: 'De huiskamer van het dorp.' },
  { name: 'Ontmoetingscentrum De Herberg', places: ['Nieuwland'], about: 'Open deur, warme keuken.' },
  { name: 'Project Puntenburg', places: ['Soesterkwartier'], about: 'Eten, muziek en feest rond het oude emplacement.' },
  { name: 'De Koperhorst', places: ['Schothorst'], about: 'Wonen, eten en een biljart, midden in de wijk.' },
  { name: 'Stichting Uprising', places: ['Calveen'], about: 'Jongeren die samen muziek en sport maken.' },
  { name: 'So What 033', places: ['Zielhorst'], about: 'Van en voor jongeren, met een eigen sleutel.' },
  { name: 'Ontmoetingscentrum ONE, Omzien Naar Elkaar', places: ['Kattenbroek'], about: 'Aandacht voor wie alleen is.' },
  { name: 'Restaurant Hart van Vathorst', places: ['Vathorst'], about: 'Samen koken en eten, met en zonder beperking.' },
  { name: 'Buitenhuis Blom', places: ['Amersfoort Zuid'], about: 'Buiten werken, binnen schuilen.' },
  { name: 'De Koffiebus', places: [], about: 'Rijdt naar de buurt waar nog geen plek is.' },
  { name: 'Verkeerstuin Amersfoort', places: ['Soesterkwartier'], about: 'Oefenen in het verkeer, met de hele buurt.' },
  { name: 'Trefpunt Operahuis', places: ['Randenbroek', 'Schuilenburg'], about: 'Zingen, dansen en taal oefenen.' },
  { name: 'Wijkcentrum ’t Middelpunt', places: ['Zielhorst'], about: 'Van schaken tot zumba.' },
  { name: 'Theehuis Land in Zicht', places: ['Vathorst'], about: 'Thee aan het water, gemaakt door vrijwilligers.' },
  { name: 'Furglerplein', places: ['Rustenburg'], about: 'Een plein dat de buren zelf onderhouden.' },
  { name: 'Ontmoetingsplek De Koppeling', places: ['De Koppel'], about: 'Een kamer voor de hele flat.' },
  { name: 'de Rooie Cent', places: ['Binnenstad'], about: 'Rondkomen met weinig, en dat delen.' },
];

/** The bodies the budgets are delegated to. */
export const bodies: readonly DemoOrganisation[] = [
  'Bewonersplatform Soesterkwartier',
  'Bewonersplatform Kruiskamp en De Koppel',
  'Wijktafel Randenbroek en Schuilenburg',
  'Wijktafel Schothorst en Zielhorst',
  'Buurtraad Kattenbroek',
  'Dorpstafel Vathorst en Hooglanderveen',
  'Buurtraad Nieuwland en Calveen',
  'Bewonersplatform Leusderkwartier en Zuid',
].map((name) => invented(name, 'Bewoners die over het wijkbudget beslissen.'));

/** Who delivers. */
export const suppliers: DemoTown['suppliers'] = {
  gardening: invented('Hoveniersbedrijf De Linde', 'Tuinen en pleinen, met hulp van de buurt.'),
  welfare: invented('Welzijn in de Wijk', 'Opbouwwerkers die u zelf kiest.'),
  municipality: invented('Team Openbare Ruimte van de gemeente', 'Ambtenaren die een paar uur meedenken.'),
  rental: invented('Verhuurbedrijf De Loods', 'Tenten, tafels en geluid.'),
  printing: invented('Drukkerij Het Zetsel', 'Posters, kaartjes en kranten.'),
  food: invented('Kookwinkel De Pollepel', 'Boodschappen en keukenspullen.'),
  hardware: invented('Bouwmarkt De Spijker', 'Hout, verf en gereedschap.'),
  hall: invented('Zaalverhuur De Brug', 'Zalen per uur.'),
  bookkeeping: invented('Administratiekantoor Op Orde', 'De boeken van kleine groepen.'),
  energy: invented('Energiehulp Warm Thuis', 'Aan de keukentafel.'),
  language: invented('Taalatelier De Letterbak', 'Nederlands leren door te doen.'),
  youth: invented('Jongerenwerk Om de Hoek', 'Waar jongeren zijn.'),
  freelancer: invented('Zzp-collectief Hand en Spandiensten', 'Mensen uit de buurt met een vak.'),
  toys: invented('Speelgoedwinkel De Tol', 'Spelen, sporten en oefenen.'),
};
