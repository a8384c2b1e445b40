export declare function findPostgres(
  env?: Record<string, string | undefined>,
): { path: string } | { path?: undefined; problem: string } | { path?: undefined; why: string }
