import { createLog, loadConfig } from '../../libs/core/index.js';
import { createWeb } from './create.js';

const config = loadConfig();
const log = createLog(config.LOG_LEVEL, 'web');
const app = await createWeb(config, log);
app.enableShutdownHooks();
await app.listen(config.PORT, config.HOST);
log.info({ address: await app.getUrl() }, 'listening');
