import type { Words } from '../core/index.js';

/** What each proof says, for people: by its name in the checks of the libs. A spec holds that none is left out. */
export const checkWords: Readonly<Record<string, Words>> = {
  'every balance equals the sum of its transfers': {
    nl: 'Elk saldo is de som van zijn boekingen',
    en: 'Every balance is the sum of its entries',
  },
  'debits equal credits, per unit': {
    nl: 'Wat eraf gaat komt er ergens bij: in euro’s en in minuten',
    en: 'What leaves one account reaches another: in euros and in minutes',
  },
  'no account is overdrawn': { nl: 'Niets staat onder nul', en: 'Nothing is below zero' },
  'every transfer has a decision or a draw': {
    nl: 'Elke boeking rust op een raadsbesluit of een opname',
    en: 'Every entry rests on a council decision or a draw',
  },
  'both accounts of a transfer exist and keep its unit': {
    nl: 'Elke boeking gaat tussen twee bekende rekeningen, in één eenheid',
    en: 'Every entry goes between two known accounts, in one unit',
  },
  'available = adopted + carried over − committed − paid, per instalment': {
    nl: 'Beschikbaar = vastgesteld + meegenomen − toegekend − betaald, per jaartranche',
    en: 'Available = adopted + carried over − committed − paid, per instalment',
  },
  'an adopted instalment brings exactly what the council decided, and no other brings anything': {
    nl: 'Een vastgestelde jaartranche brengt precies wat de raad besloot, en een andere brengt niets',
    en: 'An adopted instalment brings exactly what the council decided, and no other brings anything',
  },
  'what a contract became brings no more than was converted, per year': {
    nl: 'Geld van een omgezet contract is er één keer: niet meer dan er per jaar is omgezet',
    en: 'Money of a converted contract is there once: no more than was converted per year',
  },
  'a draw holds or has taken exactly its amount': {
    nl: 'Een opname houdt precies haar bedrag vast, of heeft het gebruikt',
    en: 'A draw holds exactly its amount, or has used it',
  },
  'a right was committed for exactly what it holds, used and gave back': {
    nl: 'Een trekkingsrecht is wat het nog heeft, gebruikte en teruggaf, samen',
    en: 'A right is what it still has, used and gave back, together',
  },
  'a conditional right holds exactly what it commits; no other holds any, and one that fell let all of it go': {
    nl: 'Een trekkingsrecht onder voorbehoud houdt precies vast wat het toezegt, en geen ander houdt iets vast',
    en: 'A conditional right holds exactly what it commits, and no other holds anything',
  },
  'conditional grants fit in the support share and the rest of what counts of their instalment': {
    nl: 'Wat onder voorbehoud is toegekend past in het geld van dat jaar, ook in het ondersteuningsdeel',
    en: 'What was granted conditionally fits in the money of its year, and in the support share',
  },
  'a right that is over holds nothing but what its open reservations hold': {
    nl: 'Een trekkingsrecht dat voorbij is heeft niets meer, behalve voor open opnames',
    en: 'A right that is over has nothing left, except for open draws',
  },
  'every confirmed draw is owed or paid, once and in full': {
    nl: 'Elke bevestigde opname staat één keer en helemaal op de betaallijst',
    en: 'Every confirmed draw is owed or paid, once and in full',
  },
  'whatever is taken back of the frame has its reason and, above the mandate, its second person': {
    nl: 'Wat is teruggedraaid heeft een reden, en boven het mandaat een tweede persoon',
    en: 'What was reversed has a reason, and above the mandate a second person',
  },
  'what is payable in the ledger equals the payables that are not paid': {
    nl: 'Wat de boeken te betalen noemen staat ook op de betaallijst',
    en: 'What the books call payable is also on the list of payments',
  },
  'what budgets received equals what sources gave, per source and year': {
    nl: 'Wat wijkbudgetten kregen is wat bronnen gaven, per bron en jaar',
    en: 'What budgets received is what sources gave, per source and year',
  },
  'money stays with its source and its budget': {
    nl: 'Elke cent houdt zijn bron, zijn jaar en zijn wijkbudget',
    en: 'Every cent keeps its source, its year and its budget',
  },
  'whatever is granted, drawn or paid names a public value and a neighbourhood': {
    nl: 'Alles wat is toegekend, opgenomen of betaald noemt een doel en een wijk',
    en: 'Whatever is granted, drawn or paid names a public value and a neighbourhood',
  },
  'an account belongs to the budget, source and year of its instalment': {
    nl: 'Een rekening hoort bij het budget, de bron en het jaar van haar jaartranche',
    en: 'An account belongs to the budget, source and year of its instalment',
  },
  'what was summed per day is what the accounts hold': {
    nl: 'Wat per dag is opgeteld, is wat op de rekeningen staat',
    en: 'What was summed per day is what the accounts hold',
  },
  'a report to the council has every entry from before its cut-off': {
    nl: 'Een raadsverslag bevat elke boeking van vóór zijn peildatum',
    en: 'A council report has every entry from before its cut-off',
  },
};
