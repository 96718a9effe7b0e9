import { routes as plan_routes } from './plan-routes.ts';
import { routes as target_routes } from './target-routes.ts';
import { routes as task_routes } from './task-routes.ts';

export const routes = { ...plan_routes, ...task_routes, ...target_routes };
