export default async function tearDown() {
  /** @type {{ tearDownMongod?: () => Promise<void> }} */
  const { tearDownMongod } = globalThis;
  await tearDownMongod?.();
}
