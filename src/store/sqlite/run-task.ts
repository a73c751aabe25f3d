import type { Task, TaskResults, Watch } from './tasks.ts';

/** Loads only what the task needs: a plain copy knows nothing of FHIR, and starts twice as fast for it. */
export async function runTask(task: Task, watch: Watch): Promise<TaskResults[keyof TaskResults]> {
  switch (task.kind) {
    case 'copy':
      return (await import('./full-copy.ts')).copyMaster(task, watch);
    case 'part':
      return (await import('./part-copy.ts')).copyPart(task, watch);
    case 'refresh':
      return (await import('./refresh.ts')).refresh(task, watch);
    case 'compare':
      return (await import('./refresh.ts')).compare(task, watch);
  }
}
