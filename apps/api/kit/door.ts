import { Injectable } from '@nestjs/common';
import { Database, notFound, type Tx } from '../../../libs/core/index.js';
import { answerTo, checkKey, keepAnswer, requestHash } from '../../../libs/payments/index.js';
import { type Municipality, municipalityBySlug } from '../../../libs/tenancy/index.js';
import type { Call } from './access.js';

/** The transactions of the API. */
@Injectable()
export class Door {
  constructor(private readonly database: Database) {}

  /** Works in the municipality of the token. */
  run<T>({ municipalityId, actor }: Call, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(municipalityId, work, actor);
  }

  /** Reads the open data of a municipality, without a token. @throws Problem 404 for an unknown slug */
  async open<T>(slug: string, work: (tx: Tx, municipality: Municipality) => Promise<T>): Promise<T> {
    if (!/^[a-z0-9-]{1,100}$/.test(slug)) throw notFound();
    const municipality = await this.shared((tx) => municipalityBySlug(tx, slug));
    return this.database.transaction(municipality.id, (tx) => work(tx, municipality));
  }

  /** Reads what all municipalities share. */
  shared<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.shared(work);
  }

  /**
   * Does what moves money once per `Idempotency-Key` and answers its result as JSON text; the same request gets the same text again.
   * The key is written last, in the transaction of the work: a call then costs one trip more than its work. When the work or the key
   * is refused, the key may be known already: then nothing was done twice, and the answer of the first time is given.
   * @throws Problem 400 without a key, 422 for a key of another request
   */
  async once(call: Call, status: number, work: (tx: Tx) => Promise<object>): Promise<string> {
    const { request, actor } = call;
    const key = checkKey(request.headers['idempotency-key']);
    const caller = `${actor.personId}/${actor.role}/${actor.organisationId ?? '-'}`;
    const hash = requestHash(request.method, request.url, request.body);
    try {
      const done = await this.run(call, async (tx) => {
        const made = (await work(tx)) as { id?: string };
        const body = JSON.stringify(made);
        tx.atCommit(keepAnswer(tx, caller, key, hash, { status, body }));
        return { body, id: made.id };
      });
      return give(call, status, done.body, done.id);
    } catch (error) {
      const known = await this.run(call, (tx) => answerTo(tx, caller, key, hash));
      if (!known) throw error;
      call.reply.header('idempotent-replayed', 'true');
      const body = known.body as string;
      return give(call, known.status, body, (JSON.parse(body) as { id?: string }).id);
    }
  }
}

function give({ request, reply }: Call, status: number, text: string, id: string | undefined): string {
  reply.header('content-type', 'application/json; charset=utf-8');
  if (status === 201 && id) reply.header('location', `${request.url}/${id}`);
  return text;
}
