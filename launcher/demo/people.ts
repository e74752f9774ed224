import type { DemoPerson } from './types.js';

/** Opens every demo account; the amounts are invented and nothing is behind it. */
export const DEMO_PASSWORD = 'rustig-rondkijken';

/** Somebody per role and municipality; two of them have roles in two. */
export const people: readonly DemoPerson[] = [
  { email: 'financien@amersfoort.example', name: 'Financiën Amersfoort', roles: [{ town: 'amersfoort', role: 'finance_officer' }] },
  {
    email: 'tweede@amersfoort.example',
    name: 'Financiën Amersfoort, tweede paar ogen',
    roles: [{ town: 'amersfoort', role: 'finance_officer' }],
  },
  {
    email: 'wijkorgaan@amersfoort.example',
    name: 'Bewonersplatform Soesterkwartier',
    roles: [{ town: 'amersfoort', role: 'neighbourhood_body', organisation: 'Bewonersplatform Soesterkwartier' }],
  },
  {
    email: 'initiatief@amersfoort.example',
    name: 'Verkeerstuin Amersfoort',
    roles: [{ town: 'amersfoort', role: 'initiative', organisation: 'Verkeerstuin Amersfoort' }],
  },
  {
    email: 'leverancier@amersfoort.example',
    name: 'Hoveniersbedrijf De Linde',
    roles: [{ town: 'amersfoort', role: 'supplier', organisation: 'Hoveniersbedrijf De Linde' }],
  },
  {
    email: 'zzp@buurt.example',
    name: 'Zzp’er uit de buurt',
    roles: [
      { town: 'amersfoort', role: 'supplier', organisation: 'Zzp-collectief Hand en Spandiensten' },
      { town: 'oss', role: 'supplier', organisation: 'Zzp-collectief Hand en Spandiensten' },
    ],
  },
  { email: 'contact@amersfoort.example', name: 'Contactambtenaar Amersfoort', roles: [{ town: 'amersfoort', role: 'contact_officer' }] },
  { email: 'raad@amersfoort.example', name: 'Raadslid Amersfoort', roles: [{ town: 'amersfoort', role: 'councillor' }] },

  { email: 'financien@oss.example', name: 'Financiën Oss', roles: [{ town: 'oss', role: 'finance_officer' }] },
  {
    email: 'tweede@oss-molenwaard.example',
    name: 'Financiën Oss en Molenwaard, tweede paar ogen',
    roles: [
      { town: 'oss', role: 'finance_officer' },
      { town: 'molenwaard', role: 'finance_officer' },
    ],
  },
  {
    email: 'wijkorgaan@oss.example',
    name: 'Bewonersoverleg Ruwaard',
    roles: [{ town: 'oss', role: 'neighbourhood_body', organisation: 'Bewonersoverleg Ruwaard' }],
  },
  {
    email: 'initiatief@oss.example',
    name: 'Ons Huis van de Wijk',
    roles: [{ town: 'oss', role: 'initiative', organisation: 'Ons Huis van de Wijk' }],
  },
  {
    email: 'leverancier@oss.example',
    name: 'Partner welzijn',
    roles: [{ town: 'oss', role: 'supplier', organisation: 'Partner welzijn' }],
  },
  { email: 'contact@oss.example', name: 'Contactambtenaar Oss', roles: [{ town: 'oss', role: 'contact_officer' }] },
  { email: 'raad@oss.example', name: 'Raadslid Oss', roles: [{ town: 'oss', role: 'councillor' }] },

  { email: 'financien@molenwaard.example', name: 'Financiën Molenwaard', roles: [{ town: 'molenwaard', role: 'finance_officer' }] },
  {
    email: 'wijkorgaan@molenwaard.example',
    name: 'Dorpenoverleg Molenwaard',
    roles: [{ town: 'molenwaard', role: 'neighbourhood_body', organisation: 'Dorpenoverleg Molenwaard' }],
  },
  {
    email: 'initiatief@molenwaard.example',
    name: 'Dorpsgroep Streefkerk',
    roles: [{ town: 'molenwaard', role: 'initiative', organisation: 'Dorpsgroep Streefkerk' }],
  },
  {
    email: 'leverancier@molenwaard.example',
    name: 'Timmerwerkplaats De Spant',
    roles: [{ town: 'molenwaard', role: 'supplier', organisation: 'Timmerwerkplaats De Spant' }],
  },
  { email: 'contact@molenwaard.example', name: 'Contactambtenaar Molenwaard', roles: [{ town: 'molenwaard', role: 'contact_officer' }] },
  { email: 'raad@molenwaard.example', name: 'Raadslid Molenwaard', roles: [{ town: 'molenwaard', role: 'councillor' }] },
];
