import { badInput, collect, conflict, constraintOf, isDay, newId, notFound, type Tx, yearOf } from '../core/index.js';
import { record } from '../audit/index.js';
import { decisionById } from './decisions.service.js';
import { BodyRecognition } from './recognition.entity.js';

/** What a recognition is recorded with. */
export interface NewRecognition {
  organisationId: string;
  decisionId: string;
  /** ISO day, not before the decision and not after today; by default today. */
  recognisedOn?: string;
}

/**
 * Recognises an organisation as a neighbourhood body, by a decision of the council.
 * @throws Problem 422 per field, 404 for an unknown decision, 409 `body-recognised` while an earlier recognition runs
 */
export async function recogniseBody(tx: Tx, input: NewRecognition): Promise<BodyRecognition> {
  const decision = await decisionById(tx, input.decisionId);
  const recognisedOn = input.recognisedOn ?? tx.today;
  const isBody = await isNeighbourhoodBody(tx, input.organisationId);
  collect({
    organisation: () => {
      if (!isBody) throw badInput('organisationId', chooseBody);
    },
    day: () => checkDay(tx, recognisedOn, decision.decidedOn, 'recognisedOn'),
  });
  const recognition: BodyRecognition = {
    municipalityId: tx.municipalityId,
    id: newId(),
    organisationId: input.organisationId,
    decisionId: decision.id,
    recognisedOn,
    recordedBy: tx.actor.personId,
    recordedAt: tx.now,
    endedOn: null,
    endDecisionId: null,
    endReason: null,
    endedBy: null,
    endedAt: null,
  };
  try {
    await tx.manager.insert(BodyRecognition, recognition);
  } catch (error) {
    if (constraintOf(error) !== 'a_body_has_one_running_recognition') throw error;
    throw conflict(
      'body-recognised',
      { nl: 'Dit wijkorgaan is al erkend.', en: 'This neighbourhood body is recognised already.' },
      'organisationId',
    );
  }
  await record(tx, {
    action: 'body.recognise',
    subjectType: 'organisation',
    subjectId: input.organisationId,
    details: { decisionId: decision.id, recognisedOn },
  });
  return recognition;
}

const chooseBody = { nl: 'Kies een wijkorgaan uit de lijst.', en: 'Choose a neighbourhood body from the list.' };

async function isNeighbourhoodBody(tx: Tx, id: string): Promise<boolean> {
  const found = await tx.row(`select id from organisations where municipality_id = $1 and id = $2 and 'neighbourhood_body' = any (kinds)`, [
    tx.municipalityId,
    id,
  ]);
  return found !== undefined;
}

function checkDay(tx: Tx, day: string, from: string, field: string): void {
  if (isDay(day) && day >= from && day <= tx.today) return;
  throw badInput(field, {
    nl: `Vul een dag in van ${from} tot en met vandaag.`,
    en: `Enter a day from ${from} up to today.`,
  });
}

/** How a recognition ends. */
export interface RecognitionEnd {
  organisationId: string;
  decisionId: string;
  /** 1 to 500 characters; the body reads them. */
  reason: string;
}

/**
 * Ends the running recognition of a body from today on. First its budgets are delegated to another body, so that no money is left without
 * somebody who decides.
 * @throws Problem 404 when it is not recognised, 422 without a reason, 409 `body-has-budgets` that names them
 */
export async function endRecognition(tx: Tx, { organisationId, decisionId, reason }: RecognitionEnd): Promise<BodyRecognition> {
  // Whoever delegates to this body holds the same row: either the budget is seen below, or the recognition is seen to be over there.
  const running = await tx.row<{ id: string }>(
    'select id from body_recognitions where municipality_id = $1 and organisation_id = $2 and ended_on is null for update',
    [tx.municipalityId, organisationId],
  );
  if (!running) throw notFound({ nl: 'Dit wijkorgaan is niet erkend.', en: 'This neighbourhood body is not recognised.' });
  await decisionById(tx, decisionId);
  const why = reason.trim();
  if (why.length === 0 || why.length > 500)
    throw badInput('reason', {
      nl: 'Schrijf op waarom de erkenning stopt, in hoogstens 500 tekens. Het wijkorgaan leest dit.',
      en: 'Write down why the recognition ends, in at most 500 characters. The body reads this.',
    });
  const budgets = await budgetsInHands(tx, organisationId);
  if (budgets.length > 0) {
    const names = budgets.map(({ name }) => name).join(', ');
    throw conflict('body-has-budgets', {
      nl: `Dit wijkorgaan beslist nog over: ${names}. Draag eerst over aan een ander wijkorgaan.`,
      en: `This body still decides on: ${names}. Delegate to another body first.`,
    });
  }
  const end = { endedOn: tx.today, endDecisionId: decisionId, endReason: why, endedBy: tx.actor.personId, endedAt: tx.now };
  await tx.manager.update(BodyRecognition, { municipalityId: tx.municipalityId, id: running.id }, end);
  await record(tx, {
    action: 'body.end-recognition',
    subjectType: 'organisation',
    subjectId: organisationId,
    details: { decisionId, reason: why },
  });
  return tx.manager.findOneByOrFail(BodyRecognition, { municipalityId: tx.municipalityId, id: running.id });
}

