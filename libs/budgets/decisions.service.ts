import { fileTypeFromBuffer } from 'file-type';
import { badInput, collect, conflict, constraintOf, isDay, newId, notFound, type Tx } from '../core/index.js';
import { record } from '../audit/index.js';
import { CouncilDecision } from './council-decision.entity.js';

/** What a council decision is recorded with. */
export interface NewDecision {
  number: string;
  /** ISO day, not after today. */
  decidedOn: string;
  title: string;
  /** A PDF of at most 10 MB. */
  document?: { name: string; bytes: Buffer };
}

const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;

/** Records a council decision. @throws Problem 422 per field, 409 when the number is taken */
export async function recordDecision(tx: Tx, input: NewDecision): Promise<CouncilDecision> {
  const document = input.document ? await pdf(input.document) : undefined;
  const checked = collect({
    number: () => text(input.number, 'number', 40, { nl: 'Vul het nummer van het besluit in.', en: 'Enter the number of the decision.' }),
    title: () => text(input.title, 'title', 200, { nl: 'Vul in waar het besluit over gaat.', en: 'Enter what the decision is about.' }),
    decidedOn: () => {
      if (!isDay(input.decidedOn) || input.decidedOn > tx.today) {
        throw badInput('decidedOn', {
          nl: 'Vul de datum van het besluit in, niet later dan vandaag.',
          en: 'Enter the date of the decision, not after today.',
        });
      }
      return input.decidedOn;
    },
  });
  const decision = {
    municipalityId: tx.municipalityId,
    id: newId(),
    ...checked,
    document: document?.bytes ?? null,
    documentName: document?.name ?? null,
    recordedAt: tx.now,
  };
  try {
    await tx.manager.insert(CouncilDecision, decision);
  } catch (error) {
    if (constraintOf(error) !== 'decision_number_is_unique') throw error;
    throw conflict(
      'decision-number-taken',
      { nl: 'Dit nummer is al gebruikt voor een ander besluit.', en: 'This number belongs to another decision.' },
      'number',
    );
  }
  await record(tx, {
    action: 'decision.record',
    subjectType: 'council-decision',
    subjectId: decision.id,
    details: { number: decision.number },
  });
  return decision;
}

/** All decisions, newest first. */
export function listDecisions(tx: Tx): Promise<CouncilDecision[]> {
  return tx.manager.find(CouncilDecision, {
    where: { municipalityId: tx.municipalityId },
    order: { decidedOn: 'DESC', number: 'DESC' },
    take: 500,
  });
}

/** One decision. @throws Problem 404 */
export async function decisionById(tx: Tx, id: string): Promise<CouncilDecision> {
  const decision = await tx.manager.findOneBy(CouncilDecision, { municipalityId: tx.municipalityId, id });
  if (!decision) throw notFound();
  return decision;
}

/** The PDF of a decision. @throws Problem 404 */
export async function decisionDocument(tx: Tx, id: string): Promise<{ name: string; bytes: Buffer }> {
  const row = await tx.row<{ name: string | null; bytes: Buffer | null }>(
    'select document_name as name, document as bytes from council_decisions where municipality_id = $1 and id = $2',
    [tx.municipalityId, id],
  );
  if (!row?.bytes || !row.name) throw notFound();
  return { name: row.name, bytes: row.bytes };
}

async function pdf(file: { name: string; bytes: Buffer }): Promise<{ name: string; bytes: Buffer }> {
  if (file.bytes.length > MAX_DOCUMENT_BYTES) {
    throw badInput('document', {
      nl: 'Dit bestand is te groot. Kies een PDF van hoogstens 10 MB.',
      en: 'This file is too large. Choose a PDF of at most 10 MB.',
    });
  }
  // The content decides, not the name: a program called besluit.pdf is refused.
  const type = await fileTypeFromBuffer(file.bytes);
  if (type?.mime !== 'application/pdf') {
    throw badInput('document', { nl: 'Dit is geen PDF. Kies het besluit als PDF.', en: 'This is not a PDF. Choose the decision as PDF.' });
  }
  return { name: file.name.replace(/[^\p{L}\p{N}._ -]/gu, '').slice(-120) || 'besluit.pdf', bytes: file.bytes };
}

function text(value: string, field: string, most: number, words: { nl: string; en: string }): string {
  const trimmed = value.trim();
  if (trimmed.length === 0 || trimmed.length > most) throw badInput(field, words);
  return trimmed;
}
