/** What files of pages are sent in. */
export type Encoding = 'br' | 'gzip';

/**
 * What of the two a client takes, by its `Accept-Encoding`; Brotli where it takes both, since it is smaller.
 * https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
 */
export function acceptedEncoding(header: string | undefined): Encoding | undefined {
  const accepted = new Map(
    (header ?? '').split(',').map(part => {
      const [coding = '', ...parameters] = part.toLowerCase().split(';');
      const quality = parameters.map(each => each.trim()).find(each => each.startsWith('q='));
      return [coding.trim(), quality === undefined || Number(quality.slice(2)) > 0];
    }),
  );
  const takes = (coding: Encoding) => accepted.get(coding) ?? accepted.get('*') ?? false;
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : undefined;
}
