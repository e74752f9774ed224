import { pathToFileURL } from 'node:url';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Clock, createDataSource, createLog, Database } from '../../libs/core/index.js';
import { assemble } from './create.js';
import { documentOf } from './document.js';

/** The OpenAPI document, made from the routes alone: no database is needed. */
export async function openApiDocument(): Promise<OpenAPIObject> {
  const unconnected = new Database(createDataSource('postgres://nobody@localhost/nothing', 2, []), new Clock());
  const app = await assemble(unconnected, { PUBLIC_URL: 'http://localhost:3000', TRUSTED_PROXIES: 0 }, createLog('silent', 'api'));
  try {
    return documentOf(app);
  } finally {
    await app.close();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(await openApiDocument(), null, 2));
}
