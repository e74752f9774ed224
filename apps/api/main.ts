import { createLog, loadConfig } from '../../libs/core/index.js';
import { createApi } from './create.js';

const config = loadConfig();
const log = createLog(config.LOG_LEVEL, 'api');
const app = await createApi(config, log);
app.enableShutdownHooks();
await app.listen(config.PORT, config.HOST);
log.info({ address: await app.getUrl() }, 'listening');
