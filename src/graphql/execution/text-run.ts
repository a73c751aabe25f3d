import type { FieldNode, GraphQLError } from 'graphql';
import { isShared } from '../../core/shared.ts';
import { type StoredJson, storedJsonOf } from '../../core/stored-json.ts';
import type { Path } from './field-errors.ts';
import { closed, leafText, listText, textOf } from './json-text.ts';
import type { Step } from './kept-texts.ts';
import type { ObjectCompletion } from './plan.ts';
import { isPromise, Run } from './run.ts';
import { writeFields } from './static-text.ts';
import { Copying } from './stored-text.ts';

/** An answer of which the data is JSON text already. */
export interface Rendered {
  /** `null` where there is none; undefined: nothing was executed, and `errors` say why. */
  readonly data: string | undefined;
  readonly errors: readonly GraphQLError[] | undefined;
}

/** Text around values that are waited for. */
interface Gaps {
  readonly before: string[];
  readonly openings: string[];
  readonly values: unknown[];
}

/**
 * Writes the answer as text at once. The text of an object, a list or a leaf is a string, null is null; undefined is what JSON has no
 * text for and leaves out; an array is a list that had to be waited for.
 */
export class TextRun extends Run<Rendered> {
  #copying: Copying | undefined;

  protected override answer(data: unknown, errors: readonly GraphQLError[] | undefined): Rendered {
    return { data: textOf(data), errors };
  }

  protected override fields(
    completion: ObjectCompletion,
    nodes: readonly FieldNode[],
    source: unknown,
    path: Path | undefined,
  ): string | Promise<string> {
    let text = '';
    let isWhole = true;
    let gaps: Gaps | undefined;
    try {
      for (const step of this.plan.stepsOf(completion, nodes)) {
        const written = step.isStatic ? this.#written(step, completion, source) : undefined;
        if (written !== undefined) {
          text += written;
          continue;
        }
        for (const field of step.fields) {
          const value = this.field(field, source, path);
          if (typeof value === 'string') text += field.opening + value;
          else if (value === null) text += `${field.opening}null`;
          else if (isPromise(value)) {
            gaps ??= { before: [], openings: [], values: [] };
            gaps.before.push(text);
            gaps.openings.push(field.opening);
            gaps.values.push(value);
            text = '';
          } else isWhole = false;
        }
      }
    } catch (error) {
      if (gaps === undefined) throw error;
      // Those may fail too, and somebody must have listened.
      return filled(gaps, text, isWhole).finally(() => {
        throw error;
      });
    }
    return gaps === undefined ? closed(text, isWhole) : filled(gaps, text, isWhole);
  }

  protected override leaf(serialized: unknown): unknown {
    return leafText(serialized);
  }

  protected override list(entries: unknown[]): string {
    return listText(entries);
  }

  /** The text of fields that depend on their object alone; undefined where something about them is out of the ordinary. */
  #written(step: Step, completion: ObjectCompletion, source: unknown): string | undefined {
    if (typeof source !== 'object' || source === null) return undefined;
    const isKept = this.plan.keepsTexts && isShared(source);
    if (isKept) {
      const kept = step.texts?.get(source);
      if (kept !== undefined) {
        step.isUsed = true;
        return kept;
      }
    }
    const json = isKept ? undefined : storedJsonOf(source);
    if (json?.madeBy === step) return json.made;
    const copied = json === undefined ? undefined : this.#copied(step, json);
    const written = copied ?? writeFields(this.plan, step.fields, source);
    if (typeof written !== 'string') {
      // Steps are made anew from what is known by now.
      if (written === null) this.plan.forgetSteps(completion);
      return undefined;
    }
    if (isKept) this.plan.keep(step, source, written);
    else if (json !== undefined) {
      json.madeBy = step;
      json.made = written;
    }
    return written;
  }

  #copied(step: Step, json: StoredJson): string | undefined {
    if (!step.isCopied) return undefined;
    this.#copying ??= new Copying(this.plan);
    const copied = this.#copying.copy(step.fields, json);
    if (copied === null) step.isCopied = false;
    return copied ?? undefined;
  }
}

function filled({ before, openings, values }: Gaps, rest: string, wasWhole: boolean): Promise<string> {
  return Promise.all(values).then(found => {
    let text = '';
    let isWhole = wasWhole;
    for (const [place, value] of found.entries()) {
      text += before[place]!;
      if (value === undefined) isWhole = false;
      else text += openings[place]! + textOf(value);
    }
    return closed(text + rest, isWhole);
  });
}