/** The budgets a body decides on that are not over yet, by name. */
function budgetsInHands(tx: Tx, bodyId: string): Promise<{ id: string; name: string }[]> {
  return tx.rows(
    'select id, name from neighbourhood_budgets where municipality_id = $1 and body_id = $2 and last_year >= $3 order by name, first_year',
    [tx.municipalityId, bodyId, yearOf(tx.today)],
  );
}

/**
 * Goes on when the council recognised this body, and keeps it so until the commit.
 * @throws Problem 422 on `field` that says what to do first
 */
export async function requireRecognised(tx: Tx, bodyId: string, field = 'bodyId'): Promise<void> {
  if (!(await isNeighbourhoodBody(tx, bodyId))) throw badInput(field, chooseBody);
  const running = await tx.row(
    'select id from body_recognitions where municipality_id = $1 and organisation_id = $2 and ended_on is null for share',
    [tx.municipalityId, bodyId],
  );
  if (running) return;
  throw badInput(
    field,
    {
      nl: 'De raad heeft dit wijkorgaan niet erkend. Leg eerst de erkenning vast.',
      en: 'The council has not recognised this neighbourhood body. Record its recognition first.',
    },
    'body-not-recognised',
  );
}

/** A neighbourhood body with its recognition and its budgets. */
export interface BodyView {
  /** Of the organisation. */
  id: string;
  name: string;
  about: string;
  /** The running or else the last recognition; null when it never was recognised. */
  recognition: (Pick<BodyRecognition, 'id' | 'decisionId' | 'recognisedOn' | 'endedOn' | 'endReason'> & { decisionNumber: string }) | null;
  /** What it decides on, by name. */
  budgets: { id: string; name: string; firstYear: number; lastYear: number }[];
}

/** Every neighbourhood body, by name; or the one with this id. */
export function neighbourhoodBodies(tx: Tx, id?: string): Promise<BodyView[]> {
  return tx.rows<BodyView>(
    `select o.id, o.name, o.about,
            (select json_build_object('id', r.id, 'decisionId', r.decision_id, 'decisionNumber', k.number, 'recognisedOn', r.recognised_on,
                                      'endedOn', r.ended_on, 'endReason', r.end_reason)
               from body_recognitions r join council_decisions k on k.municipality_id = r.municipality_id and k.id = r.decision_id
              where r.municipality_id = o.municipality_id and r.organisation_id = o.id
              order by r.ended_on is null desc, r.recorded_at desc, r.id desc limit 1) as recognition,
            coalesce((select json_agg(json_build_object('id', b.id, 'name', b.name, 'firstYear', b.first_year, 'lastYear', b.last_year)
                                      order by b.name, b.first_year)
                        from neighbourhood_budgets b where b.municipality_id = o.municipality_id and b.body_id = o.id), '[]') as budgets
       from organisations o
      where o.municipality_id = $1 and 'neighbourhood_body' = any (o.kinds) and ($2::uuid is null or o.id = $2)
      order by o.name limit 1000`,
    [tx.municipalityId, id ?? null],
  );
}

/** One neighbourhood body. @throws Problem 404 */
export async function neighbourhoodBody(tx: Tx, id: string): Promise<BodyView> {
  const [body] = await neighbourhoodBodies(tx, id);
  if (!body) throw notFound();
  return body;
}

/** Whether the recognition of a body runs. */
export const isRecognised = ({ recognition }: BodyView): boolean => recognition !== null && recognition.endedOn === null;
