/** The part of an address that stands for a name: `Wijkcentrum ’t Middelpunt` becomes `wijkcentrum-t-middelpunt`. Empty when no letter or digit is left. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
