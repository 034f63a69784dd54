/** Which methods each address takes: for 405 and its `Allow` (RFC 9110, 15.5.6). Looked up only for what no route takes. */
export class AllowedMethods {
  readonly #routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];

  /** Notes a route of the HTTP server, with its address as `/plans/:plan` or `/ledger/tile/*`. */
  note({ url, method }: { readonly url: string; readonly method: string | readonly string[] }): void {
    const literal = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    const pattern = new RegExp(`^${literal.replace(/:\w+/g, '[^/]+').replaceAll('*', '.*')}/?$`);
    this.#routes.push({ pattern, methods: [method].flat() });
  }

  /** The methods of an address; none where there is nothing. */
  at(url: string): readonly string[] {
    const path = url.split('?')[0] as string;
    return [...new Set(this.#routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))].toSorted();
  }
}
