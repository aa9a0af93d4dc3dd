export default async function tearDown() {
  const { tearDownMongod } = /** @type {{ tearDownMongod?: () => Promise<void> }} */ (globalThis);
  await tearDownMongod?.();
}
