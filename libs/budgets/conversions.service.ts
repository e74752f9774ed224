import { badInput, collect, conflict, derivedId, type Tx, type Words, yearOf } from '../core/index.js';
import { record } from '../audit/index.js';
import { type Contract, Conversion, ConversionPart } from './contract.entity.js';
import { contractById, type ContractView, listContracts } from './contracts.service.js';
import { type ContractYear, contractYears, scheduledParts, type PlannedPart, type Schedule } from './conversion.js';
import { decisionById } from './decisions.service.js';
import { createSource, listSources } from './sources.service.js';

/** A contract to turn into funding. */
export interface ConversionRequest extends Schedule {
  contractId: string;
  decisionId: string;
  /** What the source that it fills is called. */
  name: string;
}

/** What a conversion would do, to the cent. */
export interface ConversionPreview {
  contract: ContractView;
  parts: PlannedPart[];
  years: ContractYear[];
}

/**
 * What a conversion would do. Changes nothing.
 * @throws Problem 422 per field of the schedule and for the name; 404 for an unknown contract or decision; 409 `contract-converted` or
 * `source-name-taken`
 */
export async function previewConversion(tx: Tx, request: ConversionRequest): Promise<ConversionPreview> {
  const contract = await contractById(tx, request.contractId);
  if (contract.conversion) throw converted();
  await decisionById(tx, request.decisionId);
  const names = await listSources(tx);
  const { parts } = check(tx, request, contract);
  if (names.some(({ name }) => name === request.name.trim())) throw nameTaken();
  return { contract, parts, years: contractYears(contract, contract.years[0]!.fiscalYear, parts) };
}

/**
 * Turns a contract into funding: a source of its own, of the kind 'converted', with one transfer a year from the council. The database keeps
 * a second conversion of the same year out, and every part within the contract.
 * @param requestId the caller's: the same request converts once
 * @throws as `previewConversion`; Problem 409 `request-id-taken` when the id was used for another request
 */
export async function convertContract(tx: Tx, requestId: string, request: ConversionRequest): Promise<Conversion> {
  // Two conversions of a contract wait here for each other; the second finds the first.
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`conversion ${request.contractId}`]);
  const id = derivedId(requestId, 'conversion');
  const known = await tx.manager.findOneBy(Conversion, { municipalityId: tx.municipalityId, id });
  if (known) {
    await assertSame(tx, known, request);
    return known;
  }
  const { contract, parts } = await previewConversion(tx, request);
  const source = await createSource(tx, {
    name: request.name,
    kind: 'converted',
    taskField: contract.taskField,
    decisionId: request.decisionId,
    years: parts,
  });
  const conversion: Conversion = {
    municipalityId: tx.municipalityId,
    id,
    contractId: contract.id,
    decisionId: request.decisionId,
    fundingSourceId: source.id,
    decidedBy: tx.actor.personId,
    decidedAt: tx.now,
  };
  await tx.manager.insert(Conversion, conversion);
  await tx.manager.insert(
    ConversionPart,
    parts.map((part) => ({
      municipalityId: tx.municipalityId,
      contractId: contract.id,
      conversionId: id,
      yearlyCents: contract.yearlyCents,
      ...part,
    })),
  );
  await record(tx, {
    action: 'contract.convert',
    subjectType: 'contract',
    subjectId: contract.id,
    details: { decisionId: request.decisionId, fundingSourceId: source.id, parts },
  });
  return conversion;
}

function check(tx: Tx, request: ConversionRequest, contract: Pick<Contract, 'yearlyCents' | 'endsOn'>): { parts: PlannedPart[] } {
  return collect({
    name: () => {
      if (!request.name.trim() || request.name.trim().length > 120)
        throw badInput('name', {
          nl: 'Geef de bron een naam, in hoogstens 120 tekens.',
          en: 'Name the source, in at most 120 characters.',
        });
    },
    parts: () => scheduledParts(request, contract, yearOf(tx.today)),
  });
}

/** Whether the conversion that is there under this id is what is asked for, to the cent. */
async function assertSame(tx: Tx, known: Conversion, request: ConversionRequest): Promise<void> {
  const [contract] = await listContracts(tx, [known.contractId]);
  const made = contract?.conversion;
  const parts = contract && scheduledParts(request, contract, Math.min(request.firstYear, yearOf(tx.today)));
  const same =
    known.contractId === request.contractId &&
    known.decisionId === request.decisionId &&
    made?.sourceName === request.name.trim() &&
    JSON.stringify(made.parts) === JSON.stringify(parts);
  if (same) return;
  throw conflict('request-id-taken', {
    nl: 'Dit verzoek is al gedaan, met een andere inhoud. Begin opnieuw.',
    en: 'This request was made already, with another content. Start again.',
  });
}

const convertedWords: Words = {
  nl: 'Dit contract is al omgezet. Geld van een contract wordt één keer omgezet.',
  en: 'This contract is converted already. Money of a contract is converted once.',
};
const converted = () => conflict('contract-converted', convertedWords);
const nameTaken = () =>
  conflict('source-name-taken', { nl: 'Er is al een bron met deze naam.', en: 'There is a source with this name already.' }, 'name');
