import fc from 'fast-check';

/** Any character of Unicode. fast-check's own (`unit: 'binary'`) lists all of them first, which takes it a second. */
export const anyCharacter = fc
  .nat(0x10f7ff)
  .map(number => String.fromCodePoint(number < 0xd800 ? number : number + 0x800));
