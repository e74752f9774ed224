import { expireDraws, expireDrawsJob, expireRights } from '../../../libs/drawing-rights/index.js';
import { HandlesJob, type JobContext } from '../handles-job.js';

/** How many end in one transaction. */
const BATCH = 50;

interface Expired {
  draws: number;
  rights: number;
}

/** Reservations first: what they free goes back together with the right. */
const ENDINGS = [
  ['draws', expireDraws],
  ['rights', expireRights],
] as const;

/** Ends reservations and rights whose last day has passed, a batch at a time. */
@HandlesJob(expireDrawsJob)
export class ExpireDrawsHandler {
  async run({ checkpoint, transaction, progress }: JobContext<{ asOf: string }>): Promise<Expired> {
    let expired = (checkpoint as Expired | null) ?? { draws: 0, rights: 0 };
    for (const [kind, expire] of ENDINGS) {
      let before: number;
      do {
        before = expired[kind];
        expired = await transaction(async (tx) => {
          const sofar = { ...expired, [kind]: expired[kind] + (await expire(tx, BATCH)) };
          await progress(sofar.draws + sofar.rights, sofar.draws + sofar.rights, sofar);
          return sofar;
        });
      } while (expired[kind] === before + BATCH);
    }
    return expired;
  }
}
