/** What the page told its developer while `act` ran. */
export async function warnings(act: () => Promise<unknown>): Promise<string[]> {
  const told: string[] = [];
  const { warn } = console;
  console.warn = (text: string) => told.push(text);
  try {
    await act();
  } finally {
    console.warn = warn;
  }
  return told;
}
