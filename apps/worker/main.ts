import { createLog, loadConfig } from '../../libs/core/index.js';
import { createWorker } from './create.js';

const config = loadConfig();
const log = createLog(config.LOG_LEVEL, 'worker');
const worker = await createWorker(config, log);

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'the worker stops');
  await worker.close();
  // A connection that keeps trying to reach a queue that is away would hold the process.
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
log.info('the worker listens');
