import { doubleMetaphone } from 'double-metaphone';
import { fold } from './values.ts';

/** Names repeat, and to work a sound out takes 20 times as long as to look it up. */
const known = new Map<string, string>();
const mostKnown = 20_000;
/** Nobody says a longer word; a hostile one must not fill the memory. */
const longestWord = 64;

/**
 * How each word of a text sounds to an English ear, by Double Metaphone's primary code: `Meyer` as `Maier`.
 * A word without Latin letters has no sound.
 */
export function soundsOf(text: string): readonly string[] {
  const sounds: string[] = [];
  for (const word of fold(text).split(/[ -]+/)) {
    const sound = soundOf(word.slice(0, longestWord));
    if (sound !== '' && !sounds.includes(sound)) sounds.push(sound);
  }
  return sounds;
}

function soundOf(word: string): string {
  const old = known.get(word);
  if (old !== undefined) return old;
  const [sound] = doubleMetaphone(word);
  if (known.size === mostKnown) known.clear();
  // Joined anew: a slice would keep the whole text it was cut from.
  known.set([...word].join(''), sound);
  return sound;
}
