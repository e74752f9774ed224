/** After all specs: the template goes; a PostgreSQL of our own goes when the process ends. */
export default async function teardown() {
  await globalThis.dropTemplate?.();
}
