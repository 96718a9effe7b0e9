declare module 'virtual:routes' {
  const table: Record<string, [method: string, path: string]>;
  export default table;
}
