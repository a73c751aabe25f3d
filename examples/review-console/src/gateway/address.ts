/** A path of the gateway that this page comes from, as `graphql`, below whatever path a proxy has put it. */
export function addressOf(path: string): string {
  return new URL(`../${path}`, document.baseURI).pathname;
}
