import { checkTask } from '#checks';
import type { Task } from '#jobs';
import { tasks as measures } from '#measures';
import { tasks as notices } from '#notices';
import { tasks as plans } from '#plans';
import { importTask } from '#procedures';
import { registerTasks } from '#registers';
import { dispatchTasks, reportTasks } from '#reports';
import { askService } from '#signatures';

/** Every kind of background work of the product. */
// biome-ignore lint/suspicious/noExplicitAny: each task reads its own input
export const tasks: readonly Task<any>[] = [
  askService,
  checkTask,
  importTask,
  ...registerTasks,
  ...notices,
  ...plans,
  ...measures,
  ...dispatchTasks,
  ...reportTasks,
];
