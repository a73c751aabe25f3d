import { definitions } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import { fingerprint } from '../origin.ts';
import { CollectionBuilder } from './builder.ts';
import { isSound, type SoundFile } from './check.ts';
import { Database } from './database.ts';
import { syncFile, unlessRefused } from './files.ts';
import { damagedOnTheWay, keepLog } from './full-copy.ts';
import { readOrigin } from './origin.ts';
import { toSoundFile } from './rows.ts';
import { checkFormat, contentTable } from './schema.ts';
import { type Selection, select } from './selection.ts';
import { type PartTask, pieceOf, type Watch } from './tasks.ts';

/** Resources taken over between looks at whether the copy is still wanted. */
const sliceSize = 100;

/** Of the time that it all takes: what has been done when each step ends. */
const selected = 0.15;
const added = 0.6;
const built = 0.8;

/** Makes a checked copy of a part of master in a new file, durably. */
export async function copyPart(
  { masterPath, targetPath, part, tuning }: PartTask,
  watch: Watch,
): Promise<undefined> {
  const master = new Database(masterPath, { readOnly: true, tuning });
  let sound: SoundFile;
  try {
    checkFormat(master);
    const selection = await select(master, part, watch);
    watch.progress(selected);
    const builder = new CollectionBuilder(targetPath, tuning);
    try {
      take(master, selection, builder, pieceOf(watch, selected, added));
      const origin = readOrigin(master);
      const building = pieceOf(watch, added, built);
      const counts = builder.finish(origin && { ...origin, part: fingerprint(part) }, place => {
        building.throwIfAborted();
        building.progress((place + 1) / definitions.length);
      });
      sound = toSoundFile(counts);
    } finally {
      builder.close();
    }
  } finally {
    master.close();
  }
  await unlessRefused(() => syncFile(targetPath));
  if (!isSound(targetPath, sound, pieceOf(watch, built, 1))) throw damagedOnTheWay();
  keepLog(targetPath);
  return undefined;
}

/** Adds what is selected. */
function take(master: Database, selection: Selection, builder: CollectionBuilder, watch: Watch): void {
  const all = definitions.reduce((sum, definition) => sum + selection.total(definition), 0);
  let done = 0;
  for (const definition of definitions) {
    for (const rids of selection.slices(definition, sliceSize)) {
      watch.throwIfAborted();
      const rows = master.all(
        `SELECT c.content FROM json_each(?) p CROSS JOIN ${contentTable(definition)} c ON c.rid = p.value`,
        [JSON.stringify(rids)],
      );
      for (const { content } of rows) {
        builder.add(definition, JSON.parse(content as string) as Resource, content as string);
      }
      done += rids.length;
      watch.progress(done / all);
    }
  }
}
